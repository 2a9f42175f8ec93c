// Code as tokens, for rules that have to know where a class or a declaration ends.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tests/style/source.hpp"

namespace mdisim::testing {

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

// The tokens of a file; each bracket knows its partner.
class TokenList {
  public:
    explicit TokenList(const Source& source)
        : tokens_(tokens_of(source)), partner_(tokens_.size()) {
        std::vector<size_t> open;
        for (size_t i = 0; i < tokens_.size(); ++i) {
            if (is(i, {"(", "[", "{"})) open.push_back(i);
            if (!is(i, {")", "]", "}"}) || open.empty()) continue;
            partner_[open.back()] = i;
            open.pop_back();
        }
        for (const size_t left : open) partner_[left] = tokens_.size() - 1;
    }

    size_t size() const { return tokens_.size(); }
    const Token& operator[](size_t i) const { return tokens_[i]; }
    // Whether there is a token i, and it is one of these.
    bool is(size_t i, std::initializer_list<std::string_view> texts) const {
        return i < tokens_.size() &&
               std::find(texts.begin(), texts.end(), tokens_[i].text) != texts.end();
    }
    // Whether there is a token i, and it is a name or a keyword.
    bool is_word(size_t i) const {
        return i < tokens_.size() && is_of_word(tokens_[i].text.front()) &&
               std::isdigit(static_cast<unsigned char>(tokens_[i].text.front())) == 0;
    }
    // The index of the bracket that closes the one at i. Requires an opening bracket there.
    size_t partner(size_t i) const { return partner_[i]; }

  private:
    std::vector<Token> tokens_;
    std::vector<size_t> partner_;
};

}  // namespace mdisim::testing
