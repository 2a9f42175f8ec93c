// Tables of decisions in files.
#include "sim/scenario/files/decision_tables.hpp"

#include <string>
#include <vector>

#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;

struct Decided {
    explicit Decided(const std::string& table, const std::string& more = "") {
        folder.write("s/decisions.csv", table);
        file = folder.write("s/s.json", least_scenario(R"({"policies": [{"name": "mine", "select":
            {"policy": "table", "file": "decisions.csv")" +
                                                       more + "}}]}"));
    }
    Scenario load() const { return Scenario::load(file, {}); }
    Node choice() const { return *load().resolved(0).find("policies")->items[0].find("select"); }
    std::vector<std::string> wrong() const {
        std::vector<std::string> lines = lines_of(problems_of([&] { load(); }));
        for (std::string& line : lines) {
            const size_t at = line.find("decisions.csv");
            if (at != std::string::npos) line = "F" + line.substr(at + 13);
        }
        return lines;
    }

    TemporaryFolder folder;
    std::string file;
};

using Lines = std::vector<std::string>;

TEST_CASE("a table of decisions is the list of rows that a scenario would write",
          "[decision_tables]") {
    const Decided decided("budget_ms;model;waiting\n0;A;0\n50;B;0\n0;A;1.5\n50; A ;1.5\n");
    const Node choice = decided.choice();
    CHECK(dump(*choice.find("columns")) == R"(["budget_ms","waiting"])");
    CHECK(dump(*choice.find("rows")) ==
          R"([{"from":[0.0,0.0],"model":"A"},{"from":[50.0,0.0],"model":"B"},)"
          R"({"from":[0.0,1.5],"model":"A"},{"from":[50.0,1.5],"model":"A"}])");
    CHECK(choice.find("digest") != nullptr);
}

TEST_CASE("mistakes in a table of decisions are at their lines", "[decision_tables]") {
    CHECK(Decided("budget_ms,model\n0,A\nmuch,B\n")
              .wrong()
              .front()
              .starts_with("F:3:1: expected a number"));
    CHECK(Decided("budget_ms\n0\n").wrong().front().find("has no column 'model'") !=
          std::string::npos);
    CHECK(Decided("model\nA\n").wrong() ==
          Lines{"F:1: has no column that tells its rows apart [/policies/0/select]"});
    CHECK(Decided("budget_ms,model\n").wrong() == Lines{"F: has no rows [/policies/0/select]"});
    CHECK(Decided("from,model\n0,A\n").wrong().front() ==
          "F:1:1: cannot be the name of a column [/policies/0/select]");
    // A model, a combination or a column that is not there is known once the world is.
    CHECK(Decided("budget_ms,model\n0,A\n5,C\n").wrong().size() == 1);
    CHECK(Decided("budget,model\n0,A\n").wrong().size() == 1);
    CHECK(Decided("budget_ms,model\n0,\n").wrong().size() == 1);
}

TEST_CASE("a table of decisions is either in the scenario or in a file", "[decision_tables]") {
    const Decided both("budget_ms,model\n0,A\n",
                       R"(, "columns": ["waiting"], "rows": [{"from": [0], "model": "B"}])");
    CHECK(both.wrong().size() == 1);
    CHECK(both.wrong().front().ends_with(
        "decisions are either in 'rows' or in a 'file' [/policies/0/select/file]"));
}

TEST_CASE("a policy that is a table needs one", "[decision_tables]") {
    for (const char* point : {"select", "control"}) {
        const std::string policy = R"({"policies": [{"name": "mine", ")" + std::string(point) +
                                   R"(": "table"}], "servers": {"replicas": 2}})";
        const Lines lines = mistakes_in(least_scenario(policy));
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].starts_with("a policy that is a table needs its rows: name the table"));
    }
}

TEST_CASE("a table of decisions that has changed since a run is noticed", "[decision_tables]") {
    const Decided decided("budget_ms,model\n0,A\n");
    const std::string written = dump(decided.load().resolved(0), 1);
    const std::string again = decided.folder.write("s/again.json", written);
    CHECK_NOTHROW(Scenario::load(again, {}));
    decided.folder.write("s/decisions.csv", "budget_ms,model\n0,B\n");
    const Lines lines = lines_of(problems_of([&] { Scenario::load(again, {}); }));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("has changed: its digest is no longer") != std::string::npos);
}

}  // namespace
}  // namespace mdisim
