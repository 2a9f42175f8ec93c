// docs/papers.md has every claim of every scenario with its verdict, and docs/trust.md what did not
// come out. `mdisim claims` holds that the verdicts are right.
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

struct StatedClaim {
    std::string id;
    std::string paper;
    std::string verdict;
};

std::vector<StatedClaim> stated_claims() {
    std::vector<StatedClaim> all;
    for (const std::string& file : files_below("scenarios", ".json")) {
        const Node document = read_document(file);
        const Node* claims = document.find("claims");
        if (claims == nullptr) continue;
        for (const Node& claim : claims->items) {
            all.push_back(
                {claim.find("id")->text, claim.find("paper")->text, claim.find("verdict")->text});
        }
    }
    return all;
}

// The row of a table about a claim; empty if there is none.
std::string row_of(const std::string& page, const StatedClaim& claim) {
    const std::string head = "| `" + claim.id + "` |";
    for (const std::string& line : lines_of(page)) {
        if (line.starts_with(head)) return line;
    }
    return "";
}

TEST_CASE("the page on papers has every claim with the verdict on record", "[app]") {
    const std::string page = read_text(MDISIM_SOURCE_DIR "/docs/papers.md");
    const std::vector<StatedClaim> claims = stated_claims();
    CHECK(claims.size() > 60);
    INFO("'scripts/papers' writes the page");
    for (const StatedClaim& claim : claims) {
        CAPTURE(claim.id, claim.verdict);
        CHECK_THAT(row_of(page, claim), Catch::Contains("| **" + claim.verdict + "** |"));
    }
    CHECK(times_in(page, "\n| `") == claims.size());
}

TEST_CASE("the page on trust has every disagreement with a paper, and no other", "[app]") {
    const std::string page = read_text(MDISIM_SOURCE_DIR "/docs/trust.md");
    size_t disagreements = 0;
    for (const StatedClaim& claim : stated_claims()) {
        const bool comes_out =
            claim.verdict != "not reproduced" && claim.verdict != "paper disagrees with itself";
        if (comes_out || claim.paper.starts_with("our question")) continue;
        ++disagreements;
        CAPTURE(claim.id, claim.verdict);
        CHECK_THAT(row_of(page, claim), Catch::Contains("| " + claim.verdict + " |"));
    }
    CHECK(times_in(page, "\n| `") == disagreements);
}

}  // namespace
}  // namespace mdisim
