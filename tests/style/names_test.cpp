// Names that a stranger would have to be told: they stood for things that have plain names.
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;

struct Riddle {
    std::string_view word;
    std::string_view plain;
};
constexpr std::array riddles = {
    Riddle{"desk", "task queue"},        Riddle{"captain", "rank zero"},
    Riddle{"crew", "workers"},           Riddle{"hearing", "assessment"},
    Riddle{"happening", "event"},        Riddle{"floor", "dispatcher"},
    Riddle{"course", "run of a cell"},   Riddle{"workshop", "task runner"},
    Riddle{"outlook", "amount of work"}, Riddle{"standing", "progress"},
    Riddle{"mail", "messenger"},         Riddle{"sight", "snapshot"}};

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// Of files, and of the types that they define.
Offences riddles_in(const Source& source) {
    Offences found;
    const auto check = [&](const std::string& name, size_t line) {
        for (const Riddle& riddle : riddles) {
            if (lower(name).find(riddle.word) == std::string::npos) continue;
            found.push_back(offence(source, line,
                                    "'" + name + "' is a riddle; the plain word is '" +
                                        std::string(riddle.plain) + "'"));
        }
    };
    if (!source.is_below("sim") && !source.is_below("policies")) return found;
    check(source.stem(), 0);
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::vector<std::string> words = words_in(source.lines[i]);
        for (size_t w = 1; w < words.size(); ++w) {
            const std::string& before = words[w - 1];
            if (before == "class" || before == "struct" || before == "enum") check(words[w], i);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("files and types have plain names", "[style]") {
    const auto number = [](const char* path, const std::string& text) {
        return number_of(riddles_in(source_of(path, text)));
    };
    CHECK(number("sim/campaign/desk.hpp", "") == 1);
    CHECK(number("sim/run/happenings.hpp", "struct Happenings {\n};\n") == 2);
    CHECK(number("sim/a.hpp", "enum class Hearing { a };\nclass TheCrew;\n") == 2);
    CHECK(number("sim/mpi/mail.hpp", "class Mail {\n};\n") == 2);
    CHECK(number("sim/a.hpp", "struct Outlook {\n};\nstruct Standing;\n") == 2);
    CHECK(number("sim/a.hpp", "class RankZero {\n};\nint floor(double x);\n") == 0);
    CHECK(number("bench/floor.cpp", "class Floor {\n};\n") == 0);
    Offences found;
    for (const Source& source : all_sources()) append(found, riddles_in(source));
    check_none(found);
}

}  // namespace mdisim
