// What a change of a source makes anew: scripts/source_digests.cmake is run on trees of sources
// before and after it.
#include "sim/campaign/identity/source_digests.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/decide/registry.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr auto of_simulation = "the simulation";
using Changed = std::set<std::string>;

// A tree of sources in the test's own folder.
class Tree {
  public:
    void write(const std::string& file, const std::string& text) const {
        const fs::path path = fs::path(root_) / file;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    void copy(const std::string& folder) const {
        fs::create_directories(root_);
        fs::copy(fs::path(MDISIM_SOURCE_DIR) / folder, fs::path(root_) / folder,
                 fs::copy_options::recursive);
    }

    // Of each policy, and of the simulation.
    std::map<std::string, std::string> digests() const {
        Surroundings around;
        around.program = "/bin/sh";
        const Ended ended = run_program(
            {"-c",
             "exec cmake -DROOT=\"$0\" -DOUT=\"$0/digests.cpp\" "
             "\"-DROOMS=describe;engine;measure;decide;world;run\" "
             "-DREADERS=sim/scenario/files/recordings.hpp -P \"$1\"",
             fs::absolute(root_).string(), MDISIM_SOURCE_DIR "/scripts/source_digests.cmake"},
            around);
        CAPTURE(ended.err);
        REQUIRE(ended.code == 0);
        std::map<std::string, std::string> found;
        for (const std::string& line : lines_of(read_text(root_ + "/digests.cpp"))) {
            std::vector<std::string> quoted;
            for (size_t open = line.find('"'); open != std::string::npos;
                 open = line.find('"', open + 1)) {
                const size_t close = line.find('"', open + 1);
                quoted.push_back(line.substr(open + 1, close - open - 1));
                open = close;
            }
            if (line.starts_with("    {\"")) found[quoted.at(0)] = quoted.at(1);
            if (line.find("simulation_digest") != std::string::npos) {
                found[of_simulation] = quoted.at(0);
            }
        }
        return found;
    }

    // Whose digests are others after a line is added to a file.
    Changed changed_by(const std::string& file) const {
        const auto before = digests();
        REQUIRE(fs::exists(fs::path(root_) / file));
        std::ofstream(fs::path(root_) / file, std::ios::app) << "// mended\n";
        Changed changed;
        for (const auto& [name, digest] : digests()) {
            if (before.at(name) != digest) changed.insert(name);
        }
        return changed;
    }

  private:
    std::string root_ = "tree";
};

TEST_CASE("a change of a part makes anew what includes it, and nothing else", "[campaign]") {
    Tree tree;
    tree.copy("sim");
    tree.copy("policies");
    CHECK(tree.changed_by("policies/parts/eligible.hpp") ==
          Changed{"select/mdinference", "select/modipick", "select/related_accurate",
                  "select/related_random"});
    CHECK(tree.changed_by("policies/parts/picture_times.cpp") ==
          Changed{"preprocess/pieslicer", "preprocess/rescale_if_faster"});
    CHECK(tree.changed_by("sim/fit/regression.cpp") == Changed{of_simulation});
    CHECK(tree.changed_by("policies/select/modipick.cpp") == Changed{"select/modipick"});
    CHECK(tree.changed_by("sim/decide/registry.hpp") == Changed{of_simulation});
    CHECK(tree.changed_by("sim/measure/tally.hpp") == Changed{of_simulation});
    // What numbers are made of counts invalidates no counts.
    CHECK(tree.changed_by("sim/metrics/metric_rows.cpp").empty());
    CHECK(tree.changed_by("sim/scenario/files/recordings.cpp") == Changed{of_simulation});
    CHECK(tree.changed_by("sim/app/command.hpp").empty());
}

TEST_CASE("a policy is of what it includes, through parts and with their bodies", "[campaign]") {
    Tree tree;
    tree.write("sim/run/run.cpp", "#include \"sim/engine/time.hpp\"\n");
    tree.write("sim/engine/time.hpp", "#include \"sim/fit/both.hpp\"\n");
    tree.write("sim/fit/both.hpp", "\n");
    tree.write("sim/fit/line.hpp", "\n");
    tree.write("policies/select/near.cpp",
               "#include <vector>\n\n#include \"policies/parts/outer.hpp\"\n"
               "#include \"sim/engine/time.hpp\"\n");
    tree.write("policies/place/far.cpp",
               "#include \"policies/parts/inner.hpp\"\n#include \"sim/fit/both.hpp\"\n");
    tree.write("policies/select/alone.cpp", "// policies/parts/inner.hpp\n");
    tree.write("policies/parts/outer.hpp", "  #  include \"policies/parts/inner.hpp\"  // why\n");
    tree.write("policies/parts/inner.hpp", "#include \"policies/parts/outer.hpp\"\n");
    tree.write("policies/parts/inner.cpp", "#include \"sim/fit/line.hpp\"\n");

    const Changed both = {"select/near", "place/far"};
    CHECK(tree.digests().size() == 4);  // parts are no policies
    CHECK(tree.changed_by("policies/parts/outer.hpp") == both);
    CHECK(tree.changed_by("policies/parts/inner.hpp") == both);
    CHECK(tree.changed_by("policies/parts/inner.cpp") == both);
    CHECK(tree.changed_by("sim/fit/line.hpp") == both);
    CHECK(tree.changed_by("policies/select/near.cpp") == Changed{"select/near"});
    // What the simulation includes is its own, whoever includes it besides.
    CHECK(tree.changed_by("sim/fit/both.hpp") == Changed{of_simulation});
    CHECK(tree.changed_by("sim/engine/time.hpp") == Changed{of_simulation});
}

TEST_CASE("every policy of the program has a digest, and nothing else has", "[campaign]") {
    std::set<std::string> digested;
    for (const SourceDigest& one : policy_digests()) CHECK(digested.insert(one.policy).second);
    for (const std::string& name : digested) {
        CAPTURE(name);
        const size_t slash = name.find('/');
        bool registered = false;
        for (const PolicyEntry* entry : all_policies()) {
            registered = registered || (name.substr(0, slash) == name_of(entry->decision) &&
                                        name.substr(slash + 1) == entry->name);
        }
        CHECK(registered);
    }
    CHECK(digested.size() >= 30);
}

}  // namespace
}  // namespace mdisim
