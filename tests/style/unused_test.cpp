// What a header of sim/ declares, the program uses: what tests alone would use goes, or moves to
// tests/. The check is lexical: a function counts as used if anything of its name is.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/app/judged_scenario.hpp"
#include "tests/style/declarations.hpp"
#include "tests/style/tokens.hpp"

namespace mdisim {
namespace {

using namespace testing;

// What stands in the code of the program and of its benchmarks.
class UsedNames {
  public:
    void read(const Source& source) {
        const DeclarationFinder found(source);
        const TokenList& tokens = found.tokens();
        std::set<size_t> declared;
        for (const Declaration& d : found.declarations()) {
            declared.insert(d.token);
            note(source, d, tokens[d.token].line);
        }
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (declared.contains(i) || !tokens.is_word(i)) continue;
            words_.insert(tokens[i].text);
            if (tokens.is(i + 1, {"(", "<"}) || tokens.is(i - 1, {"::", "&"}))
                called_.insert(tokens[i].text);
        }
    }

    Offences unused() const {
        Offences found;
        for (const auto& [name, where] : members_) {
            if (!called_.contains(name) && !types_.contains(name)) found.push_back(where);
        }
        for (const auto& [name, where] : free_) {
            if (!words_.contains(name)) found.push_back(where);
        }
        return found;
    }

  private:
    // Enumerators may be the value that no other is, and a type's name that of its constructors.
    void note(const Source& source, const Declaration& d, size_t line) {
        if (d.what == Declares::type) types_.insert(d.name);
        if (!source.is_below("sim") || !source.path.ends_with(".hpp")) return;
        const std::string where = offence(source, line, "nothing but tests uses " + d.name);
        const bool function = d.what == Declares::function;
        if (d.of_class && function) members_.try_emplace(d.name, where);
        if (!d.of_class && (function || d.what == Declares::variable)) {
            free_.try_emplace(d.name, where);
        }
    }

    std::map<std::string, std::string> members_;  // functions of classes, and where they stand
    std::map<std::string, std::string> free_;     // functions and constants
    std::set<std::string> types_;
    std::set<std::string> words_;
    std::set<std::string> called_;
};

Offences unused_among(const std::vector<Source>& sources) {
    UsedNames names;
    for (const Source& source : sources) {
        const bool of_program = source.is_below("sim") || source.is_below("policies") ||
                                source.is_below("bench") || source.is_below("include");
        if (source.is_code() && of_program) names.read(source);
    }
    return names.unused();
}

}  // namespace

TEST_CASE("what no program uses is noticed", "[style]") {
    const auto number = [](const std::string& header, const std::string& other,
                           const std::string& path = "sim/b.cpp") {
        return number_of(unused_among({source_of("sim/a.hpp", header), source_of(path, other)}));
    };
    CHECK(number("int f();\n", "int f() { return 3; }\n") == 1);
    CHECK(number("int f();\n", "int g() { return f(); }\n") == 0);
    CHECK(number("int f();\n", "int g() { return f(); }\n", "policies/select/b.cpp") == 0);
    CHECK(number("int f();\n", "int g() { return f(); }\n", "tests/b_test.cpp") == 1);
    CHECK(number("int f();\n", "// f()\n") == 1);
    CHECK(number("int f();\n", "int g() { return h(f); }\n") == 0);
    CHECK(number("constexpr int most = 3;\n", "") == 1);
    CHECK(number("constexpr int most = 3;\n", "int x = most;\n") == 0);
    const std::string a =
        "struct A {\n    A();\n    int f() const { return 3; }\n    int x = 2;\n};\n";
    CHECK(unused_among({source_of("sim/a.hpp", a)}) ==
          Offences{"sim/a.hpp:3: error: nothing but tests uses f"});
    CHECK(number(a, "A::A() {}\nint A::f() const { return 4; }\n") == 1);
    CHECK(number(a, "int f = 3;\nint g() { return h(f); }\n") == 1);
    CHECK(number(a, "int g(A a) { return a.f(); }\n") == 0);
    CHECK(number(a, "auto g = &A::f;\n") == 0);
}

TEST_CASE("what the headers of sim declare is used by the program, not by tests alone", "[style]") {
    check_none(unused_among(all_sources()));
}

}  // namespace mdisim
