// Shards and their merger, status and rerun: a campaign in parts is the campaign.
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// Eighteen points under two policies on both paths.
Words figure(const std::string& out, const Words& more = {}) {
    return with(
        {"run", "scenarios/mdinference/fig3.json", "--set", "requests=200", "--set",
         "replications=3", "--set", R"(policies=["fastest", "mdinference"])", "--over",
         "estimator.kind=twice_uplink,past_mean", "--over", "sla_ms=50:450:50", "--out", out},
        more);
}

void run_shards(const std::string& out, const Words& numbers, const Words& more = {}) {
    for (const std::string& number : numbers) {
        const Ended ended = run_program(figure(out, with({"--shard", number}, more)));
        CAPTURE(number, ended.err);
        REQUIRE(ended.code == 0);
    }
}

void check_same_results(const std::string& a, const std::string& b) {
    for (const char* file : {"/metrics.csv", "/summary.json", "/ledger.json"}) {
        CAPTURE(file);
        CHECK((read_text(a + file) == read_text(b + file)));
    }
}

}  // namespace

TEST_CASE("four shards merged are the bytes of one run, from one folder or from four",
          "[app][shards]") {
    const TemporaryFolder folder;
    const std::string whole = folder.path("whole");
    const Ended one = run_program(figure(whole));
    REQUIRE(one.code == 0);

    const std::string shared = folder.path("shared");
    run_shards(shared, {"1/4", "2/4", "3/4", "4/4"});
    CHECK(!fs::exists(shared + "/metrics.csv"));
    const Ended merged = run_program({"merge", shared, "--out", shared});
    CAPTURE(merged.err);
    CHECK(merged.code == 0);
    check_same_results(shared, whole);
    CHECK(stored_rows_in(shared + "/store.sqlite") == stored_rows_in(whole + "/store.sqlite"));

    Words words = {"merge"};
    for (const std::string number : {"1", "2", "3", "4"}) {
        run_shards(folder.path(number), {number + "/4"});
        words.push_back(number == "3" ? folder.path("3/store-3-of-4.sqlite") : folder.path(number));
    }
    const std::string apart = folder.path("apart");
    CHECK(run_program(with(words, {"--out", apart, "--json"})).out ==
          read_text(whole + "/summary.json"));
    check_same_results(apart, whole);
    CHECK(read_document(apart + "/manifest.json").find("fingerprint")->text ==
          read_document(whole + "/manifest.json").find("fingerprint")->text);
}

TEST_CASE("shards of processors with FMA and without are of one kind", "[app][shards]") {
    const TemporaryFolder folder;
    const std::string whole = folder.path("whole");
    REQUIRE(run_program(figure(whole)).code == 0);
    const std::string mixed = folder.path("mixed");
    run_shards(mixed, {"1/2"});
    Surroundings without;
    without.variables = {"GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA", "MDISIM_COLUMNS=scalar"};
    REQUIRE(run_program(figure(mixed, {"--shard", "2/2"}), without).code == 0);
    const Ended merged = run_program({"merge", mixed, "--out", mixed});
    CAPTURE(merged.err);
    CHECK(merged.code == 0);
    check_same_results(mixed, whole);
}

TEST_CASE("what is said about results may change between shards, but what makes them may not",
          "[app][shards]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    run_shards(at, {"1/2"});
    run_shards(at, {"2/2"}, {"--set", "figures=[]"});
    CHECK(run_program({"merge", at, "--out", at}).code == 0);

    const std::string unlike = folder.path("unlike");
    run_shards(unlike, {"1/2"});
    run_shards(unlike, {"2/2"}, {"--set", "seed=2"});
    CHECK(refusal({"merge", unlike, "--out", unlike}).find("other settings") != std::string::npos);
}

TEST_CASE("shards may be computed at the same time in one folder", "[app][shards]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    {
        Child one(figure(at, {"--shard", "1/2"}));
        Child two(figure(at, {"--shard", "2/2"}));
        CHECK(one.wait().code == 0);
        CHECK(two.wait().code == 0);
    }
    CHECK(run_program({"merge", at, "--out", at}).code == 0);
}

