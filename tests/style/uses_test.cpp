// A file includes what it uses, and nothing else. The check is lexical: it knows names, not what
// they mean, and leaves out every name that could mean two things.
#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/app/judged_scenario.hpp"
#include "tests/style/declarations.hpp"
#include "tests/style/standard_names.hpp"
#include "tests/style/tokens.hpp"

namespace mdisim {
namespace {

using namespace testing;

// All that a policy is written with is what this header includes; registry.hpp promises it.
constexpr auto of_policies = "sim/decide/registry.hpp";
// All that a program needs of sim comes with this header, which is included from include/ on.
constexpr auto of_programs = "mdisim/mdisim.hpp";

// A file of code with the names that stand in it.
struct CodeFile {
    explicit CodeFile(const Source& of)
        : source(&of), found(of), tokens(found.tokens()), includes(includes_of(of)) {
        for (const Declaration& d : found.declarations()) {
            if (d.of_class && d.what != Declares::type) members.insert(d.name);
            own.insert(d.name);
        }
        for (size_t i = 1; i < tokens.size(); ++i) add_local(i);
    }

    bool is(size_t i, std::initializer_list<std::string_view> texts) const {
        return tokens.is(i, texts);
    }
    bool is_name(size_t i) const {
        static const std::set<std::string> others = {
            "case",   "co_return", "const",   "consteval", "constexpr", "constinit",
            "delete", "do",        "else",    "explicit",  "extern",    "friend",
            "inline", "mutable",   "new",     "operator",  "private",   "protected",
            "public", "requires",  "return",  "static",    "template",  "thread_local",
            "throw",  "typename",  "virtual", "volatile"};
        return tokens.is_word(i) && !others.contains(tokens[i].text);
    }
    bool has(const std::string& header) const {
        return std::any_of(includes.begin(), includes.end(),
                           [&](const Include& include) { return include.file == header; });
    }

    const Source* source;
    DeclarationFinder found;
    const TokenList& tokens;
    std::vector<Include> includes;
    std::set<std::string> members;  // of its classes
    std::set<std::string> own;      // all that it declares, in functions too

  private:
    // Parameters, variables and types within functions are names that stand behind a type, or in
    // the brackets of "auto [a, b]".
    void add_local(size_t i) {
        if (is(i, {"["}) && (is(i - 1, {"auto"}) || (i > 1 && is(i - 2, {"auto"})))) {
            for (size_t at = i + 1; is_name(at) || is(at, {","}); ++at) own.insert(tokens[at].text);
        }
        if (!is_name(i)) return;
        const bool ends = is(i + 1, {"=", ";", ",", ")", "{", ":", "["}) && is(i - 1, {"&", "*"});
        const bool built = is(i + 1, {"=", ";", ",", ")", "{", ":", "[", "("}) && is(i - 1, {">"});
        if (is_name(i - 1) || ends || built) own.insert(tokens[i].text);
    }
};

class UsesOfTree {
  public:
    explicit UsesOfTree(const std::vector<Source>& sources) {
        for (const auto& [header, names] : names_of_headers()) {
            for (const std::string& name : names.own) standard_.emplace(name, header);
        }
        for (const Source& source : sources) {
            const bool looked_at = source.is_below("sim") || source.is_below("policies") ||
                                   source.is_below("tests") || source.is_below("docs");
            if (source.is_code() && looked_at) files_.try_emplace(source.path, source);
            if (source.is_below("include")) files_.try_emplace(source.path.substr(8), source);
        }
        find_homes();
    }
    UsesOfTree(const UsesOfTree&) = delete;  // files refer to themselves
    UsesOfTree& operator=(const UsesOfTree&) = delete;

    Offences offences() const {
        Offences all;
        for (const auto& [path, file] : files_) {
            append(all, missing_in(file));
            append(all, unused_in(file));
            append(all, repeated_in(file));
        }
        return all;
    }

  private:
    struct Home {
        std::string header;
        Declares what;
    };

