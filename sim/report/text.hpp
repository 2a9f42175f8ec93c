// Text in columns on a terminal. Columns count letters, not bytes.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <string>

#include "sim/describe/letters.hpp"

namespace mdisim {

// A name with blanks in place of underscores.
inline std::string words_of(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

inline std::string fixed(double x, int digits) {
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", digits, x);
    return text;
}

// A number with few digits, and with all those before its point; "-" if nothing was measured.
inline std::string short_number(double x, int digits = 4) {
    if (std::isnan(x)) return "-";
    char text[40];
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    constexpr double longest = 1e12;
    const bool whole = std::abs(x) >= 1 && std::abs(x) < longest;
    return whole && std::string(text).find('e') != std::string::npos ? fixed(x, 0) : text;
}

// Breaks words into lines of at most `width` letters; a longer word has a line of its own. The
// first line begins with `head`, the others with `indent` blanks.
inline std::string wrapped(const std::string& head, const std::string& text, size_t indent,
                           size_t width) {
    std::string out = head;
    size_t begin = letters(head);
    size_t column = begin;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find_first_of(" \n", at), text.size());
        const std::string word = text.substr(at, end - at);
        if (column > begin && column + 1 + letters(word) > width) {
            out += "\n" + std::string(indent, ' ');
            begin = column = indent;
        } else if (column > begin) {
            out += ' ';
            ++column;
        }
        out += word;
        column += letters(word);
        at = end + 1;
    }
    return out;
}

// Breaks words into lines below one another, the first after a heading.
inline std::string paragraph(const std::string& heading, const std::string& text,
                             size_t width = 80) {
    const std::string head = "  " + heading;
    return wrapped(head, text, letters(head), width) + "\n";
}

// The layout of a line. begin: the position of its first letter; column: the position of what
// follows its first gap of two blanks, npos if there is none.
struct LineLayout {
    size_t begin;
    size_t column;

    explicit LineLayout(const std::string& line)
        : begin(std::min(line.find_first_not_of(' '), line.size())),
          column(line.find("  ", begin)) {
        if (column != std::string::npos) column = line.find_first_not_of(' ', column);
    }
    bool has_column() const { return column != std::string::npos; }
};

// Breaks lines that are longer than `width` between words. The rest of a line goes below its
// column, so that columns stay columns. In a line without a column, the rest goes below its first
// letter, or `hang` further in, and the following lines of its paragraph are filled up with it.
inline std::string folded(const std::string& text, size_t width, size_t hang = 0) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const auto next_line = [&] {
            const size_t end = std::min(text.find('\n', at), text.size());
            return text.substr(at, end - at);
        };
        std::string line = next_line();
        at += line.size() + 1;
        const LineLayout layout(line);
        if (letters(line) > width) {
            const bool columns = layout.has_column() && 2 * layout.column <= width;
            const size_t from = columns ? layout.column : layout.begin;
            std::string rest = line.substr(from);
            while (!columns && at < text.size()) {
                const std::string next = next_line();
                const LineLayout like(next);
                if (next.empty() || like.begin != layout.begin || like.has_column()) break;
                rest += " " + next.substr(like.begin);
                at += next.size() + 1;
            }
            line = wrapped(line.substr(0, from), rest, from + (columns ? 0 : hang), width);
        }
        out += line + (at <= text.size() ? "\n" : "");
    }
    return out;
}

// Text that is cut between words, with a mark, if it is longer than `width`.
inline std::string shortened(const std::string& text, size_t width) {
    if (letters(text) <= width) return text;
    size_t end = 0;
    for (size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        if (letters(text.substr(0, at)) + 2 > width) break;
        end = at;
    }
    return end == 0 ? left(text, width) : text.substr(0, end) + " …";
}

// The first sentence of a text, on one line. It also ends before an empty or indented line, and
// after a line that ends with a colon. It does not end at abbreviations such as "Sec. 4".
inline std::string first_sentence(const std::string& text) {
    std::string line;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (end == at || (text[at] == ' ' && !line.empty())) break;
        line += (line.empty() ? "" : " ") + text.substr(at, end - at);
        if (line.ends_with(':')) break;
        at = end + 1;
    }
    constexpr const char* abbreviations[] = {"Sec", "Fig", "Tab", "e.g", "i.e", "vs", "al"};
    for (size_t stop = line.find(". "); stop != std::string::npos;
         stop = line.find(". ", stop + 1)) {
        const std::string before = line.substr(0, stop);
        const std::string last = before.substr(before.find_last_of(" (") + 1);
        const bool ends = std::none_of(std::begin(abbreviations), std::end(abbreviations),
                                       [&](const char* word) { return last == word; });
        if (ends) return before + ".";
    }
    return line;
}

}  // namespace mdisim
