#include "sim/campaign/rows.hpp"

#include "sim/campaign/campaign.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::vector<CellRow> rows_of(const std::string& figures) {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", R"({
        "version": 1, "requests": 300, "replications": 2, "sla_ms": 60,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 3, "sd_ms": 1}]},
        "policies": ["fastest", "pure_random"], "sweep": {"sla_ms": [30, 60]},
        "figures": )" + figures + "}"));
    Store store = Store::in_memory();
    run_campaign(scenario, store, {});
    std::vector<CellRow> rows;
    each_row(scenario, store, [&](const CellRow& row) { rows.push_back(row); });
    return rows;
}

TEST_CASE("distributions are kept of the cells that figures show, and of no others", "[campaign]") {
    size_t kept = 0;
    for (const CellRow& row :
         rows_of(R"([{"name": "f", "kind": "cdf", "y": "latency_ms", "policies": "fastest",
                      "where": {"sla_ms": 60}}])")) {
        CAPTURE(row.policy, row.point);
        CHECK(row.distributions.empty() == (row.policy != "fastest" || row.point == 0));
        for (const Distribution& d : row.distributions) {
            CHECK(d.quantity->name == std::string("latency_ms"));
            CHECK(d.levels.size() > 80);
            ++kept;
        }
    }
    CHECK(kept == 1);
    for (const CellRow& row : rows_of("[]")) CHECK(row.distributions.empty());
}

TEST_CASE("the fingerprint is of all rows in their order", "[campaign]") {
    const auto fingerprint_of = [](const std::vector<uint64_t>& rows) {
        CampaignFingerprint all;
        for (const uint64_t each : rows) {
            CellRow row;
            row.fingerprint = {each, 1};
            all.add(row);
        }
        return all.digest();
    };
    CHECK(fingerprint_of({1, 2, 3}) == fingerprint_of({1, 2, 3}));
    CHECK(fingerprint_of({3, 2, 1}) != fingerprint_of({1, 2, 3}));
    CHECK(fingerprint_of({1, 2}) != fingerprint_of({1, 2, 3}));
}

}  // namespace
}  // namespace mdisim