    // The header of a name that one header of sim/ and policies/ declares, and no class within.
    void find_homes() {
        std::set<std::string> ambiguous;
        for (const auto& [path, file] : files_) {
            const auto& opened = file.found.namespaces();
            namespaces_.insert(opened.begin(), opened.end());
            if (!path.ends_with(".hpp") || file.source->is_below("tests")) continue;
            for (const Declaration& d : file.found.declarations()) {
                if (d.of_class && d.what == Declares::type) ambiguous.insert(d.name);
                if (d.of_class || d.what == Declares::forward) continue;
                const auto [home, is_new] = homes_.try_emplace(d.name, Home{path, d.what});
                if (!is_new && home->second.header != path) ambiguous.insert(d.name);
            }
        }
        for (const std::string& name : ambiguous) homes_.erase(name);
    }

    const CodeFile* find(const std::string& path) const {
        const auto it = files_.find(path);
        return it == files_.end() ? nullptr : &it->second;
    }

    // The header that stands beside a .cpp, or that a test is about.
    static std::string header_of(const Source& source) {
        constexpr std::string_view ending = "_test.cpp";
        std::string path = source.path;
        if (source.is_below("tests") && path.ends_with(ending)) {
            path = path.substr(6, path.size() - 6 - ending.size());
            return (path.starts_with("policies/") ? path : "sim/" + path) + ".hpp";
        }
        return path.ends_with(".cpp") ? path.substr(0, path.size() - 4) + ".hpp" : "";
    }

    // The file, and the headers whose includes serve it as its own do: that of its stem; a test's,
    // those of tests/ too; a policy's and a program's, the one for policies or programs.
    std::vector<const CodeFile*> with_headers(const CodeFile& file) const {
        const Source& source = *file.source;
        const bool policy = source.is_below("policies") || source.is_below("docs");
        std::vector<const CodeFile*> all = {&file};
        for (const Include& include : file.includes) {
            const CodeFile* header = find(include.file);
            const bool serves = include.file == header_of(source) ||
                                (policy && include.file == of_policies) ||
                                (source.is_below("docs") && include.file == of_programs) ||
                                (source.is_below("tests") && include.file.starts_with("tests/"));
            if (header != nullptr && serves) all.push_back(header);
        }
        return all;
    }

    Offences missing_in(const CodeFile& file) const {
        const std::vector<const CodeFile*> here = with_headers(file);
        std::set<std::string> done = {file.source->path, header_of(*file.source)};
        Offences found;
        for (size_t i = 0; i < file.tokens.size(); ++i) {
            const std::string header = header_used(file, i, here);
            if (header.empty() || !done.insert(header).second) continue;
            if (std::any_of(here.begin(), here.end(),
                            [&](const CodeFile* h) { return h->has(header); })) {
                continue;
            }
            found.push_back(offence(*file.source, file.tokens[i].line,
                                    "uses " + file.tokens[i].text + " without " + header));
        }
        return found;
    }

    // The header that the token i uses; empty where there is none that we know for sure.
    std::string header_used(const CodeFile& file, size_t i,
                            const std::vector<const CodeFile*>& here) const {
        const std::string& name = file.tokens[i].text;
        const bool member =
            file.is(i - 1, {"."}) || (file.is(i - 1, {">"}) && file.is(i - 2, {"-"}));
        if (!file.is_name(i) || member) return comparison_used(file, i);
        const bool qualified = file.is(i - 1, {"::"});
        const bool of_std = qualified && file.is(i - 2, {"std"});
        if (const auto standard = standard_.find(name); standard != standard_.end()) {
            const bool integer = !qualified && standard->second == "cstdint";
            if (of_std || integer) return standard->second;
        }
        const auto home = homes_.find(name);
        if (home == homes_.end()) return "";
        if (qualified && (i < 2 || !namespaces_.contains(file.tokens[i - 2].text))) return "";
        if (home->second.what == Declares::function && !file.is(i + 1, {"(", "<"})) return "";
        for (const CodeFile* h : here) {
            if (h->own.contains(name)) return "";
        }
        for (const Include& include : file.includes) {  // where a class may have such a member
            const CodeFile* header = find(include.file);
            if (header != nullptr && header->members.contains(name)) return "";
        }
        return home->second.header;
    }

