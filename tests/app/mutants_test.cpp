// A bug of one line in a policy does not get past `mdisim check`: each line of a list is built into
// a program of its own, in Release builds only; tests/CMakeLists.txt has a test that is skipped,
// and says why, in the others.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {

using namespace testing;

#ifdef MDISIM_MUTANTS
namespace {

struct Mutant {
    std::string file;
    std::string scenario;
    std::string named;  // policy and metric
};

// file | from | to | scenario | what is named
std::vector<Mutant> mutants() {
    std::vector<Mutant> all;
    for (const std::string& line :
         lines_of(read_text(MDISIM_SOURCE_DIR "/tests/mutants/list.txt"))) {
        if (!line.starts_with("policies/")) continue;
        std::vector<std::string> parts;
        for (size_t at = 0; at != std::string::npos;) {
            const size_t bar = line.find(" | ", at);
            parts.push_back(line.substr(at, bar - at));
            at = bar == std::string::npos ? bar : bar + 3;
        }
        REQUIRE(parts.size() == 5);
        all.push_back({parts[0], parts[3], parts[4]});
    }
    return all;
}

Ended checked(const std::string& scenario, const std::string& program) {
    const TemporaryFolder folder;
    Surroundings around;
    around.program = program;
    return run_program(
        {"check", "scenarios/" + scenario + ".json", "--reference",
         MDISIM_SOURCE_DIR "/results/reference", "--results", folder.path(), "--format", "json"},
        around);
}

// Whether the report fails just that metric of that policy, by its subject.
bool names(const Node& report, const Mutant& mutant) {
    const Node& assessment = report.items.at(0);
    if (assessment.find("name")->text != mutant.scenario) return false;
    for (const Node& ruling : assessment.find("rulings")->items) {
        if (ruling.find("subject")->text != mutant.named) continue;
        const std::string& verdict = ruling.find("verdict")->text;
        return !ruling.find("passed")->integer && verdict != "not distinguishable";
    }
    return false;
}

}  // namespace

TEST_CASE("every planted bug fails the check, which names where and what", "[app][mutants][long]") {
    const std::vector<Mutant> all = mutants();
    CHECK(all.size() >= 10);
    for (size_t i = 0; i < all.size(); ++i) {
        const Ended ended = checked(all[i].scenario, MDISIM_MUTANTS "/mutant_" + std::to_string(i));
        CAPTURE(all[i].file, all[i].scenario, all[i].named, ended.err);
        REQUIRE(ended.code == 3);
        CHECK(names(parse_document(ended.out, "report"), all[i]));
    }
}

TEST_CASE("without a bug the same scenarios pass", "[app][mutants][long]") {
    std::set<std::string> scenarios;
    for (const Mutant& mutant : mutants()) scenarios.insert(mutant.scenario);
    for (const std::string& scenario : scenarios) {
        const Ended ended = checked(scenario, MDISIM_PROGRAM);
        CAPTURE(scenario, ended.out, ended.err);
        CHECK(ended.code == 0);
    }
}

#endif

// By the names of the policies, whether a scenario that uses them has a reference. One that no
// scenario uses is nobody's concern here: adding a policy is adding one file.
TEST_CASE("every policy that a scenario uses is in one that has a reference", "[app][mutants]") {
    std::map<std::string, bool> covered;
    for (const std::string& file : files_below("scenarios", ".json")) {
        const std::string name = file.substr(file.find("scenarios/") + 10);
        const bool known = std::filesystem::exists(MDISIM_SOURCE_DIR "/results/reference/" + name);
        for (const Combination& c : Scenario::load(file).point(0).policies) {
            for (const DecisionPoint& point : decision_points) {
                const Chosen* chosen = &c[point.decision];
                if (chosen->entry == nullptr) continue;
                bool& policy = covered[chosen->entry->name];
                policy = policy || known;
            }
        }
    }
    CHECK(covered.size() > 20);
    for (const auto& [policy, known] : covered) {
        CAPTURE(policy);
        CHECK(known);
    }
}

}  // namespace mdisim
