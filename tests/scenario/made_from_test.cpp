#include "sim/scenario/made_from.hpp"

#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

using Names = std::vector<std::string>;

TEST_CASE("what blocks were made from is taken out of a document", "[scenario]") {
    Node document = parse_document(
        R"({"network": {"kind": "x", "made_from": {"fitted": ["p"], "copied": ["q", "r"]}},
            "models": {"list": [{"name": "m", "made_from": {"fitted": ["s"]}}]}})",
        "f");
    std::vector<Problem> problems;
    const MadeFrom made = take_made_from(document, problems);
    CHECK(problems.empty());
    CHECK(made.fitted == Names{"p", "s"});
    CHECK(made.copied == Names{"q", "r"});
    CHECK(dump(document) == R"({"network":{"kind":"x"},"models":{"list":[{"name":"m"}]}})");
}

TEST_CASE("what is wrong with a made_from is said", "[scenario]") {
    Node document = parse_document(R"({"network": {"made_from": {"fited": ["p"]}}})", "f");
    std::vector<Problem> problems;
    take_made_from(document, problems);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains("fited"));
}

}  // namespace mdisim
