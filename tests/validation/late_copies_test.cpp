// Copies at the last moment on a recorded network (beside the repository, not in it). Skipped where
// the data is not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "sim/decide/decisions.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::validation {
namespace {

const std::string phone_on_4g = MDISIM_SOURCE_DIR "/../shared/data/rtt_series/4g_phone.csv";

// Most answers of the fastest model come 20 ms before a deadline of 150 ms. Who fills the budget
// with a more accurate model has them come in the phone's last moment, when copies begin.
TEST_CASE("on 4G, a budget filled to the brim begins copies in vain", "[late]") {
    if (!std::filesystem::exists(phone_on_4g)) {
        WARN("skipped: there is no " << phone_on_4g);
        return;
    }
    const testing::TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("scenarios/set/4g.json", R"({
        "version": 1, "sla_ms": 150, "requests": 20000,
        "models": {"profile": "models/cloud_p2", "only": ["@pool22"]},
        "phone": {"profile": "phones/pixel2"},
        "network": {"kind": "latency", "measures": "round_trip",
                    "latency": {"kind": "empirical", "column": "rtt_ms", "file": ")" + phone_on_4g +
                                                                                       R"("}},
        "policies": ["fastest"]})"));
    const Point point = scenario.point(0);
    const auto run = [&](const std::string& select, const std::string& place) {
        const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms),
                        worlds::combination(select, place)};
        return simulate({&cell, 1}, worlds::plan(20'000)).front().tally;
    };
    const Tally brim = run("mdinference", "just_in_time");
    const Tally fast = run("fastest", "just_in_time");
    CHECK(brim.on_time == 20'000);
    CHECK(fast.on_time == 20'000);
    CHECK(brim.rescued < 500);
    CHECK(brim.copies > 10 * brim.rescued);
    CHECK(fast.copies < 2 * fast.rescued);
    CHECK(run("mdinference", "both").rescued == brim.rescued);
}

}  // namespace
}  // namespace mdisim::validation
