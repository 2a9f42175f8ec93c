// Rules for the claims of all scenarios that ctest's own `claims` does not judge.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/made_from.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> json_files_below(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(MDISIM_SOURCE_DIR "/" + folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Calls visit(claim, check) for every check of every claim of every scenario.
template <class Visit>
void each_check(Visit visit) {
    for (const std::string& file : json_files_below("scenarios")) {
        if (read_document(file).find("claims") == nullptr) continue;
        for (const Claim& claim : read_claims(Scenario::load(file))) {
            for (const Variant& variant : claim.variants) {
                for (const Check& check : variant.checks) visit(claim, check);
            }
        }
    }
}

}  // namespace

TEST_CASE("what a profile was made from is a number that some claim checks", "[validation][long]") {
    std::set<std::string> checked;
    each_check([&](const Claim& claim, const Check& check) {
        checked.insert(check.published.empty() ? claim.paper + ", " + check.label
                                               : check.published);
    });
    size_t names = 0;
    for (const std::string& file : json_files_below("profiles")) {
        Node profile = read_document(file);
        std::vector<Problem> problems;
        const MadeFrom made = take_made_from(profile, problems);
        CHECK(problems.empty());
        for (const auto* list : {&made.fitted, &made.copied}) {
            for (const std::string& name : *list) {
                ++names;
                CAPTURE(file, name);
                CHECK(std::any_of(checked.begin(), checked.end(), [&](const std::string& number) {
                    return number == name || number.starts_with(name + ", ");
                }));
            }
        }
    }
    CHECK(names > 20);
}

TEST_CASE("every tolerance of a claim about a paper says why it is as wide as it is",
          "[validation][long]") {
    size_t tolerances = 0;
    each_check([&](const Claim& claim, const Check& check) {
        const bool distance = check.form == ClaimForm::distance;
        const bool wide = check.expect.value && *check.expect.within > 0;
        const bool between = check.expect.least && check.expect.most;
        if (claim.is_ours() || check.aside || !(distance || wide || between)) return;
        ++tolerances;
        CAPTURE(claim.id, check.label);
        CHECK_FALSE(check.tolerance.empty());
    });
    CHECK(tolerances > 100);
}

}  // namespace mdisim
