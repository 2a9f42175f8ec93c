// What is said of intervals and quantiles can be asked for, and is true.
#include <string>

#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("how well numbers are known can be asked for in two ways", "[app]") {
    const std::string text = run_program({"help", "intervals"}).out;
    CHECK(run_program({"explain", "intervals"}).out == text);
    for (const char* words : {"Student's", "Clopper-Pearson", ">= 30", "93  ten replications"}) {
        CHECK_THAT(text, Catch::Contains(words));
    }
    for (const std::string& line : lines_of(text)) CHECK(line.size() <= 80);
}

TEST_CASE("the explanation of a quantile says what holds of it", "[app]") {
    const std::string p99 = run_program({"explain", "latency_ms_p99"}).out;
    CHECK_THAT(p99, Catch::Contains("if and\nonly if") && Catch::Contains("explain intervals"));
    CHECK_THAT(run_program({"explain", "attainment"}).out,
               !Catch::Contains("only if") && Catch::Contains("explain intervals"));
}

TEST_CASE("no answer in time is shown with a 99th percentile beyond the deadline", "[app]") {
    // All that the copy rescues is answered at the deadline exactly.
    const TemporaryFolder folder;
    for (const char* sla : {"75", "150"}) {
        const Ended ended = run_program({"run", MDISIM_SOURCE_DIR "/scenarios/hello/hello.json",
                                         "--set", std::string("sla_ms=") + sla, "--json", "--out",
                                         folder.path(sla), "--no-figures"});
        REQUIRE(ended.code == 0);
        const Node document = parse_document(ended.out, "run");
        size_t compared = 0;
        for (const Node& cell : document.find("cells")->items) {
            const Node& metrics = *cell.find("metrics");
            const auto mean = [&](const char* name) {
                return metrics.find(name)->find("mean")->as_number();
            };
            if (metrics.find("latency_ms_p99")->find("mean")->kind == Node::Kind::null) continue;
            CAPTURE(sla, cell.find("policy")->text);
            CHECK((mean("attainment") >= 0.99) == (mean("latency_ms_p99") <= std::stod(sla)));
            compared += mean("attainment") > 0.99;
        }
        CHECK(compared > 0);
    }
}

}  // namespace mdisim
