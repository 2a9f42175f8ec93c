// What a user sees of rounds of replications, of ranks and of tables.
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Catch::Contains;

const std::string hello = MDISIM_SOURCE_DIR "/scenarios/hello/hello.json";

Ended precise(const std::string& out, std::vector<std::string> more) {
    std::vector<std::string> words = {"run",          hello,   "--set", "requests=300",
                                      "--no-figures", "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
}

std::string fingerprint_of_run(const std::string& text) {
    const size_t at = text.find("fingerprint ");
    REQUIRE(at != std::string::npos);
    return text.substr(at, 44);
}

}  // namespace

TEST_CASE("a run goes on until it is precise, and says so", "[app][precision]") {
    const TemporaryFolder folder;
    const Ended ended =
        precise(folder.path("a"), {"--precision", "effective_accuracy=0.006", "--jobs", "1"});
    CHECK(ended.code == exit_ok);
    CHECK_THAT(ended.out, Contains("precise enough after ") && Contains("looked at after 20, 30"));
    const Node manifest = read_document(folder.path("a/manifest.json"));
    CHECK_THAT(manifest.find("rounds")->text, Contains("precise enough after"));
    const int64_t n = manifest.find("resolved")->find("replications")->integer;
    CHECK(n > 20);
    // It is the run of so many replications, whatever the number of jobs.
    const Ended same = precise(folder.path("b"), {"--set", "replications=" + std::to_string(n)});
    CHECK(fingerprint_of_run(same.out) == fingerprint_of_run(ended.out));
    const Ended jobs =
        precise(folder.path("c"), {"--precision", "effective_accuracy=0.006", "--jobs", "2"});
    CHECK(fingerprint_of_run(jobs.out) == fingerprint_of_run(ended.out));
    for (const char* file : {"metrics.csv", "summary.json", "ledger.json"}) {
        CHECK(read_text(folder.path(std::string("a/") + file)) ==
              read_text(folder.path(std::string("b/") + file)));
    }
}

TEST_CASE("a budget ends a run with exit code 4", "[app][precision]") {
    const TemporaryFolder folder;
    const Ended ended = precise(folder.path("a"), {"--precision", "effective_accuracy=0.0001",
                                                   "--requests", "1e5", "--json"});
    CHECK(ended.code == exit_precision);
    CHECK_THAT(ended.err,
               Contains("not precise enough after") && Contains("more requests would do"));
    CHECK(parse_document(ended.out, "summary").find("cells") != nullptr);
    const Ended timed =
        precise(folder.path("b"), {"--precision", "effective_accuracy=0.0001", "--for", "1e-6s"});
    CHECK(timed.code == exit_precision);
    for (const char* wrong : {"soon", "-3s", "5 days", "0"}) {
        const Ended ended_wrong =
            precise(folder.path("c"), {"--best", "attainment=0.01", "--for", wrong});
        CHECK(ended_wrong.code == exit_usage);
        CHECK_THAT(ended_wrong.err, Contains("expected a time"));
    }
    for (const char* budget : {"--for=60s", "--requests=1e9"}) {
        const Ended aimless = precise(folder.path("c"), {budget});
        CHECK(aimless.code == exit_usage);
        CHECK_THAT(aimless.err, Contains("--precision or --best"));
    }
    const Ended shard = precise(folder.path("d"), {"--best", "attainment=0.01", "--shard", "1/2"});
    CHECK(shard.code == exit_usage);
    CHECK_THAT(shard.err, Contains("no shard has all results"));
}