TEST_CASE("a merger says what is missing, and resuming computes only that", "[app][shards]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    run_shards(at, {"1/4", "3/4", "4/4"});
    const Ended merged = run_program({"merge", at, "--out", at});
    CHECK(merged.code == 1);
    CHECK_THAT(merged.err, Catch::Contains("results lack "));
    CHECK(read_document(at + "/manifest.json").find("fingerprint") == nullptr);

    const Ended status = run_program({"status", at});
    CHECK(status.code == 0);
    CHECK_THAT(status.out,
               Catch::Contains("of 36 cells are done") && Catch::Contains("policy fastest: ") &&
                   Catch::Contains("sla_ms = 50: ") && Catch::Contains("left on one core: "));

    const uint64_t before = Store::in_file(at + "/store.sqlite").rows();
    CHECK(before < 36 * 3);
    REQUIRE(run_program(figure(at)).code == 0);
    CHECK(Store::in_file(at + "/store.sqlite").rows() == 36 * 3);
    CHECK_THAT(run_program({"status", at}).out, Catch::Contains("36 of 36 cells are done, 100 %"));
}

TEST_CASE("status by itself is about all results, a line each", "[app][shards]") {
    const TemporaryFolder folder;
    Surroundings around;
    around.folder = folder.path();
    const Ended none = run_program({"status"}, around);
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("there are no results below results/"));

    fs::create_directories(folder.path("results/part"));
    run_shards(folder.path("results/part/way"), {"1/2"});
    REQUIRE(run_program(figure(folder.path("results/whole"))).code == 0);
    const Ended all = run_program({"status"}, around);
    CAPTURE(all.err);
    CHECK(all.code == 0);
    const std::vector<std::string> lines = lines_of(all.out);
    REQUIRE(lines.size() == 3);
    CHECK_THAT(lines[0], Catch::StartsWith("results/part/way  ") &&
                             Catch::Contains(" of 36 cells are done") && Catch::Contains("left"));
    CHECK(lines[1] == "results/whole     36 of 36 cells are done, 100 % of all requests");
    CHECK_THAT(lines[2], Catch::StartsWith("1 of 2 are not finished"));
    CHECK(run_program({"status", "results"}, around).out == all.out);

    folder.write("results/broken/manifest.json", "{}");
    const Ended broken = run_program({"status"}, around);
    CHECK(broken.code == 2);
    CHECK(broken.out == all.out);
    CHECK_THAT(broken.err, Catch::Contains("results/broken/manifest.json:1:1: error: "));
}

TEST_CASE("what is not alike is not merged", "[app][shards]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    run_shards(at, {"1/2"});
    run_shards(folder.path("seed"), {"2/2"}, {"--set", "seed=9"});
    const std::string out = folder.path("merged");
    CHECK_THAT(
        refusal({"merge", at, folder.path("seed"), "--out", out}),
        Catch::Contains("seed/store-2-of-2.sqlite: error: ") && Catch::Contains("other settings"));
    CHECK(!fs::exists(out));

    for (const auto& [note, why] :
         {std::pair("canary", "a machine that computes differently"),
          std::pair("sources", "another version of the program"),
          std::pair("layout", "another layout"), std::pair("scenario", "another scenario")}) {
        CAPTURE(note);
        const std::string other = folder.path(note);
        run_shards(other, {"2/2"});
        {
            Store store = Store::in_file(other + "/store-2-of-2.sqlite");
            store.set_note(note, "different");
        }
        CHECK_THAT(refusal({"merge", at, other, "--out", out}), Catch::Contains(why));
        CHECK(!fs::exists(out));
    }
    const Ended resumed = run_program(figure(folder.path("canary"), {"--shard", "2/2"}));
    CHECK(resumed.code == 2);
    CHECK_THAT(resumed.err, Catch::Contains("computes differently"));
}

TEST_CASE("the same run with two answers is a broken machine", "[app][shards]") {
    const TemporaryFolder folder;
    for (const char* name : {"a", "b"}) run_shards(folder.path(name), {"1/2"});
    const std::string file = folder.path("b/store-1-of-2.sqlite");
    {
        Store store = Store::in_file(file);
        const Digest key = store.keys().front();
        StoredRun run = *store.find(key);
        ++run.tally.on_time;
        store.put(key, run, 0);
    }
    CHECK_THAT(refusal({"merge", folder.path("a"), folder.path("b"), "--out", folder.path("c")}),
               Catch::Contains("1 of its results differ"));
}

