// The rules of STYLE, checked. Each is a function from a file to what is wrong with it, tried
// on bad examples first.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/letters.hpp"
#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr auto parts_folder = "policies/parts";

Offences layout(const Source& source) {
    constexpr size_t widest = 100;
    constexpr size_t longest = 400;
    Offences found;
    if (!source.is_code()) return found;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        if (letters(line) > widest) found.push_back(offence(source, i, "over 100 columns"));
        if (line.find('\t') != std::string::npos) found.push_back(offence(source, i, "a tab"));
        if (line.ends_with(' ') || line.ends_with('\r')) {
            found.push_back(offence(source, i, "blanks at the end"));
        }
    }
    if (source.lines.empty() || !source.ends_with_newline) {
        found.push_back(offence(source, source.lines.size(), "no newline at the end of the file"));
    }
    if (source.lines.size() > longest) found.push_back(offence(source, longest, "over 400 lines"));
    return found;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Why a word may not stand in sim/ and policies/, or nothing.
std::string_view forbidden(const std::string& word, bool is_main) {
    const size_t colons = word.rfind("::");
    const std::string bare = colons == std::string::npos ? word : word.substr(colons + 2);
    const bool of_std = word.starts_with("std::");
    if (of_std && bare.starts_with("unordered_")) return "its order is the machine's";
    if (of_std && bare.ends_with("_distribution")) return "its numbers are the library's";
    if (bare.starts_with("mt19937") || bare.starts_with("minstd_rand") ||
        is_one_of(bare, {"rand(", "srand(", "drand48(", "random_device"})) {
        return "random numbers come from sim/engine/random.hpp";
    }
    if (!is_main &&
        is_one_of(bare, {"exit(", "_exit(", "_Exit(", "quick_exit(", "abort(", "terminate("})) {
        return "only main ends the process";
    }
    return bare == "assert(" ? "ensure() stays on in release" : "";
}

Offences forbidden_words(const Source& source) {
    Offences found;
    if (!source.is_code() || (!source.is_below("sim") && !source.is_below("policies")))
        return found;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        if (line.find("using namespace std;") != std::string::npos) {
            found.push_back(offence(source, i, "names of std are written in full"));
        }
        for (const std::string& word : words_in(line)) {
            const std::string_view why = forbidden(word, source.path == "sim/app/main.cpp");
            if (!why.empty()) found.push_back(offence(source, i, std::string(why)));
        }
    }
    return found;
}

Offences left_undone(const Source& source) {
    Offences found;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        for (std::string word : words_in(source.lines[i])) {
            std::erase_if(word, [](char c) { return c == ':' || c == '('; });
            // Written in two, so that this file may be looked at too.
            for (const char* end : {"TO-DO", "FIX-ME", "XX-X"}) {
                std::string mark = end;
                std::erase(mark, '-');
                if (word == mark) found.push_back(offence(source, i, "do it, or leave it"));
            }
        }
    }
    return found;
}

// Tests stand where what they test stands, with its stem, or are about the whole.
Offences homeless_test(const Source& source) {
    constexpr std::string_view ending = "_test.cpp";
    if (!source.is_below("tests") || !source.path.ends_with(ending)) return {};
    const fs::path below = fs::path(source.path).lexically_relative("tests");
    for (const char* whole : {"validation", "style", "laws", "app"}) {
        if (*below.begin() == whole) return {};
    }
    const std::string name = below.string().substr(0, below.string().size() - ending.size());
    const fs::path tested = *below.begin() == "policies" ? fs::path(name) : fs::path("sim") / name;
    for (const char* kind : {".cpp", ".hpp"}) {
        if (fs::exists(MDISIM_SOURCE_DIR / fs::path(tested.string() + kind))) return {};
    }
    return {offence(source, 0, "there is no " + tested.string() + " that it could test")};
}

// The digest of a policy follows its includes, and a part's .cpp is found beside the part's header.
Offences headless_part(const Source& source) {
    if (!source.is_below(parts_folder) || !source.path.ends_with(".cpp")) return {};
    const std::string header = parts_folder + ("/" + source.stem()) + ".hpp";
    if (fs::exists(MDISIM_SOURCE_DIR / fs::path(header))) return {};
    return {offence(source, 0, "there is no " + header + " beside it")};
}

// A folder that nobody can take in at a glance wants to be several.
Offences crowded_folders(const std::vector<Source>& sources) {
    constexpr size_t most = 45;
    std::map<std::string, size_t> files;
    for (const Source& source : sources) {
        if (source.is_below("sim")) ++files[source.folder().string()];
    }
    Offences found;
    for (const auto& [folder, count] : files) {
        if (count <= most) continue;
        found.push_back(folder + ":1: error: " + std::to_string(count) + " files, over " +
                        std::to_string(most));
    }
    return found;
}

// policies/select/modipick.cpp registers policy<...>("modipick", and nothing else; a part
// registers nothing.
Offences misnamed_policy(const Source& source) {
    if (!source.is_below("policies") || !source.path.ends_with(".cpp")) return {};
    std::string text;
    for (const std::string& line : source.lines) text += line + "\n";
    constexpr std::string_view template_head = " policy<";
    std::vector<std::string> registered;
    for (size_t at = text.find(template_head); at != std::string::npos;
         at = text.find(template_head, at + 1)) {
        const size_t open = text.find('"', at);
        const size_t close = text.find('"', open + 1);
        registered.push_back(text.substr(open + 1, close - open - 1));
    }
    const std::string name = source.stem();
    std::vector<std::string> expected = {name};
    if (source.is_below(parts_folder)) expected.clear();
    if (registered == expected) return {};
    std::string what =
        expected.empty() ? "a part registers:" : "registers not just " + name + " but:";
    for (const std::string& one : registered) what += " " + one;
    return {offence(source, 0, what)};
}

}  // namespace