    static std::string comparison_used(const CodeFile& file, size_t i) {
        const bool three_way = file.is(i, {"<"}) && file.is(i + 1, {"="}) && file.is(i + 2, {">"});
        return three_way ? "compare" : "";
    }

    Offences unused_in(const CodeFile& file) const {
        std::set<std::string> words;
        for (size_t i = 0; i < file.tokens.size(); ++i) words.insert(file.tokens[i].text);
        Offences found;
        for (const Include& include : file.includes) {
            if (include.file == header_of(*file.source) || file.source->path == of_policies)
                continue;
            if (may_use(file, words, include.file)) continue;
            found.push_back(offence(*file.source, include.line,
                                    "uses no name of " + include.file + " that is known here"));
        }
        return found;
    }

    static Offences repeated_in(const CodeFile& file) {
        std::set<std::string> seen;
        Offences found;
        for (const Include& include : file.includes) {
            if (seen.insert(include.file).second) continue;
            found.push_back(
                offence(*file.source, include.line, "includes " + include.file + " again"));
        }
        return found;
    }

    bool may_use(const CodeFile& file, const std::set<std::string>& words,
                 const std::string& header) const {
        const auto within = [&](const std::string& name) { return words.contains(name); };
        if (const CodeFile* included = find(header)) {
            const auto& declared = included->found.declarations();
            return std::any_of(declared.begin(), declared.end(),
                               [&](const Declaration& d) { return words.contains(d.name); });
        }
        const auto names = names_of_headers().find(header);
        if (names == names_of_headers().end()) return true;
        for (size_t i = 0; header == "compare" && i < file.tokens.size(); ++i) {
            if (!comparison_used(file, i).empty()) return true;
        }
        return std::any_of(names->second.own.begin(), names->second.own.end(), within) ||
               std::any_of(names->second.shared.begin(), names->second.shared.end(), within);
    }

