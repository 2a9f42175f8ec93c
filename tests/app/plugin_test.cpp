// Policies that are built apart from the program: what is loaded, what is refused, and that their
// numbers are those of the same file built in.
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/stored_rows.hpp"

#ifdef MDISIM_WITH_EXAMPLES

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string plugin = MDISIM_PLUGIN_EXAMPLES;
constexpr auto mark = "plug-in of mdisim, interface ";

// A run of policies of docs/examples/: one by columns, one that learns, and one on the phone.
Words examples(const std::string& out, const Words& more = {}) {
    return with({"run", "hello/hello", "--set", "requests=400", "--set", "replications=3",
                 "--no-figures", "--over", "sla_ms=100,250", "--out", out, "--set",
                 R"(policies=["mdinference", "halfway", "track_record",
                     {"name": "there", "place": "headroom", "select": "halfway"}])"},
                more);
}

Ended run_built_in(const Words& words) {
    Surroundings around;
    around.program = MDISIM_WITH_EXAMPLES;
    return run_program(words, around);
}

std::string manifest_fingerprint(const std::string& folder) {
    return read_document(folder + "/manifest.json").find("fingerprint")->text;
}

std::string why_refused(const Words& files) {
    Words words = {"list", "policies"};
    for (const std::string& file : files) words.insert(words.end(), {"--plugin", file});
    const Ended ended = run_program(words);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    return ended.err;
}

// A copy of the plug-in in which one text stands in place of another that is as long.
void copy_plugin(const std::string& to, const std::string& what = "",
                 const std::string& with = "") {
    std::string bytes = read_text(plugin);
    REQUIRE(what.size() == with.size());
    if (!what.empty()) {
        REQUIRE(bytes.find(what) != std::string::npos);
        bytes.replace(bytes.find(what), what.size(), with);
    }
    std::ofstream(to, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a plug-in's policies have the numbers of the same files built in", "[app][plugin]") {
    REQUIRE(run_built_in(examples("built_in", {"--jobs", "1"})).code == 0);
    const std::string expected = manifest_fingerprint("built_in");
    const auto apart = [&](const std::string& out, const Words& more) {
        const Ended ended = run_program(examples(out, with({"--plugin", plugin}, more)));
        CAPTURE(ended.err);
        CHECK(ended.code == 0);
    };
    for (const char* jobs : {"1", "2"}) {
        apart(std::string("jobs") + jobs, {"--jobs", jobs});
        CHECK(manifest_fingerprint(std::string("jobs") + jobs) == expected);
    }
    apart("events", {"--path", "events"});
    CHECK(manifest_fingerprint("events") == expected);
    apart("shards", {"--shard", "1/2"});
    apart("shards", {"--shard", "2/2"});
    const Ended merged = run_program({"merge", "shards", "--out", "shards", "--plugin", plugin});
    CAPTURE(merged.err);
    CHECK(merged.code == 0);
    CHECK(manifest_fingerprint("shards") == expected);
    CHECK(read_text("jobs1/metrics.csv") == read_text("built_in/metrics.csv"));
    CHECK(stored_rows_in("shards/store.sqlite") == stored_rows_in("jobs1/store.sqlite"));
}

TEST_CASE("commands know a plug-in's policies, and none do without it", "[app][plugin]") {
    const Ended explained = run_program({"explain", "halfway", "--plugin", plugin});
    CHECK(explained.code == 0);
    CHECK_THAT(explained.out, Catch::StartsWith("select/halfway\n"));
    CHECK_THAT(run_program({"list", "policies", "--plugin=" + plugin}).out,
               Catch::Contains("control/keeping_up") && Catch::Contains("select/track_record"));
    CHECK_THAT(run_program({"schema", "--plugin", plugin}).out, Catch::Contains("large_on_phone"));
    // Twice the same file is once.
    CHECK(run_program({"explain", "halfway", "--plugin", plugin, "--plugin", plugin}).code == 0);
    CHECK(run_program({"explain", "halfway"}).code == 2);
}

TEST_CASE("results name the plug-in, and a rerun needs that one", "[app][plugin]") {
    copy_plugin("lib.so");
    REQUIRE(run_program(examples("r", {"--plugin", "lib.so"})).code == 0);
    const Node others = *read_document("r/manifest.json").find("other_policies");
    REQUIRE(others.items.size() == 3);
    for (const Node& other : others.items) {
        CHECK(other.find("by")->text == "library");
        CHECK(other.find("file")->text == "../lib.so");
        CHECK(other.find("digest")->text.size() == 32);
    }
    CHECK(others.items[0].find("policy")->text == "place/headroom");

    const Ended same = run_program({"rerun", "r", "halfway@sla_ms=250", "--plugin", "lib.so"});
    CAPTURE(same.out, same.err);
    CHECK(same.code == 0);
    CHECK_THAT(same.out, Catch::Contains(" --plugin lib.so --print-config >cell.json && "
                                         "mdisim run cell.json --plugin lib.so\n"));

    const Ended without = run_program({"rerun", "r", "halfway@sla_ms=250"});
    CHECK(without.code == 2);
    CHECK(without.err ==
          "r: error: these results are of the policy place/headroom, which is not built in: add "
          "--plugin lib.so\n"
          "r: error: these results are of the policy select/halfway, which is not built in: add "
          "--plugin lib.so\n"
          "r: error: these results are of the policy select/track_record, which is not built in: "
          "add --plugin lib.so\n");
    CHECK(run_program({"status", "r"}).code == 2);
    CHECK(run_program({"status", "r", "--plugin", "lib.so"}).code == 0);

    copy_plugin("other.so");
    std::ofstream("other.so", std::ios::app | std::ios::binary) << '\0';
    const Ended other = run_program({"rerun", "r", "halfway@sla_ms=250", "--plugin", "other.so"});
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Catch::Contains("give the plug-in that made them with --plugin"));
}

