// The classes of a file, found by their braces, with what they measure. For code as clang-format
// leaves it; templates are read, macros are not.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/style/source.hpp"

namespace mdisim::testing {

struct ClassSize {
    std::string name;
    size_t line = 0;       // of the brace that opens it, from 0
    size_t lines = 0;      // between its braces
    size_t functions = 0;  // declared between its braces: constructors, operators, each overload
};

// A word, "::", or one other character. Comments, preprocessor lines and the inside of literals
// are no tokens; a literal is the token of its quote.
struct Token {
    std::string text;
    size_t line;  // from 0
};

inline bool is_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The index behind the literal that begins at `text[at]`, a quote. A raw one is known by its R.
inline size_t end_of_literal(const std::string& text, size_t at) {
    if (text[at] == '"' && at > 0 && text[at - 1] == 'R') {
        const size_t open = text.find('(', at);
        const std::string end = ")" + text.substr(at + 1, open - at - 1) + "\"";
        return std::min(text.find(end, open), text.size() - end.size()) + end.size();
    }
    size_t end = at + 1;
    while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
    return end + 1;
}

inline std::vector<Token> tokens_of(const Source& source) {
    std::string text;
    for (const std::string& line : source.lines) {
        const size_t first = line.find_first_not_of(' ');
        text += first != std::string::npos && line[first] == '#' ? "\n" : line + "\n";
    }
    std::vector<Token> tokens;
    size_t line = 0;
    for (size_t i = 0; i < text.size();) {
        size_t end = i + 1;
        const bool comment = text.compare(i, 2, "//") == 0;
        if (comment) {
            end = text.find('\n', i);
        } else if (text.compare(i, 2, "/*") == 0) {
            end = std::min(text.find("*/", i), text.size() - 2) + 2;
        } else if (text[i] == '"' || text[i] == '\'') {
            end = std::min(end_of_literal(text, i), text.size());
            tokens.push_back({text.substr(i, 1), line});
        } else if (is_of_word(text[i])) {
            // A quote within a number stands between its digits.
            const bool number = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
            while (is_of_word(text[end]) || (number && text[end] == '\'')) ++end;
            tokens.push_back({text.substr(i, end - i), line});
        } else if (text.compare(i, 2, "::") == 0) {
            end = i + 2;
            tokens.push_back({"::", line});
        } else if (text[i] != ' ' && text[i] != '\n') {
            tokens.push_back({text.substr(i, 1), line});
        }
        line +=
            static_cast<size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                           text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        i = end;
    }
    return tokens;
}

// Finds classes among tokens. A member is a function if it has parentheses outside of template
// arguments and before any "=", and is neither a friend, nor a type, nor a pointer to a function.
class ClassFinder {
  public:
    explicit ClassFinder(std::vector<Token> tokens)
        : tokens_(std::move(tokens)), partner_(tokens_.size()) {
        std::vector<size_t> open;
        for (size_t i = 0; i < tokens_.size(); ++i) {
            if (is(i, {"(", "[", "{"})) open.push_back(i);
            if (!is(i, {")", "]", "}"}) || open.empty()) continue;
            partner_[open.back()] = i;
            open.pop_back();
        }
        for (size_t left : open) partner_[left] = tokens_.size() - 1;
    }

    std::vector<ClassSize> classes() const {
        std::vector<ClassSize> found;
        for (size_t i = 0; i < tokens_.size(); ++i) {
            const size_t open = brace_of_class(i);
            if (open == 0) continue;
            const size_t first = tokens_[open].line;
            const size_t last = tokens_[partner_[open]].line;
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
        return i < tokens_.size() &&
               std::find(texts.begin(), texts.end(), tokens_[i].text) != texts.end();
    }

    // The brace that opens the class whose keyword stands at i; 0 where none is defined there.
    size_t brace_of_class(size_t i) const {
        if (!is(i, {"class", "struct", "union"})) return 0;
        if (i > 0 && is(i - 1, {"enum", "<", ","})) return 0;  // <class T, class U>
        for (size_t at = i + 1; at < tokens_.size(); ++at) {
            if (is(at, {"{"})) return at;
            const bool attribute = is(at, {"["}) || (is(at, {"("}) && is(at - 1, {"alignas"}));
            if (attribute) {
                at = partner_[at];
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
            if (attribute) at = partner_[at];
            if (!attribute && !is(at, {"alignas"})) name += tokens_[at].text;
        }
        return name;
    }

    size_t functions_within(size_t open) const {
        size_t functions = 0;
        for (size_t at = open + 1; at < partner_[open];) {
            const Member member = member_at(at, partner_[open]);
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
                i = partner_[i];
            } else if (is(i, {"{"})) {
                const bool body = called && (!initialises || is(i - 1, {")", "}"}));
                i = partner_[i];
                if (body) return {!other, i + 1};
            }
        }
        return {called && !other, end};
    }

    std::vector<Token> tokens_;
    std::vector<size_t> partner_;  // of a bracket: the index of the one that closes it
};

inline std::vector<ClassSize> classes_in(const Source& source) {
    return ClassFinder(tokens_of(source)).classes();
}

}  // namespace mdisim::testing