    std::map<std::string, CodeFile> files_;  // by path
    std::map<std::string, std::string> standard_;
    std::map<std::string, Home> homes_;
    std::set<std::string> namespaces_;
};

// The offences among files, each given as a path and its text.
Offences offences_among(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<Source> sources;
    for (const auto& [path, text] : files) sources.push_back(source_of(path, text));
    return UsesOfTree(sources).offences();
}

}  // namespace

TEST_CASE("a name of the standard library asks for its header", "[style]") {
    const auto number = [](const std::string& text) {
        return number_of(offences_among({{"sim/a.hpp", text}}));
    };
    CHECK(offences_among({{"sim/a.hpp", "\nstd::vector<int> f();\nstd::vector<int> g();\n"}}) ==
          Offences{"sim/a.hpp:2: error: uses vector without vector"});
    CHECK(number("uint64_t f();\n") == 1);
    CHECK(number("#include <map>\nstd::vector<int> f();\n") == 2);
    CHECK(number("#include <map>\n#include <map>\nstd::map<int, int> f();\n") == 1);
    CHECK(number("struct A {\n    bool operator<=>(const A&) const = default;\n};\n") == 1);
    for (const char* good :
         {"#include <vector>\nstd::vector<int> f();\n", "#include <cstdint>\nuint64_t f();\n",
          "#include <compare>\nbool f() { return (1 <=> 2) < 0; }\n", "// std::vector\n",
          "auto f = \"std::vector\";\n", "other::vector f();\n", "int vector = 3;\n",
          "size_t f();\n", "#include <mpi.h>\n"}) {
        CAPTURE(good);
        CHECK(number(good) == 0);
    }
}

TEST_CASE("a name of a header asks for that header", "[style]") {
    const std::string b =
        "enum class Kind { round };\nstruct B {\n    int part();\n};\nint share();\n";
    const auto number = [&](const std::string& text) {
        return number_of(offences_among({{"sim/b.hpp", b}, {"sim/c.cpp", text}}));
    };
    CHECK(offences_among({{"sim/b.hpp", b}, {"sim/c.cpp", "B b;\n"}}) ==
          Offences{"sim/c.cpp:1: error: uses B without sim/b.hpp"});
    for (const char* bad :
         {"void f(const B& x);\n", "int x = share();\n", "int f() { return mdisim::share(); }\n",
          "void f() {\n    if (share() > 2) return;\n}\n"}) {
        CAPTURE(bad);
        CHECK(number("namespace mdisim {\n" + std::string(bad) + "}\n") == 1);
        CHECK(number("#include \"sim/b.hpp\"\n" + std::string(bad)) == 0);
    }
    for (const char* good :
         {"struct B;\nvoid f(const B& x);\n", "A::B b;\n",
          "struct A {\n    struct B {};\n    B b;\n};\n", "int x = y.share();\n",
          "int x = y->share();\n", "int x = Y::share();\n",
          "int share(int n);\nint x = share(3);\n", "int f(int share) { return share(3); }\n",
          "void f() {\n    const auto share = [] {};\n    share();\n}\n",
          "void f() {\n    const auto [n, share] = g();\n    share();\n}\n", "int x = share;\n",
          "int x = round(part());\n", "// B\n"}) {
        CAPTURE(good);
        CHECK(number(good) == 0);
    }
    CHECK(number_of(offences_among(
              {{"sim/b.hpp", b}, {"sim/d.hpp", "struct B {};\n"}, {"sim/c.cpp", "B b;\n"}})) == 0);
}

TEST_CASE("only headers that belong to a file lend it their includes", "[style]") {
    const std::pair<std::string, std::string> header{
        "sim/b.hpp", "#include <vector>\nusing B = std::vector<int>;\n"};
    const auto number = [&](const char* path, const std::string& other = "") {
        return number_of(
            offences_among({header,
                            {"sim/decide/registry.hpp", "#include \"sim/b.hpp\"\nB r;\n"},
                            {"tests/support.hpp", "#include \"sim/b.hpp\"\nB s;\n"},
                            {path, other + "std::vector<int> f(B b);\n"}}));
    };
    const auto including = [](const std::string& file) { return "#include \"" + file + "\"\n"; };
    CHECK(number("sim/b.cpp", including("sim/b.hpp")) == 0);
    CHECK(number("sim/c.cpp", including("sim/b.hpp")) == 1);
    CHECK(number("tests/b_test.cpp", including("sim/b.hpp")) == 0);
    CHECK(number("tests/c_test.cpp", including("tests/support.hpp") + "int x = s;\n") == 1);
    CHECK(number("policies/select/c.cpp", including("sim/b.hpp")) == 1);
    CHECK(number("policies/select/c.cpp", including("sim/decide/registry.hpp") + "int y = r;\n") ==
          1);
}

TEST_CASE("an include that nothing is used of is one too many", "[style]") {
    const auto number = [](const std::string& text) {
        return number_of(offences_among(
            {{"sim/b.hpp", "struct B {\n    int part();\n};\n"}, {"sim/c.cpp", text}}));
    };
    CHECK(number("#include <map>\nint x;\n") == 1);
    CHECK(number("#include \"sim/b.hpp\"\nint x;\n") == 1);
    CHECK(number("#include \"sim/b.hpp\"\nint x = y.part();\n") == 0);
    CHECK(number("#include <variant>\nint x = std::get<int>(y);\n") == 0);
}

TEST_CASE("every file includes what it uses, and nothing else", "[style]") {
    check_none(UsesOfTree(all_sources()).offences());
}

}  // namespace mdisim