TEST_CASE("a plug-in that was built anew is run anew, and other policies are not",
          "[app][plugin]") {
    copy_plugin("lib.so");
    REQUIRE(run_program(examples("r", {"--plugin", "lib.so"})).code == 0);
    constexpr uint64_t runs = 3 * 2;  // of a policy
    CHECK(Store::to_read("r/store.sqlite").rows() == 4 * runs);
    REQUIRE(run_program(examples("r", {"--plugin", "lib.so"})).code == 0);
    CHECK(Store::to_read("r/store.sqlite").rows() == 4 * runs);
    // The bytes of another build.
    std::ofstream("lib.so", std::ios::app | std::ios::binary) << '\0';
    REQUIRE(run_program(examples("r", {"--plugin", "lib.so"})).code == 0);
    CHECK(Store::to_read("r/store.sqlite").rows() == (4 + 3) * runs);
}

TEST_CASE("a file that is no plug-in for this program is refused", "[app][plugin]") {
    CHECK(why_refused({"nowhere.so"}) == "--plugin nowhere.so: error: cannot be read\n");
    CHECK(why_refused({"."}) == "--plugin .: error: cannot be read\n");
    std::ofstream("text.so") << mark << "in a text\n";
    CHECK(why_refused({"text.so"}) == "--plugin text.so: error: is no shared library\n");

    copy_plugin("unmarked.so", mark, "plug-in of others, interface ");
    const std::string unmarked =
        "--plugin unmarked.so: error: is no plug-in of mdisim: a plug-in is built by "
        "mdisim_add_policy() of the CMake package, as 'mdisim new-policy' writes it\n";
    CHECK(why_refused({"unmarked.so"}) == unmarked);
    // All at once.
    CHECK(why_refused({"unmarked.so", "nowhere.so"}) ==
          unmarked + "--plugin nowhere.so: error: cannot be read\n");
    CHECK_THAT(why_refused({MDISIM_PROGRAM}), Catch::EndsWith("'mdisim new-policy' writes it\n"));
    CHECK(why_refused({MDISIM_PLUGIN_EMPTY}) == "--plugin " MDISIM_PLUGIN_EMPTY
                                                ": error: registers no policy\n");
}

TEST_CASE("a plug-in of another interface is refused before its code is run", "[app][plugin]") {
    const std::string bytes = read_text(plugin);
    const std::string head = mark;
    const size_t at = bytes.find(head) + head.size();
    const std::string interface = bytes.substr(at, bytes.find('\0', at) - at);
    const std::string digest = interface.substr(0, 32);
    const std::string other = std::string(digest.rbegin(), digest.rend());
    copy_plugin("other.so", head + digest, head + other);
    CHECK(why_refused({"other.so"}) ==
          "--plugin other.so: error: was built for another version of mdisim, so it is not "
          "loaded: build it again with the headers of this one (its interface is " +
              other + interface.substr(32) + ", that of this program " + interface + ")\n");
}

