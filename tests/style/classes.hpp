// The classes of a file, found by their braces, with what they measure. For code as clang-format
// leaves it; templates are read, macros are not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/style/source.hpp"
#include "tests/style/tokens.hpp"

namespace mdisim::testing {

struct ClassSize {
    std::string name;
    size_t line = 0;       // of the brace that opens it, from 0
    size_t lines = 0;      // between its braces
    size_t functions = 0;  // declared between its braces: constructors, operators, each overload
};

// Finds classes among tokens. A member is a function if it has parentheses outside of template
// arguments and before any "=", and is neither a friend, nor a type, nor a pointer to a function.
class ClassFinder {
  public:
    explicit ClassFinder(const Source& source) : tokens_(source) {}

    std::vector<ClassSize> classes() const {
        std::vector<ClassSize> found;
        for (size_t i = 0; i < tokens_.size(); ++i) {
            const size_t open = brace_of_class(i);
            if (open == 0) continue;
            const size_t first = tokens_[open].line;
            const size_t last = tokens_[tokens_.partner(open)].line;
            found.push_back({name_of(i, open), first, last > first ? last - first - 1 : 0,
                             functions_within(open)});
        }
        return found;
    }

  private:
    struct Member {
        bool is_function;
        size_t end;  // the index behind it
    };

    bool is(size_t i, std::initializer_list<std::string_view> texts) const {
        return tokens_.is(i, texts);
    }

    // The brace that opens the class whose keyword stands at i; 0 where none is defined there.
    size_t brace_of_class(size_t i) const {
        if (!is(i, {"class", "struct", "union"})) return 0;
        if (i > 0 && is(i - 1, {"enum", "<", ","})) return 0;  // <class T, class U>
        for (size_t at = i + 1; at < tokens_.size(); ++at) {
            if (is(at, {"{"})) return at;
            const bool attribute = is(at, {"["}) || (is(at, {"("}) && is(at - 1, {"alignas"}));
            if (attribute) {
                at = tokens_.partner(at);
            } else if (is(at, {";", "=", "(", ")"})) {
                return 0;
            }
        }
        return 0;
    }

    std::string name_of(size_t keyword, size_t open) const {
        std::string name;
        for (size_t at = keyword + 1; at < open && !is(at, {":", "<", "final"}); ++at) {
            const bool attribute = is(at, {"[", "("});
            if (attribute) at = tokens_.partner(at);
            if (!attribute && !is(at, {"alignas"})) name += tokens_[at].text;
        }
        return name;
    }

    size_t functions_within(size_t open) const {
        size_t functions = 0;
        for (size_t at = open + 1; at < tokens_.partner(open);) {
            const Member member = member_at(at, tokens_.partner(open));
            functions += member.is_function;
            at = member.end;
        }
        return functions;
    }

    Member member_at(size_t i, size_t end) const {
        bool called = false;       // it has parameters
        bool assigned = false;     // it has a value
        bool other = false;        // it is a friend or a type
        bool initialises = false;  // it is a constructor with a list of initialisers
        size_t angles = 0;
        for (; i < end; ++i) {
            if (is(i, {";"})) return {called && !other, i + 1};
            if (is(i, {"public", "private", "protected"}) && is(i + 1, {":"}))
                return {false, i + 2};
            other |= is(i, {"friend", "using", "typedef", "static_assert", "enum"}) ||
                     brace_of_class(i) != 0;
            if (is(i, {"operator"})) {
                called = true;
                while (i + 1 < end && !is(i + 1, {"("})) ++i;
                if (is(i + 2, {")"}) && is(i + 3, {"("})) i += 2;  // operator()(...)
            } else if (!called && !assigned && is(i, {"<"})) {
                ++angles;
            } else if (!called && angles > 0 && is(i, {">"})) {
                --angles;
            } else if (!called && angles == 0 && is(i, {"="})) {
                assigned = true;
            } else if (called && is(i, {":"})) {
                initialises = true;
            } else if (is(i, {"(", "["})) {
                const bool pointer = is(i, {"("}) && is(i + 1, {"*"});  // void (*f)(int)
                const bool parameters = is(i, {"("}) && angles == 0 && !assigned &&
                                        !is(i - 1, {"alignas", "decltype", "explicit"});
                other |= pointer && !called;
                called |= parameters;
                i = tokens_.partner(i);
            } else if (is(i, {"{"})) {
                const bool body = called && (!initialises || is(i - 1, {")", "}"}));
                i = tokens_.partner(i);
                if (body) return {!other, i + 1};
            }
        }
        return {called && !other, end};
    }

    TokenList tokens_;
};

inline std::vector<ClassSize> classes_in(const Source& source) {
    return ClassFinder(source).classes();
}

}  // namespace mdisim::testing