TEST_CASE("merge, status and rerun say what they need", "[app][shards]") {
    const TemporaryFolder folder;
    CHECK_THAT(refusal({"merge"}), Catch::Contains("needs stores"));
    CHECK_THAT(refusal({"merge", folder.path()}), Catch::Contains("--out"));
    CHECK_THAT(refusal({"merge", folder.path(), "--out", folder.path("o")}),
               Catch::Contains("no store"));
    CHECK_THAT(refusal({"merge", folder.path("none"), "--out", folder.path("o")}),
               Catch::Contains("cannot be read"));
    CHECK_THAT(refusal({"status", folder.path()}), Catch::Contains("manifest.json"));
    CHECK_THAT(refusal({"rerun", folder.path()}), Catch::Contains("and a cell"));
    for (const char* shard : {"0/2", "3/2", "1", "1/", "/2", "1/2/3", "a/b", "-1/2", "1/0"}) {
        CHECK_THAT(refusal(figure(folder.path("r"), {"--shard", shard})),
                   Catch::Contains("expected i/n with i from 1 to n"));
    }
    CHECK_THAT(refusal(figure(folder.path("r"), {"--shard", "1/2", "--path", "events"})),
               Catch::Contains("--path"));
}

TEST_CASE("one cell is made again, and what is printed makes it alone", "[app][rerun]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    REQUIRE(run_program(figure(at)).code == 0);
    const Node summary = read_document(at + "/summary.json");
    for (size_t place : {0, 7, 35}) {
        const Node& cell = summary.find("cells")->items[place];
        const std::string fingerprint = cell.find("fingerprint")->text;
        const std::string name = cell.find("policy")->text + "@estimator.kind=" +
                                 cell.find("at")->find("estimator.kind")->text +
                                 ",sla_ms=" + dump(*cell.find("at")->find("sla_ms"));
        for (const std::string& word : {std::to_string(place), name}) {
            const Ended ended = run_program({"rerun", at, word});
            CAPTURE(word, ended.err);
            CHECK(ended.code == 0);
            CHECK_THAT(ended.out, Catch::StartsWith(name + "\n") &&
                                      Catch::Contains("now     " + fingerprint) &&
                                      Catch::Contains("stored  " + fingerprint));
        }
        const Ended config = run_program({"rerun", at, name, "--print-config"});
        const std::string file = folder.write("cell.json", config.out);
        const Ended alone =
            run_program({"run", file, "--json", "--out", folder.path(std::to_string(place))});
        CAPTURE(alone.err);
        REQUIRE(alone.code == 0);
        const Node made = parse_document(alone.out, "alone");
        REQUIRE(made.find("cells")->items.size() == 1);
        CHECK(made.find("cells")->items[0].find("fingerprint")->text == fingerprint);
        CHECK(dump(*made.find("cells")->items[0].find("metrics")) == dump(*cell.find("metrics")));
    }
    CHECK_THAT(run_program({"rerun", at, "mdinference@sla_ms=50"}).err,
               Catch::Contains("there is no cell"));
}

TEST_CASE("a stored result that is not what the cell gives is noticed: exit code 3",
          "[app][rerun]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    REQUIRE(run_program(figure(at)).code == 0);
    {
        Store store = Store::in_file(at + "/store.sqlite");
        for (const Digest& key : store.keys()) {
            StoredRun run = *store.find(key);
            run.tally.fingerprint += mixed(1);
            store.put(key, run, 0);
        }
    }
    const Ended ended = run_program({"rerun", at, "0"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.err, Catch::Contains("differ"));
}

TEST_CASE("a dry run estimates time by what was measured", "[app][shards]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    CHECK_THAT(run_program(figure(at, {"--dry-run"})).out, !Catch::Contains("earlier runs"));
    REQUIRE(run_program(figure(at)).code == 0);
    const Ended more =
        run_program(figure(at, {"--set", "requests=2000000", "--dry-run", "--jobs", "2"}));
    CHECK_THAT(more.out, Catch::Contains(" on 2 cores, by what earlier runs have cost") &&
                             Catch::Contains("36 cells") &&
                             Catch::Contains("done: 0 cells; left: "));
}

}  // namespace mdisim
