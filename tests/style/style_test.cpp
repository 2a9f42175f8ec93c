// The rules of the house, checked. Each is a function from a file to what is wrong with it, tried
// on bad examples first.
#include <map>

#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

// Includes go down this list only.
const std::vector<std::string> floors = {"mpi",      "app",      "report", "judge",
                                         "campaign", "scenario", "run",    "world",
                                         "decide",   "measure",  "engine", "describe"};

size_t floor_of(const std::string& folder) {
    return static_cast<size_t>(std::find(floors.begin(), floors.end(), folder) - floors.begin());
}

struct Include {
    size_t line;
    std::string file;
    bool quoted;
};
std::vector<Include> includes_of(const Source& source) {
    std::vector<Include> includes;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        const size_t hash = line.find_first_not_of(' ');
        if (hash == std::string::npos || line[hash] != '#') continue;
        const size_t word = line.find_first_not_of(' ', hash + 1);
        if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
        const size_t open = line.find_first_of("\"<", word);
        const size_t close = line.find_first_of("\">", open + 1);
        if (open == std::string::npos || close == std::string::npos) continue;
        includes.push_back({i, line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
    return includes;
}

// "engine" of "sim/engine/time.hpp"; empty for what is not ours.
std::string folder_in_sim(const std::string& path) {
    if (!path.starts_with("sim/")) return "";
    const size_t end = path.find('/', 4);
    return end == std::string::npos ? "" : path.substr(4, end - 4);
}

Offences includes_going_up(const Source& source) {
    Offences found;
    const bool policy = source.is_below("policies");
    if (!source.is_code() || (!policy && !source.is_below("sim"))) return found;
    const std::string own = policy ? "decide" : folder_in_sim(source.path);
    if (floor_of(own) == floors.size()) {
        found.push_back(offence(source, 0, "'" + own + "' is on no floor of the house"));
    }
    for (const Include& include : includes_of(source)) {
        const std::string other = folder_in_sim(include.file);
        if (include.file.starts_with("policies/")) {
            found.push_back(offence(source, include.line, "nothing includes a policy"));
        } else if (include.quoted && other.empty()) {
            found.push_back(offence(source, include.line, "includes are written from sim/ on"));
        } else if (!other.empty() && floor_of(other) < floor_of(own)) {
            found.push_back(offence(source, include.line,
                                    "'" + own + "' includes '" + other + "', which is above it"));
        }
    }
    return found;
}

// Headers that cost seconds, and the only folder whose .cpp files may include them.
const std::map<std::string, std::string> heavy = {{"nlohmann/", "sim/scenario"},
                                                  {"boost/program_options", "sim/app"}};
constexpr size_t units_of_heavy = 3;

Offences heavy_includes(const std::vector<Source>& sources) {
    Offences found;
    std::map<std::string, size_t> units;
    for (const Source& source : sources) {
        if (!source.is_below("sim") && !source.is_below("policies")) continue;
        for (const Include& include : includes_of(source)) {
            for (const auto& [prefix, home] : heavy) {
                if (!include.file.starts_with(prefix)) continue;
                if (!source.is_below(home) || !source.path.ends_with(".cpp")) {
                    found.push_back(offence(source, include.line,
                                            include.file + " belongs in a .cpp of " + home));
                } else if (++units[prefix] > units_of_heavy) {
                    found.push_back(
                        offence(source, include.line,
                                include.file + " is included in more than three files"));
                }
            }
        }
    }
    return found;
}

size_t letters_in(const std::string& text) {
    size_t letters = 0;
    for (char c : text) letters += (c & 0xC0) != 0x80;
    return letters;
}

Offences layout(const Source& source) {
    constexpr size_t widest = 100;
    constexpr size_t longest = 400;
    Offences found;
    if (!source.is_code()) return found;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        if (letters_in(line) > widest) found.push_back(offence(source, i, "over 100 columns"));
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

// policies/select/modipick.cpp registers select_policy<...>("modipick", and nothing else.
Offences misnamed_policy(const Source& source) {
    if (!source.is_below("policies") || !source.path.ends_with(".cpp")) return {};
    std::string text;
    for (const std::string& line : source.lines) text += line + "\n";
    constexpr std::string_view template_head = "_policy<";
    std::vector<std::string> registered;
    for (size_t at = text.find(template_head); at != std::string::npos;
         at = text.find(template_head, at + 1)) {
        const size_t word = text.find_last_of(" \n", at) + 1;
        const size_t open = text.find('"', at);
        const size_t close = text.find('"', open + 1);
        registered.push_back(text.substr(word, at - word) + "/" +
                             text.substr(open + 1, close - open - 1));
    }
    const std::string expected = source.folder().filename().string() + "/" + source.stem();
    if (registered == std::vector<std::string>{expected}) return {};
    std::string what = "registers not just " + expected + " but:";
    for (const std::string& name : registered) what += " " + name;
    return {offence(source, 0, what)};
}

template <class Rule>
Offences everywhere(Rule rule) {
    Offences found;
    for (const Source& source : all_sources()) append(found, rule(source));
    return found;
}

size_t number_of(const Offences& offences) {
    CAPTURE(offences);
    return offences.size();
}

}  // namespace

TEST_CASE("the tree is found", "[style]") {
    size_t code = 0;
    for (const Source& source : all_sources()) code += source.is_code() && source.is_below("sim");
    CHECK(code > 50);
}

TEST_CASE("rules about includes notice what they are for", "[style]") {
    const auto up = [](const char* path, const char* text) {
        return number_of(includes_going_up(source_of(path, text)));
    };
    CHECK(up("sim/engine/a.hpp", "#include \"sim/describe/error.hpp\"\n#include <map>\n") == 0);
    CHECK(up("sim/engine/a.hpp", "#include \"sim/engine/time.hpp\"\n") == 0);
    CHECK(up("sim/engine/a.hpp", "#include \"sim/measure/tally.hpp\"\n") == 1);
    CHECK(up("sim/measure/a.cpp", "#  include  \"sim/world/world.hpp\"  // why\n") == 1);
    CHECK(up("sim/world/a.cpp", "#include \"policies/select/a.cpp\"\n") == 1);
    CHECK(up("sim/world/a.cpp", "#include \"b.hpp\"\n") == 1);
    CHECK(up("sim/run/servers/a.cpp", "#include \"sim/world/servers.hpp\"\n") == 0);
    CHECK(up("sim/world/servers.cpp", "#include \"sim/run/servers/a.hpp\"\n") == 1);
    CHECK(up("sim/cellar/a.cpp", "") == 1);
    CHECK(up("policies/select/a.cpp", "#include \"sim/decide/registry.hpp\"\n") == 0);
    CHECK(up("policies/select/a.cpp", "#include \"sim/world/world.hpp\"\n") == 1);
    CHECK(up("tests/engine/a_test.cpp", "#include \"sim/app/command.hpp\"\n") == 0);

    const auto json = [](const char* path) {
        return source_of(path, "#include <nlohmann/json.hpp>\n");
    };
    const std::vector<Source> three = {json("sim/scenario/a.cpp"), json("sim/scenario/b.cpp"),
                                       json("sim/scenario/c.cpp")};
    CHECK(number_of(heavy_includes(three)) == 0);
    CHECK(number_of(heavy_includes({three[0], three[1], three[2], json("sim/scenario/d.cpp")})) ==
          1);
    CHECK(number_of(heavy_includes({json("sim/scenario/a.hpp")})) == 1);
    CHECK(number_of(heavy_includes({json("sim/app/a.cpp")})) == 1);
    CHECK(number_of(heavy_includes(
              {source_of("sim/world/a.cpp", "#include <boost/program_options.hpp>\n")})) == 1);
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
    CHECK(misnamed("const Registered r = select_policy<Near>(\"near\", doc);\n") == 0);
    CHECK(misnamed("const Registered r =\n    select_policy<A<int>>(\n        \"near\");\n") == 0);
    CHECK(misnamed("const Registered r = select_policy<Near>(\"far\", doc);\n") == 1);
    CHECK(misnamed("const Registered r = place_policy<Near>(\"near\", doc);\n") == 1);
    CHECK(misnamed("class Near {};\n") == 1);
}

TEST_CASE("includes go down the house only", "[style]") {
    check_none(everywhere(includes_going_up));
    check_none(heavy_includes(all_sources()));
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

TEST_CASE("every policy has the name of its file", "[style]") {
    check_none(everywhere(misnamed_policy));
}

}  // namespace mdisim