TEST_CASE("the tree is found", "[style]") {
    size_t code = 0;
    for (const Source& source : all_sources()) code += source.is_code() && source.is_below("sim");
    CHECK(code > 50);
}

TEST_CASE("rules about words and layout notice what they are for", "[style]") {
    const auto bad = [](const std::string& line) {
        return number_of(forbidden_words(source_of("sim/world/a.cpp", line + "\n")));
    };
    for (const char* line :
         {"using namespace std;", "std::unordered_map<int, int> m;", "int r = std::rand();",
          "std::mt19937 engine;", "std::normal_distribution<> n;", "std::exit(1);", "_exit(1);",
          "std::abort();", "assert(x);"}) {
        CAPTURE(line);
        CHECK(bad(line) == 1);
    }
    for (const char* line :
         {"using namespace standard;", "static_assert(x);", "return exit_ok;", "operand(x);",
          "brand(x);", "boost::random::uniform_int_distribution<> d;", "// in unordered lists",
          "on_exit_code(x);"}) {
        CAPTURE(line);
        CHECK(bad(line) == 0);
    }
    CHECK(number_of(forbidden_words(source_of("tests/a.cpp", "std::mt19937 e;\n"))) == 0);

    const auto wrong = [](const std::string& text) {
        return number_of(layout(source_of("sim/a.cpp", text)));
    };
    CHECK(wrong(std::string(100, 'x') + "\n") == 0);
    CHECK(wrong(std::string(101, 'x') + "\n") == 1);
    CHECK(wrong(std::string(97, 'x') + "éé…\n") == 0);
    CHECK(wrong("x \n") == 1);
    CHECK(wrong("\tx\n") == 1);
    CHECK(wrong("x") == 1);
    CHECK(wrong("x\r\n") == 1);
    std::string long_file;
    for (int i = 0; i < 401; ++i) long_file += "x\n";
    CHECK(wrong(long_file) == 1);

    const std::string later = std::string("TO") + "DO";
    const std::string template_of_six = std::string("/tmp/a.XX") + "XXXX";
    CHECK(number_of(left_undone(source_of("a.md", "// " + later + ": tomorrow\n"))) == 1);
    CHECK(number_of(left_undone(source_of("a.md", template_of_six + "\n"))) == 0);
}

TEST_CASE("rules about names notice what they are for", "[style]") {
    const auto homeless = [](const char* path) {
        return number_of(homeless_test(source_of(path, "x\n")));
    };
    CHECK(homeless("tests/engine/random_test.cpp") == 0);
    CHECK(homeless("tests/engine/randon_test.cpp") == 1);
    CHECK(homeless("tests/policies/select/fastest_test.cpp") == 0);
    CHECK(homeless("tests/policies/select/slowest_test.cpp") == 1);
    CHECK(homeless("tests/laws/laws_test.cpp") == 0);
    CHECK(homeless("tests/support/worlds.hpp") == 0);
    CHECK(homeless("tests/run/servers/lines_test.cpp") == 0);
    CHECK(homeless("tests/run/lines_test.cpp") == 1);

    std::vector<Source> crowd(45, source_of("sim/world/a.cpp", "x\n"));
    crowd.push_back(source_of("sim/world/network/a.cpp", "x\n"));
    CHECK(number_of(crowded_folders(crowd)) == 0);
    crowd.push_back(source_of("sim/world/b.cpp", "x\n"));
    CHECK(number_of(crowded_folders(crowd)) == 1);
    crowd.assign(46, source_of("tests/world/a.cpp", "x\n"));
    CHECK(number_of(crowded_folders(crowd)) == 0);

    const auto misnamed = [](const char* text) {
        return number_of(misnamed_policy(source_of("policies/select/near.cpp", text)));
    };
    CHECK(misnamed("const Registered r = policy<Near>(\"near\", doc);\n") == 0);
    CHECK(misnamed("const Registered r =\n    policy<A<int>>(\n        \"near\");\n") == 0);
    CHECK(misnamed("const Registered r = policy<Near>(\"far\", doc);\n") == 1);
    CHECK(misnamed("class Near {};\n") == 1);
    const auto part = [](const char* text) { return source_of("policies/parts/slack.cpp", text); };
    CHECK(number_of(misnamed_policy(part("class Near {};\n"))) == 0);
    CHECK(number_of(misnamed_policy(part("const Registered r = policy<A>(\"slack\");\n"))) == 1);
    CHECK(number_of(headless_part(part("x\n"))) == 0);
    CHECK(number_of(headless_part(source_of("policies/parts/tense.cpp", "x\n"))) == 1);
}

TEST_CASE("lines and files are short, and end as they should", "[style]") {
    check_none(everywhere(layout));
}

TEST_CASE("words that would make results depend on the machine stand nowhere", "[style]") {
    check_none(everywhere(forbidden_words));
}

TEST_CASE("nothing is left to be done later", "[style]") { check_none(everywhere(left_undone)); }

TEST_CASE("every test stands where what it tests stands", "[style]") {
    check_none(everywhere(homeless_test));
}

TEST_CASE("no folder of sim holds more than 45 files", "[style]") {
    check_none(crowded_folders(all_sources()));
}

TEST_CASE("every policy has the name of its file, and every part a header", "[style]") {
    check_none(everywhere(misnamed_policy));
    check_none(everywhere(headless_part));
}

}  // namespace mdisim
