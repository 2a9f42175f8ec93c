// Names of files and of types. A riddle is a name that a stranger would have to be told, for a
// thing that has a plain name.
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/style/declarations.hpp"
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

// The types of headers that have the name of a type in another header. Both are in one namespace,
// so a linker takes the functions of one for those of the other.
Offences types_of_one_name(const std::vector<Source>& sources) {
    Offences found;
    std::map<std::string, std::string> headers;  // by the name of a type
    for (const Source& source : sources) {
        const bool of_library = source.is_below("sim") || source.is_below("policies");
        if (!of_library || !source.path.ends_with(".hpp")) continue;
        const DeclarationFinder finder(source);
        for (const Declaration& one : finder.declarations()) {
            if (one.what != Declares::type || one.of_class) continue;
            const TokenList& tokens = finder.tokens();
            const bool is_alias = !tokens.is(one.token - 1, {"struct", "class"});
            const bool is_specialisation = tokens.is(one.token + 1, {"<"});
            if (is_alias || is_specialisation) continue;
            const std::string& first = headers.emplace(one.name, source.path).first->second;
            if (first == source.path) continue;
            found.push_back(offence(source, tokens[one.token].line,
                                    "'" + one.name + "' is a type of " + first + ", too"));
        }
    }
    return found;
}

}  // namespace

TEST_CASE("no two headers define a type of one name", "[style]") {
    const Source one = source_of("sim/a/one.hpp", "namespace mdisim {\nstruct Sample {\n};\n}\n");
    const Source other =
        source_of("sim/b/other.hpp", "namespace mdisim {\nclass Sample {\n};\nstruct One;\n}\n");
    CHECK(number_of(types_of_one_name({one, other})) == 1);
    CHECK(number_of(types_of_one_name({one, one})) == 0);
    check_none(types_of_one_name(all_sources()));
}

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