TEST_CASE("policies of a folder are ranked", "[app][precision]") {
    const TemporaryFolder folder;
    REQUIRE(precise(folder.path("a"), {"--over", "sla_ms=100,250"}).code == exit_ok);
    const Ended table = run_program({"compare", "--in", folder.path("a")});
    CHECK(table.code == exit_ok);
    CHECK_THAT(table.out, Contains("sla_ms=250") && Contains("all 6 differences of policies"));
    CHECK_THAT(table.out, !Contains("clairvoyant, cloud only "));
    for (const std::string& line : lines_of(table.out)) CHECK(letters(line) <= 80);
    const Ended all = run_program({"compare", "--in", folder.path("a"), "--family", "all",
                                   "--metric", "latency_ms_mean", "--format", "csv"});
    CHECK_THAT(all.out, Contains("at,policy,rank,latency_ms_mean,ahead,ahead_low,ahead_high"));
    CHECK(lines_of(all.out).size() == 9);
    CHECK(run_program({"compare", "--in", folder.path("a"), "--metric", "nothing"}).code ==
          exit_usage);
    CHECK(run_program({"compare", "mdinference", "--in", folder.path("a")}).code == exit_usage);
    // A ledger that somebody has changed is not ranked.
    const std::string ledger = folder.path("a/ledger.json");
    std::string text = read_text(ledger);
    text.replace(text.find("0."), 2, "1.");
    std::ofstream(ledger, std::ios::binary) << text;
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, {"phone only", "static_greedy", "mdinference"}}) {
        std::vector<std::string> compare = {"compare", "--in", folder.path("a")};
        compare.insert(compare.end(), words.begin(), words.end());
        const Ended changed = run_program(compare);
        CHECK(changed.code == exit_usage);
        CHECK_THAT(changed.err, Contains("ledger.json"));
    }
}

TEST_CASE("results are printed as tables and cited", "[app][precision]") {
    const TemporaryFolder folder;
    const Ended run = precise(folder.path("a"), {"--set", "replications=3"});
    REQUIRE(run.code == exit_ok);
    const Ended wide = run_program({"table", folder.path("a"), "--format", "csv", "--metric",
                                    "attainment", "--policy", "mdinference"});
    CHECK(wide.code == exit_ok);
    CHECK(lines_of(wide.out).size() == 2);
    CHECK_THAT(wide.out,
               Contains("policy,attainment,attainment_low,attainment_high\nmdinference,0."));
    const Ended json = run_program({"table", folder.path("a"), "--shape", "replications",
                                    "--format", "json", "--policy", "mdinference"});
    const Node rows = *parse_document(json.out, "table").find("rows");
    REQUIRE(rows.items.size() == 3);
    CHECK(rows.items[2].find("replication")->kind == Node::Kind::integer);
    CHECK(rows.items[2].find("replication")->integer == 2);
    const Ended each = run_program({"table", folder.path("a"), "--shape", "replications",
                                    "--format", "csv", "--policy", "mdinference"});
    CHECK(lines_of(each.out).size() == 4);
    const Ended tidy =
        run_program({"table", folder.path("a"), "--shape", "tidy", "--format", "csv"});
    CHECK_THAT(tidy.out, Contains("policy,metric,unit,mean,mean_low,mean_high\n"));
    const Ended percent = run_program({"table", folder.path("a"), "--shares", "percent", "--format",
                                       "csv", "--metric", "attainment", "--policy", "phone only"});
    CHECK_THAT(percent.out, Contains("\nphone only,100,"));
    const Ended tidy_percent =
        run_program({"table", folder.path("a"), "--shape", "tidy", "--shares", "percent",
                     "--format", "csv", "--metric", "attainment", "--policy", "phone only"});
    CHECK_THAT(tidy_percent.out, Contains("\nphone only,attainment,%,100,"));
    CHECK_THAT(run_program({"table", folder.path("a"), "--shape", "tidy", "--metric",
                            "effective_accuracy", "--policy", "phone only"})
                   .out,
               Contains("%     41."));
    // Titles name policies as names do, and output for programs has names.
    const Ended titled =
        run_program({"table", folder.path("a"), "--policy", "MDInference", "--format", "csv"});
    CHECK(titled.code == exit_ok);
    CHECK_THAT(titled.out, Contains("\nmdinference,"));
    CHECK(lines_of(titled.out).size() == 2);
    CHECK_THAT(run_program({"table", folder.path("a"), "--format", "latex"}).out,
               Contains("\\begin{tabular}"));
    const Ended wrong = run_program({"table", folder.path("a"), "--metric", "atainment"});
    CHECK(wrong.code == exit_usage);
    CHECK_THAT(wrong.err, Contains("'attainment'"));
    const Ended cited = run_program({"cite", folder.path("a")});
    CHECK_THAT(cited.out, Contains("@misc{mdisim_") && Contains("3 replications"));
    CHECK_THAT(cited.out, Contains(fingerprint_of_run(run.out).substr(12)));
}

}  // namespace mdisim
