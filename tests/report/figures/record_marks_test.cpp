#include "sim/report/figures/record_marks.hpp"

#include <tuple>

#include "sim/report/files.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

const std::vector<StageLook> stages = {{"phone_ms", "on the phone", "#1", "on the phone", "#1"},
                                       {"uplink_ms", "uplink", "#2", "rescued", "#3"},
                                       {"downlink_ms", "downlink", "#4", "rescued", "#3"}};

constexpr auto csv = R"(policy,deadline_ms,model,uplink_ms,downlink_ms,phone_ms,rescued
"a, ""b""",250,Net,10,5,40,0
"a, ""b""",250,Net,100,200,40,1
other,250,,,,30,0
"a, ""b""",300,,,,30,0
)";

}  // namespace

TEST_CASE("stages of a request stand on each other", "[records]") {
    const TemporaryFolder folder;
    RecordMarks records(stages);
    records.read(folder.write("requests.csv", csv), [](const RecordMarks::Fields& fields) {
        return fields.at("policy") == "a, \"b\"" ? std::optional<size_t>(7) : std::nullopt;
    });
    std::vector<std::string> names;
    for (const Look& look : records.looks()) names.push_back(look.label);
    REQUIRE(names == std::vector<std::string>{"on the phone", "uplink", "rescued", "downlink"});

    std::vector<std::tuple<std::string, double, double, double>> parts;
    for (const Mark& mark : records.marks(7)) {
        CHECK(mark.y.mean == mark.y.high - mark.y.low);
        CHECK(mark.foot == mark.y.low);
        parts.emplace_back(names[mark.series], mark.x, mark.y.low, mark.y.high);
    }
    // What the phone took counts where nothing was sent.
    const decltype(parts) expected = {{"uplink", 1, 0, 10},
                                      {"downlink", 1, 10, 15},
                                      {"rescued", 2, 0, 100},
                                      {"rescued", 2, 100, 300},
                                      {"on the phone", 3, 0, 30}};
    CHECK((parts == expected));
    CHECK(records.deadlines(7) == std::vector<double>{250, 300});
    CHECK(records.marks(0).empty());
}

TEST_CASE("requests that are not as a manifest says are missed in words", "[records]") {
    const TemporaryFolder folder;
    const auto refusal = [&](const std::vector<StageLook>& shown, const std::string& text) {
        RecordMarks records(shown);
        const std::string file = folder.write("requests.csv", text);
        const auto problems = problems_of([&] {
            records.read(file, [](const RecordMarks::Fields&) { return std::optional<size_t>(0); });
        });
        REQUIRE(problems.size() == 1);
        return problems[0].where.substr(file.size()) + ": " + problems[0].what;
    };
    CHECK_THAT(refusal({{"wait", "w", "#1", "w", "#1"}}, csv),
               Catch::StartsWith(": has no column 'wait'"));
    CHECK_THAT(refusal(stages, "policy,rescued\na,0\n"),
               Catch::StartsWith(": has no column 'model'"));
    CHECK_THAT(refusal(stages, "policy,rescued\na\n"),
               Catch::Equals(":2: has 1 fields where the header has 2"));
    CHECK_THAT(refusal(stages,
                       "policy,deadline_ms,model,uplink_ms,downlink_ms,phone_ms,rescued\n"
                       "a,250,Net,soon,5,40,0\n"),
               Catch::Equals(":2:11: expected milliseconds, not 'soon'"));
}

TEST_CASE("names of policies may hold line ends, and begin with #", "[records]") {
    const TemporaryFolder folder;
    const std::string file = folder.write(
        "requests.csv", "policy,deadline_ms,model,uplink_ms,downlink_ms,phone_ms,rescued\n" +
                            quoted("a\nb") + ",250,Net,10,5,40,0\n" + quoted("#1") +
                            ",250,Net,10,5,40,0\n");
    std::vector<std::string> names;
    RecordMarks records(stages);
    records.read(file, [&](const RecordMarks::Fields& fields) {
        names.emplace_back(fields.at("policy"));
        return std::optional<size_t>(0);
    });
    CHECK(names == std::vector<std::string>{"a\nb", "#1"});
}

}  // namespace mdisim