TEST_CASE("a plug-in with a name that is taken, or without a function, is refused",
          "[app][plugin]") {
    copy_plugin("again.so");
    const std::string said = why_refused({plugin, "again.so"});
    CHECK_THAT(said, Catch::Contains("--plugin again.so: error: its policy select/halfway has the "
                                     "name of a policy of " +
                                     fs::canonical(plugin).string() + "; give it another\n"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 6);
    CHECK_THAT(
        [] {
            Surroundings around;
            around.program = MDISIM_WITH_EXAMPLES;
            return run_program({"list", "policies", "--plugin", plugin}, around).err;
        }(),
        Catch::Contains("error: its policy select/halfway has the name of a policy of this "
                        "program; give it another\n"));
    CHECK(why_refused({MDISIM_PLUGIN_UNRESOLVED}) ==
          "--plugin " MDISIM_PLUGIN_UNRESOLVED
          ": error: cannot be loaded: it uses mdisim::nobody_has_this(double), which is neither in "
          "it nor in mdisim\n");
}

TEST_CASE("a project is written for a policy of every decision, and nothing is replaced",
          "[app][plugin]") {
    for (const std::string point : {"select", "place", "route", "preprocess", "control"}) {
        CAPTURE(point);
        const Ended ended = run_program({"new-policy", point, "mine_2", "at/" + point});
        CHECK(ended.code == 0);
        CHECK_THAT(ended.out, Catch::Contains("at/" + point + "/build/libmine_2.so"));
        const std::string source = read_text("at/" + point + "/mine_2.cpp");
        CHECK_THAT(source, Catch::Contains("at the decision point " + point + ",") &&
                               Catch::Contains("class Mine2 final : public ") &&
                               Catch::Contains("policy<Mine2>(\"mine_2\", doc);") &&
                               !Catch::Contains("@"));
        CHECK_THAT(read_text("at/" + point + "/CMakeLists.txt"),
                   Catch::Contains("mdisim_add_policy(mine_2 mine_2.cpp)") &&
                       Catch::Contains("laws " + point + "/mine_2 --plugin"));
    }
    CHECK(refusal({"new-policy", "select", "mine_2", "at/select"}) ==
          "at/select: error: is there already and is not an empty folder; choose another\n");
    CHECK(refusal({"new-policy", "selct", "mine"}) ==
          "error: there is no decision 'selct'. Did you mean 'select'?\n");
    CHECK(refusal({"new-policy", "select", "fastest"}) ==
          "error: there is a policy select/fastest already; choose another name\n");
    CHECK_THAT(refusal({"new-policy", "select", "Mine"}),
               Catch::StartsWith("error: 'Mine' cannot be the name of a policy: "));
    CHECK_FALSE(fs::exists("Mine"));
}

TEST_CASE("a plug-in's policy is held to the laws", "[app][plugin]") {
    const Ended ended = run_program({"laws", "halfway", "--plugin", plugin});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    CHECK(ended.out ==
          "one phone: all laws hold\nfive phones: all laws hold\nbusy servers: all laws hold\n"
          "busy servers where models are chosen at the start: all laws hold\n"
          "two sites: all laws hold\n"
          "pictures: all laws hold\n");
    CHECK_THAT(run_program({"laws", "keeping_up", "--plugin", plugin}).out,
               Catch::Contains("one phone: not tried, since the policy does not fit\n") &&
                   Catch::Contains("busy servers: all laws hold\n"));
    CHECK_THAT(run_program({"laws", "clairvoyant", "hello/hello"}).out,
               Catch::Contains("hello/hello: all laws hold\n"));
    CHECK(refusal({"laws", "halfwy", "--plugin", plugin}) ==
          "error: there is no policy 'halfwy'. Did you mean 'halfway'?\n");
}

}  // namespace mdisim

#else

TEST_CASE("plug-ins are tested in Release builds", "[app][plugin]") {
    WARN("skipped: this build has no program to load them into, and no plug-ins");
}

#endif
