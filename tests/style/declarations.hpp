// What a file declares outside of function bodies, found among its tokens. For code as clang-format
// leaves it; templates and requires-clauses are read, macros are not.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/style/tokens.hpp"

namespace mdisim::testing {

enum class Declares { type, forward, function, variable, enumerator };

struct Declaration {
    std::string name;
    Declares what = Declares::type;
    bool of_class = false;  // it stands within a class or an enum, or "A::" stands before it
    size_t token = 0;       // the index of its name
};

// The tokens of a file and its declarations, in order. A definition is a declaration; an operator,
// a friend and a destructor are none here.
class DeclarationFinder {
  public:
    explicit DeclarationFinder(const Source& source) : tokens_(source) {
        read(0, tokens_.size(), Within::a_namespace);
    }

    const TokenList& tokens() const { return tokens_; }
    const std::vector<Declaration>& declarations() const { return declarations_; }
    // The names of the namespaces that it opens.
    const std::vector<std::string>& namespaces() const { return namespaces_; }

  private:
    enum class Within { a_namespace, a_class };

    bool is(size_t i, std::initializer_list<std::string_view> texts) const {
        return tokens_.is(i, texts);
    }
    bool is_word(size_t i) const { return tokens_.is_word(i); }

    void add(size_t name, Declares what, Within within) {
        const bool qualified = name > 0 && is(name - 1, {"::"});
        declarations_.push_back(
            {tokens_[name].text, what, within == Within::a_class || qualified, name});
    }

    void read(size_t i, size_t end, Within within) {
        while (i < end) i = std::max(i + 1, behind_statement(i, end, within));
    }

    // The index behind the next ";" outside of brackets, from i on.
    size_t behind_semicolon(size_t i, size_t end) const {
        for (; i < end; ++i) {
            if (is(i, {";"})) return i + 1;
            if (is(i, {"(", "[", "{"})) i = tokens_.partner(i);
        }
        return end;
    }

    // The index behind the template arguments that open at i.
    size_t behind_angles(size_t i, size_t end) const {
        size_t depth = 0;
        for (; i < end; ++i) {
            if (is(i, {"<"})) ++depth;
            if (is(i, {">"}) && !is(i - 1, {"-"}) && --depth == 0) return i + 1;
            if (is(i, {"(", "[", "{"})) i = tokens_.partner(i);
        }
        return end;
    }

    // The index behind the condition whose "requires" stands at i: terms joined by && and ||.
    size_t behind_requires(size_t i, size_t end) const {
        do {
            ++i;
            while (is(i, {"!", "&", "|"})) ++i;
            if (is(i, {"requires"})) {
                ++i;
                if (is(i, {"("})) i = tokens_.partner(i) + 1;
                i = tokens_.partner(i) + 1;
            } else if (is(i, {"("})) {
                i = tokens_.partner(i) + 1;
            } else {
                while (is(i + 1, {"::"})) i += 2;
                ++i;
                if (is(i, {"<"})) i = behind_angles(i, end);
            }
        } while (i < end && is(i, {"&", "|"}));
        return i;
    }

    size_t behind_statement(size_t i, size_t end, Within within) {
        if (is(i, {"public", "private", "protected"}) && is(i + 1, {":"})) return i + 2;
        while (is(i, {"["})) i = tokens_.partner(i) + 1;  // attributes
        while (is(i, {"template", "requires"})) {
            i = is(i, {"template"}) ? behind_angles(i + 1, end) : behind_requires(i, end);
        }
        if (is(i, {"namespace"})) return behind_namespace(i + 1, end);
        if (is(i, {"inline"}) && is(i + 1, {"namespace"})) return behind_namespace(i + 2, end);
        if (is(i, {"using", "concept"})) {
            const bool named = is(i + 2, {"="});
            if (named) add(i + 1, Declares::type, within);
            return behind_semicolon(i, end);
        }
        if (is(i, {"friend", "static_assert", "typedef"})) {
            while (i < end && !is(i, {";", "{"})) i = is(i, {"("}) ? tokens_.partner(i) + 1 : i + 1;
            return is(i, {"{"}) ? tokens_.partner(i) + 1 : i + 1;
        }
        if (is(i, {"class", "struct", "union", "enum"})) return behind_type(i, end, within);
        return behind_function_or_variable(i, end, within);
    }

    size_t behind_namespace(size_t i, size_t end) {
        for (; i < end && !is(i, {"{"}); ++i) {
            if (is(i, {";", "="})) return behind_semicolon(i, end);
            if (is_word(i)) namespaces_.push_back(tokens_[i].text);
        }
        read(i + 1, std::min(end, tokens_.partner(i)), Within::a_namespace);
        return tokens_.partner(i) + 1;
    }

    size_t behind_type(size_t i, size_t end, Within within) {
        const bool enumeration = is(i, {"enum"});
        for (++i; is(i, {"class", "struct", "[", "alignas", "("}); ++i) {
            if (is(i, {"[", "("})) i = tokens_.partner(i);
        }
        size_t name = i;
        while (is(name + 1, {"::"})) name += 2;
        while (i < end && !is(i, {"{", ";"})) i = is(i, {"("}) ? tokens_.partner(i) + 1 : i + 1;
        if (is_word(name)) add(name, is(i, {"{"}) ? Declares::type : Declares::forward, within);
        if (!is(i, {"{"})) return i + 1;
        if (enumeration) {
            add_enumerators(i);
        } else {
            read(i + 1, std::min(end, tokens_.partner(i)), Within::a_class);
        }
        return behind_semicolon(tokens_.partner(i), end);
    }

    void add_enumerators(size_t open) {
        for (size_t i = open + 1; i < tokens_.partner(open); ++i) {
            if (is_word(i) && is(i - 1, {"{", ","})) add(i, Declares::enumerator, Within::a_class);
            if (is(i, {"(", "{"})) i = tokens_.partner(i);
        }
    }

    // As in classes.hpp: a function has parentheses outside of template arguments, before any "=".
    size_t behind_function_or_variable(size_t i, size_t end, Within within) {
        size_t name = end;
        bool called = false;
        bool initialises = false;
        for (; i < end; ++i) {
            if (is(i, {";"})) break;
            if (is(i, {"operator"})) {
                called = true;
                name = end;
                while (i + 1 < end && !is(i + 1, {"("})) ++i;
                if (is(i + 2, {")"}) && is(i + 3, {"("})) i += 2;
            } else if (!called && is(i, {"<"})) {
                i = behind_angles(i, end) - 1;
            } else if (!called && is(i, {"="})) {
                break;
            } else if (called && is(i, {":"})) {
                initialises = true;
            } else if (!called && is(i, {"("}) && is(i - 1, {"alignas", "decltype", "explicit"})) {
                i = tokens_.partner(i);
            } else if (!called && is(i, {"("})) {
                called = true;
                name = is(i + 1, {"*"}) || is(i - 2, {"~"}) ? end : i - 1;
                i = tokens_.partner(i);
            } else if (is(i, {"(", "["})) {
                i = tokens_.partner(i);
            } else if (is(i, {"{"})) {
                const bool body = called && (!initialises || is(i - 1, {")", "}"}));
                if (body) break;
                i = tokens_.partner(i);
            } else if (!called && is_word(i)) {
                name = i;
            }
        }
        if (name < end && is_word(name)) {
            add(name, called ? Declares::function : Declares::variable, within);
        }
        return is(i, {"{"}) ? tokens_.partner(i) + 1 : behind_semicolon(i, end);
    }

    TokenList tokens_;
    std::vector<Declaration> declarations_;
    std::vector<std::string> namespaces_;
};

}  // namespace mdisim::testing
