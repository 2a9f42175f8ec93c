// Single requests of a run: kept as records, explained, drawn on a timeline.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

Words figure_into(const std::string& out, const Words& more = {}) {
    return with({"run", "scenarios/mdinference/fig8.json", "--set", "requests=400", "--set",
                 "replications=3", "--over", "sla_ms=150,250", "--over",
                 "estimator.kind=twice_uplink,ewma", "--no-figures", "--out", out},
                more);
}

std::string requests_in(const std::string& folder) { return read_text(folder + "/requests.csv"); }

}  // namespace

TEST_CASE("records are the same bytes however the run was made", "[app]") {
    const TemporaryFolder folder;
    const std::string whole = folder.path("whole");
    REQUIRE(run_program(figure_into(whole, {"--jobs", "1"})).code == 0);
    const std::string expected = requests_in(whole);
    CHECK(lines_of(expected).size() == 1 + 4 * 5 * 20);

    for (const Words& change : std::vector<Words>{{"--jobs", "3"}, {"--path", "events"}}) {
        const std::string other = folder.path("other" + change[1]);
        REQUIRE(run_program(figure_into(other, change)).code == 0);
        CHECK((requests_in(other) == expected));
    }
    // Again, from a full store.
    REQUIRE(run_program(figure_into(whole)).code == 0);
    CHECK((requests_in(whole) == expected));

    const std::string shared = folder.path("shared");
    for (const char* shard : {"1/2", "2/2"}) {
        REQUIRE(run_program(figure_into(shared, {"--shard", shard})).code == 0);
    }
    CHECK_FALSE(fs::exists(shared + "/requests.csv"));
    REQUIRE(run_program({"merge", shared, "--out", shared}).code == 0);
    CHECK((requests_in(shared) == expected));
}

TEST_CASE("the option --records asks for records of any scenario, and its absence for none",
          "[app]") {
    const TemporaryFolder folder;
    const Words plain = small_figure(folder.path("r"));
    REQUIRE(run_program(with(plain, {"--records", "4"})).code == 0);
    CHECK(lines_of(requests_in(folder.path("r"))).size() == 1 + 6 * 6 * 4);
    REQUIRE(run_program(plain).code == 0);
    CHECK_FALSE(fs::exists(folder.path("r/requests.csv")));
    CHECK_THAT(refusal(with(plain, {"--records", "few"})), Catch::Contains("whole number"));
}

TEST_CASE("a request is explained at the scenario's own values, and nothing is run", "[app]") {
    const TemporaryFolder folder;
    Surroundings there;
    there.folder = folder.path();
    const std::string file = MDISIM_SOURCE_DIR "/scenarios/mdinference/fig3.json";
    const Ended text = run_program({"run", "--explain-request", "17", file}, there);
    CHECK(text.code == 0);
    CHECK(text.err.empty());
    CHECK_FALSE(fs::exists(folder.path("results")));
    CHECK_THAT(text.out, Catch::StartsWith("request 17 of mdinference/fig3, replication 0, "
                                           "sla_ms = 250\n") &&
                             Catch::Contains("clairvoyant, cloud only   (knows the truth"));
    CHECK(text.out.find('\x1b') == std::string::npos);

    const Ended json = run_program(
        {"run", "--explain-request", "17", "--json", "--set", "sla_ms=100", file}, there);
    const Node document = parse_document(json.out, "explanation");
    CHECK(document.find("sla_ms")->as_number() == 100);
    CHECK(document.find("policies")->items.size() == 6);
    CHECK_THAT(refusal({"run", "--explain-request", "10000", file}),
               Catch::Contains("there is no request 10000"));
    CHECK_THAT(refusal({"run", "--explain-request", "-1", file}), Catch::Contains("whole number"));
}

TEST_CASE("a timeline is written beside the results, of so many requests", "[app]") {
    const TemporaryFolder folder;
    const auto requests_of = [&](const Words& more) {
        const Ended ended = run_program(
            with(figure_into(folder.path("r"), {"--trace", folder.path("t.json")}), more));
        CHECK(ended.code == 0);
        CHECK_THAT(ended.err, Catch::Contains("timeline of replication 0@sla_ms=250"));
        size_t requests = 0;
        const Node trace = read_document(folder.path("t.json"));
        for (const Node& event : trace.find("traceEvents")->items) {
            requests += event.find("ph")->text == "b" && event.find("name")->text == "request";
        }
        return requests;
    };
    CHECK(requests_of({"--trace-requests", "30"}) == 5 * 30);
    CHECK(requests_of({}) == 5 * 400);
    CHECK_THAT(refusal({"run", "scenarios/hello/hello.json", "scenarios/modipick/fig5.json",
                        "--trace", "x"}),
               Catch::Contains("one scenario"));
}

}  // namespace mdisim
