// Comments of headers are contracts: each can be read alone.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;

// Words with which a comment goes on from another line, or has a subject that only its author
// knows.
constexpr std::array riddling_openings = {
    std::string_view("Of "),      std::string_view("The same "), std::string_view("Likewise"),
    std::string_view("Those "),   std::string_view("Who "),      std::string_view("Whoever "),
    std::string_view("Nobody "),  std::string_view("As it "),    std::string_view("So many "),
    std::string_view("As many "), std::string_view("And ")};
constexpr std::array riddling_asides = {std::string_view("the same"),  std::string_view("likewise"),
                                        std::string_view("who "),      std::string_view("nobody "),
                                        std::string_view("as it "),    std::string_view("so many"),
                                        std::string_view("of those,"), std::string_view("of them")};

bool begins_with_any(std::string_view text, const auto& openings) {
    return std::any_of(openings.begin(), openings.end(),
                       [&](std::string_view opening) { return text.starts_with(opening); });
}

// The comment of a line; empty if it has none. A "//" inside of quotes is none.
std::string comment_in(const std::string& line) {
    bool quoted = false;
    for (size_t i = 0; i + 1 < line.size(); ++i) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
        if (quoted || line[i] != '/' || line[i + 1] != '/') continue;
        return line.substr(i);
    }
    return "";
}

// Notes riddles in the comments of headers, and in all code preconditions that do not begin with
// "Requires".
Offences riddling_comments(const Source& source) {
    Offences found;
    const bool looked_at =
        source.is_below("sim") || source.is_below("policies") || source.is_below("include");
    if (!source.is_code() || !looked_at) return found;
    const bool header = source.path.ends_with(".hpp");
    bool goes_on = false;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        const std::string comment = comment_in(line);
        const std::string text = comment.size() > 3 ? comment.substr(3) : "";
        const bool alone = line.find_first_not_of(' ') == line.size() - comment.size();
        const bool riddle = header && (alone ? !goes_on && begins_with_any(text, riddling_openings)
                                             : begins_with_any(text, riddling_asides));
        if (riddle) found.push_back(offence(source, i, "a comment that cannot be read alone"));
        if (text.starts_with("Needs ") || text.find(". Needs ") != std::string::npos) {
            found.push_back(offence(source, i, "a precondition begins with 'Requires'"));
        }
        goes_on = alone && !text.empty();
    }
    return found;
}

}  // namespace

TEST_CASE("comments of headers can be read alone", "[style]") {
    const auto number = [](const char* path, const std::string& text) {
        return number_of(riddling_comments(source_of(path, text)));
    };
    const auto header = [&](const std::string& text) { return number("sim/a.hpp", text); };
    CHECK(header("// Of them all: what digest_of says of their outcomes, added up.\n") == 1);
    CHECK(header("    // The same of each of them; counted from this index on.\n") == 1);
    CHECK(header("// Who could be named in a record.\n") == 1);
    CHECK(header("// As it is, through a front, or sent again.\n") == 1);
    CHECK(header("// So many requests of [first, end).\n") == 1);
    CHECK(header("int a = 0;  // likewise\n") == 1);
    CHECK(header("int a = 0;  // of those, whose answer did not count\n") == 1);
    CHECK(header("// Needs pictures.\n") == 1);
    CHECK(header("// Pure. Needs pictures.\n") == 1);
    CHECK(number("sim/a.cpp", "// Needs 0 < p < 1.\n") == 1);

    CHECK(header("// The share of requests\n// Of two classes.\n") == 0);
    CHECK(header("//\n// Requires what it needs. So many words.\n") == 0);
    CHECK(header("int a = 0;  // requests that were answered by the deadline\n") == 0);
    CHECK(header("const char* a = \"// Of them\";\n") == 0);
    CHECK(number("sim/a.cpp", "// Of them all.\n") == 0);
    CHECK(number("tests/a_test.cpp", "// Needs a disk.\n") == 0);
    check_none(everywhere(riddling_comments));
}

}  // namespace mdisim
