// The size of classes, checked: found by their braces, tried on bad examples first.
#include <string>
#include <vector>

#include "tests/style/classes.hpp"

namespace mdisim {
namespace {

using namespace testing;

constexpr size_t most_lines = 250;
constexpr size_t most_functions = 25;

Offences large_classes(const Source& source) {
    Offences found;
    if (!source.is_code()) return found;
    const auto limit = [&](const ClassSize& c, size_t count, size_t most, const char* what) {
        if (count <= most) return;
        found.push_back(offence(
            source, c.line,
            c.name + " has " + std::to_string(count) + what + ", over " + std::to_string(most)));
    };
    for (const ClassSize& c : classes_in(source)) {
        limit(c, c.lines, most_lines, " lines");
        limit(c, c.functions, most_functions, " member functions");
    }
    return found;
}

std::vector<ClassSize> classes_of(const std::string& text) {
    return classes_in(source_of("sim/a.hpp", text));
}

// Of a class with this between its braces.
size_t functions_of(const std::string& members) {
    const std::vector<ClassSize> found = classes_of("class A {\n" + members + "\n};\n");
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].name == "A");
    return found[0].functions;
}

std::string times(size_t n, const std::string& text) {
    std::string all;
    for (size_t i = 0; i < n; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("classes are found by their braces", "[style]") {
    const auto names = [](const std::string& text) {
        std::string all;
        for (const ClassSize& c : classes_of(text)) all += (all.empty() ? "" : " ") + c.name;
        return all;
    };
    CHECK(names("struct A {\n};\nclass B final : public C<D> {\n};\nunion U {};\n") == "A B U");
    CHECK(names("template <class T, class U>\nstruct A {};\ntemplate <>\nstruct B<int> {};\n") ==
          "A B");
    CHECK(names("struct A::B {\n    struct C {};\n};\n") == "A::B C");
    CHECK(names("struct alignas(64) A {};\nstruct [[nodiscard]] B {};\n") == "A B");
    for (const char* none :
         {"class A;", "enum class A { b };", "template <class T>\nvoid f() {\n}",
          "template <template <class> class T>\nvoid f(T<int> t) {}", "friend class A;",
          "// class A {}", "/* class A {} */", "auto a = \"class A {}\";", "struct A a = {};",
          "auto a = R\"(\" class A {})\";", "auto c = '\"'; // class A {}\nauto d = '\\'';",
          "#define A class B {}", "struct A* f() {\n}"}) {
        CAPTURE(none);
        CHECK(names(std::string(none) + "\n").empty());
    }
}

TEST_CASE("lines of a class are those between its braces", "[style]") {
    const std::vector<ClassSize> found = classes_of(
        "struct A {\n"
        "    const char* brace = \"{\";  // {\n"
        "    char other = '{';\n"
        "    int million = 1'000'000;\n"
        "    struct B {\n"
        "        int x = 0;\n"
        "    };\n"
        "    const char* text = R\"x(\n}\"};\n)x\";\n"
        "};\n"
        "struct C {};\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0].line == 0);
    CHECK(found[0].lines == 9);
    CHECK(found[1].line == 4);
    CHECK(found[1].lines == 1);
    CHECK(found[2].line == 11);
    CHECK(found[2].lines == 0);
}

TEST_CASE("member functions are counted, and nothing else is", "[style]") {
    for (const char* one : {"A() = default;",
                            "explicit A(int x) : x_(x), y_{x} {\n}",
                            "~A();",
                            "A(const A&) = delete;",
                            "A() : x_{3} { f({1}); }",
                            "explicit(true) A(int x);",
                            "void f(int a = 3, B b = {});",
                            "static int f() { return 1; }",
                            "int f() const { if (x) { g(); } return 2; }",
                            "bool operator==(const A&) const = default;",
                            "bool operator<(const A& b) const;",
                            "void operator()(int x);",
                            "operator bool() const;",
                            "A& operator=(A&&) = default;",
                            "virtual std::vector<int> f(std::function<int()> g) = 0;",
                            "template <class T, size_t n = 3>\nvoid f(T (&t)[n]) {}",
                            "auto f() const -> std::map<int, int> {\n    return {};\n}",
                            "[[nodiscard]] double f() const;\nint x_ = g(2);",
                            "public:\n void f();\n\nprivate:\n",
                            "void f() {};\nint x = 0;",
                            "int f(); // int g();"}) {
        CAPTURE(one);
        CHECK(functions_of(one) == 1);
    }
    CHECK(functions_of("void f();\nvoid f(int x) {}\nA();\n") == 3);
    for (const char* none : {"",
                             "int x;",
                             "int x = f(3);",
                             "int x{f(3)};",
                             "std::function<void(int)> f;",
                             "void (*f)(int);",
                             "int a = 0, b = 1;",
                             "alignas(64) int x;",
                             "decltype(f()) x;",
                             "std::array<int, 3> a = {f(1), 2};",
                             "std::function<int()> f = [] { return g(); };",
                             "using F = int(int);",
                             "friend bool operator==(A a, A b) { return f(a, b); }",
                             "friend void f(A);",
                             "enum class E { a, b };",
                             "struct B {\n    void f();\n};",
                             "struct B {\n    void f() {}\n} b;",
                             "static_assert(sizeof(int) == 4);",
                             "uint8_t x : 3;",
                             "template <class T>\nstruct B {\n    void f();\n};"}) {
        CAPTURE(none);
        CHECK(functions_of(none) == 0);
    }
}

TEST_CASE("the rule about classes notices what it is for", "[style]") {
    const auto wrong = [](const std::string& members, const char* path = "sim/a.hpp") {
        return large_classes(source_of(path, "\nclass A {\n" + members + "};\n"));
    };
    CHECK(wrong(times(250, "    int x;\n")).empty());
    CHECK(wrong(times(251, "    int x;\n")) ==
          Offences{"sim/a.hpp:2: error: A has 251 lines, over 250"});
    CHECK(wrong(times(25, "    void f();\n")).empty());
    CHECK(wrong(times(26, "    void f();\n")) ==
          Offences{"sim/a.hpp:2: error: A has 26 member functions, over 25"});
    CHECK(wrong(times(26, "    void f();\n"), "docs/a.md").empty());
}

TEST_CASE("no class has more than 250 lines or 25 member functions", "[style]") {
    size_t classes = 0;
    for (const Source& source : all_sources()) {
        if (source.is_code()) classes += classes_in(source).size();
    }
    CHECK(classes > 500);
    check_none(everywhere(large_classes));
}

}  // namespace mdisim
