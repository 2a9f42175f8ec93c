#include "sim/campaign/folder/manifest.hpp"

#include "sim/describe/error.hpp"
#include "tests/report/mutations.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Node a_manifest() {
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20]})");
    return manifest_document(scenario, {"1.2.3", "a compiler", "mdisim run", origin_of(scenario)},
                             mixed(1));
}

}  // namespace

TEST_CASE("a manifest is read as it was written", "[manifest]") {
    const TemporaryFolder folder;
    const Node written = a_manifest();
    write_manifest(folder.path(), written);
    const Manifest manifest = read_manifest(folder.path());
    CHECK(manifest.scenario == "set/made_up");
    CHECK(manifest.provenance.version == "1.2.3");
    CHECK(manifest.provenance.command == "mdisim run");
    CHECK(manifest.resolved().find("requests")->integer == 5);
    CHECK(manifest.has_digests);
    Node read = manifest.document;
    read.erase("digest");
    CHECK(dump(read) == dump(written));
}

TEST_CASE("the manifest holds what is needed to run it again", "[manifest]") {
    const Node manifest = a_manifest();
    CHECK(manifest.find("scenario")->text == "set/made_up");
    CHECK(manifest.find("fingerprint")->text == mixed(1).hex());
    CHECK(manifest.find("rng_layout")->integer == 1);
    CHECK(manifest.find("version")->text == "1.2.3");
    CHECK(manifest.find("compiler")->text == "a compiler");
    CHECK(manifest.find("command")->text == "mdisim run");
    CHECK(dump(*manifest.find("sweep")) == "{\"sla_ms\":[10,20]}");
    CHECK(manifest.find("resolved")->find("requests")->integer == 5);
}

TEST_CASE("a manifest's digests are of files in its folder", "[manifest]") {
    const TemporaryFolder folder;
    folder.write("metrics.csv", "a,b\n");
    folder.write("figures/one.json", "{}\n");
    Node written = a_manifest();
    const FileDigests files = with_files(folder.path(), {{"gone.csv", std::string(32, '0')}},
                                         {"metrics.csv", "figures/one.json"});
    CHECK(files.size() == 2);
    set_files(written, files);
    write_manifest(folder.path(), written);
    CHECK(read_manifest(folder.path()).files == files);
    CHECK_NOTHROW(require_as_written(folder.path(), {"metrics.csv", "figures/one.json", "none"}));
    folder.write("metrics.csv", "a,c\n");
    folder.write("ledger.json", "{}");
    CHECK(problems_of([&] {
              require_as_written(folder.path(), {"metrics.csv", "figures/one.json", "ledger.json"});
          }).size() == 2);
    for (const char* name : {"../metrics.csv", "/etc/hostname", ""}) {
        set_files(written, {{name, std::string(32, '0')}});
        write_manifest(folder.path(), written);
        CHECK_THAT(problems_of([&] { read_manifest(folder.path()); }).at(0).what,
                   Catch::Contains("expected the name of a file in the folder"));
    }
    set_files(written, {{"metrics.csv", "0"}});
    write_manifest(folder.path(), written);
    CHECK(problems_of([&] { read_manifest(folder.path()); }).size() == 1);
}

TEST_CASE("a manifest with anything else in it is refused with its place", "[manifest]") {
    const TemporaryFolder folder;
    size_t refused = 0;
    each_mutation(a_manifest(), 1, [&](const Node& mutant) {
        write_manifest(folder.path(), mutant);
        for (const Problem& p : problems_of([&] { read_manifest(folder.path()); })) {
            ++refused;
            CHECK_THAT(p.where, Catch::StartsWith(folder.path("manifest.json:")));
        }
    });
    CHECK(refused > 50);
    const auto why = [&](const char* text) {
        folder.write("manifest.json", text);
        return lines_of(problems_of([&] { read_manifest(folder.path()); }));
    };
    CHECK(why("{}").size() == 7);
    CHECK(why("[]").size() == 3);
    Node manifest = a_manifest();
    manifest.set("vresion", Node(std::string("1")));
    write_manifest(folder.path(), manifest);
    CHECK_THAT(problems_of([&] { read_manifest(folder.path()); }).at(0).what,
               Catch::Contains("Did you mean 'version'?"));
}

}  // namespace mdisim
