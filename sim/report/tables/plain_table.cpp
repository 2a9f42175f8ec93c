#include "sim/report/tables/plain_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/files.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/markdown.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

constexpr int most_digits_shown = 6;

// The digits behind the point that show two figures of a number's interval.
int digits_to_write(const PlainColumn& column, const Interval& value) {
    const double half = value.half_width() * column.scale;
    if (column.kind != PlainKind::interval || !std::isfinite(half) || !(half > 0))
        return column.digits;
    int digits = column.digits;
    double shown = half;
    for (int i = 0; i < digits; ++i) shown *= 10;
    constexpr double two_figures = 9.5;
    for (; shown < two_figures && digits < most_digits_shown; shown *= 10) ++digits;
    return digits;
}

std::string signed_text(const PlainColumn& column, double x, int digits) {
    return (column.is_signed && x > 0 ? "+" : "") + fixed(x * column.scale, digits);
}

std::string shown_cell(const PlainColumn& column, const PlainCell& cell) {
    const bool worded = column.kind == PlainKind::words || !cell.words.empty();
    return worded ? cell.words : shown_number(column, cell.value);
}

std::string as_csv(const PlainTable& table) {
    std::string out;
    const auto add = [&](const std::string& field) {
        out += (out.empty() || out.back() == '\n' ? "" : ",") + field;
    };
    for (const PlainColumn& column : table.columns) {
        add(quoted(column.key));
        if (column.kind != PlainKind::interval) continue;
        add(quoted(column.key + "_low"));
        add(quoted(column.key + "_high"));
    }
    out += '\n';
    for (const std::vector<PlainCell>& row : table.rows) {
        for (size_t c = 0; c < row.size(); ++c) {
            const PlainKind kind = table.columns[c].kind;
            const bool worded = kind == PlainKind::words || !row[c].words.empty();
            add(worded ? quoted(row[c].words) : number_text(row[c].value.mean));
            if (kind != PlainKind::interval) continue;
            add(number_text(row[c].value.low));
            add(number_text(row[c].value.high));
        }
        out += '\n';
    }
    return out;
}

std::string as_markdown(const PlainTable& table) {
    std::string out = table.title.empty() ? "" : "### " + table.title + "\n\n";
    std::string rule = "|";
    out += "|";
    for (const PlainColumn& column : table.columns) {
        out += " " + markdown_cell(column.title) + " |";
        rule += column.kind == PlainKind::words ? "---|" : "--:|";
    }
    out += "\n" + rule + "\n";
    for (const std::vector<PlainCell>& row : table.rows) {
        out += "|";
        for (size_t c = 0; c < row.size(); ++c)
            out += " " + markdown_cell(shown_cell(table.columns[c], row[c])) + " |";
        out += "\n";
    }
    for (const std::string& note : table.notes) out += "\n" + note + "\n";
    return out;
}

std::string as_latex(const PlainTable& table) {
    std::string columns;
    std::string head;
    for (const PlainColumn& column : table.columns) {
        columns += column.kind == PlainKind::words ? "l" : "r";
        head += (head.empty() ? "" : " & ") + in_latex(column.title);
    }
    std::string out = "% needs \\usepackage{booktabs}\n";
    if (!table.title.empty()) out += "% " + table.title + "\n";
    for (const std::string& note : table.notes) out += "% " + note + "\n";
    out += "\\begin{tabular}{" + columns + "}\n\\toprule\n" + head + " \\\\\n\\midrule\n";
    for (const std::vector<PlainCell>& row : table.rows) {
        for (size_t c = 0; c < row.size(); ++c) {
            std::string text = in_latex(shown_cell(table.columns[c], row[c]));
            if (text == "-") {
                text = "--";
            } else if (table.columns[c].kind != PlainKind::words && text.starts_with('-')) {
                text = "$-$" + text.substr(1);
            }
            out += (c == 0 ? "" : " & ") + text;
        }
        out += " \\\\\n";
    }
    return out + "\\bottomrule\n\\end{tabular}\n";
}

// A number that is written without a point is a whole one.
Node number_in_json(const PlainCell& cell) {
    const bool whole =
        !cell.words.empty() && cell.words.find_first_not_of("-0123456789") == std::string::npos;
    return whole ? Node(static_cast<int64_t>(cell.value.mean)) : Node(cell.value.mean);
}

std::string as_json(const PlainTable& table) {
    Node rows = Node::list();
    for (const std::vector<PlainCell>& row : table.rows) {
        Node one = Node::object();
        for (size_t c = 0; c < row.size(); ++c) {
            const PlainColumn& column = table.columns[c];
            if (column.kind == PlainKind::words) {
                one.set(column.key, Node(row[c].words));
            } else if (column.kind == PlainKind::number) {
                one.set(column.key, number_in_json(row[c]));
            } else {
                Node& value = one.set(column.key, Node::object());
                value.set("mean", Node(row[c].value.mean));
                value.set("low", Node(row[c].value.low));
                value.set("high", Node(row[c].value.high));
            }
        }
        rows.append(std::move(one));
    }
    Node notes = Node::list();
    for (const std::string& note : table.notes) notes.append(Node(note));
    Node document = Node::object();
    document.set("title", Node(table.title));
    document.set("rows", std::move(rows));
    document.set("notes", std::move(notes));
    return dump(document, 1) + "\n";
}

// On a terminal. The widest columns of words are cut where the table is too wide, but not to fewer
// letters than `shortest`.
class TerminalTable {
  public:
    TerminalTable(const PlainTable& table, size_t width, size_t shortest)
        : table_(table), most_(width) {
        for (const PlainColumn& column : table.columns) {
            titles_.push_back(column.title);
            widths_.push_back(letters(column.title));
        }
        for (const std::vector<PlainCell>& row : table.rows) {
            texts_.emplace_back();
            for (size_t c = 0; c < row.size(); ++c) {
                texts_.back().push_back(shown_cell(table.columns[c], row[c]));
                widths_[c] = std::max(widths_[c], letters(texts_.back()[c]));
            }
        }
        while (this->width() > width && cut_widest_words(shortest)) {
        }
    }

    size_t width() const {
        size_t used = 0;
        for (size_t c = first(); c < widths_.size(); ++c)
            used += widths_[c] + (c == first() ? 0 : gap);
        return used;
    }
    // The widest column of intervals; the number of columns if there is none.
    size_t widest_interval() const {
        size_t widest = widths_.size();
        for (size_t c = first(); c < widths_.size(); ++c) {
            if (table_.columns[c].kind != PlainKind::interval) continue;
            if (widest == widths_.size() || widths_[c] > widths_[widest]) widest = c;
        }
        return widest;
    }

    std::string text() const {
        std::string out = table_.rows.empty() ? "" : line(titles_) + "\n";
        for (size_t r = 0; r < texts_.size(); ++r) {
            const bool heads = table_.grouped && !texts_[r].empty() && !texts_[r][0].empty() &&
                               (r == 0 || texts_[r][0] != texts_[r - 1][0]);
            if (heads) out += wrapped("", texts_[r][0], 2, most_) + "\n";
            out += line(texts_[r]) + "\n";
        }
        return out;
    }

  private:
    size_t first() const { return table_.grouped ? 1 : 0; }
    static constexpr size_t gap = 2;

    // Takes a letter from the widest column of words. Returns whether there is one to take.
    bool cut_widest_words(size_t shortest) {
        size_t widest = widths_.size();
        for (size_t c = first(); c < widths_.size(); ++c) {
            if (table_.columns[c].kind != PlainKind::words || widths_[c] <= shortest) continue;
            if (widest == widths_.size() || widths_[c] > widths_[widest]) widest = c;
        }
        if (widest == widths_.size()) return false;
        --widths_[widest];
        return true;
    }

    std::string line(const std::vector<std::string>& cells) const {
        std::string out;
        for (size_t c = first(); c < cells.size(); ++c) {
            if (c > first()) out += std::string(gap, ' ');
            out += table_.columns[c].kind == PlainKind::words ? left(cells[c], widths_[c])
                                                              : right(cells[c], widths_[c]);
        }
        out.erase(out.find_last_not_of(' ') + 1);
        return out;
    }

    const PlainTable& table_;
    size_t most_;  // columns of the terminal
    std::vector<std::string> titles_;
    std::vector<std::vector<std::string>> texts_;
    std::vector<size_t> widths_;
};

// Leaves out the last column of numbers, if there are several. Returns its title, or nothing.
std::string without_last_number(PlainTable& table) {
    size_t numbers = 0;
    size_t last = 0;
    for (size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].kind == PlainKind::words) continue;
        ++numbers;
        last = c;
    }
    if (numbers < 2) return "";
    std::string title = table.columns[last].title;
    const auto at = static_cast<std::ptrdiff_t>(last);
    table.columns.erase(table.columns.begin() + at);
    for (std::vector<PlainCell>& row : table.rows) row.erase(row.begin() + at);
    return title;
}

// What does not fit is left out: of the widest columns the intervals, and then the last columns.
std::string for_terminal(PlainTable table, size_t width) {
    constexpr size_t readable = 20;  // letters of words, before intervals are left out
    constexpr size_t shortest = 8;   // before numbers are
    std::vector<std::string> columns;
    std::vector<std::string> intervals;
    size_t letters_kept = readable;
    for (;;) {
        const TerminalTable drawn(table, width, letters_kept);
        if (drawn.width() <= width) break;
        const size_t widest = drawn.widest_interval();
        if (widest < table.columns.size()) {
            table.columns[widest].kind = PlainKind::number;
            intervals.push_back(table.columns[widest].title);
        } else if (letters_kept == readable) {
            letters_kept = shortest;
        } else if (const std::string title = without_last_number(table); !title.empty()) {
            columns.push_back(title);
            std::erase(intervals, title);
        } else {
            letters_kept = 1;
            break;
        }
    }
    if (!intervals.empty()) columns.push_back("intervals of " + joined(intervals));
    if (!columns.empty())
        table.notes.push_back("too wide for this table, see --format csv: " + joined(columns));
    std::string out = table.title.empty() ? "" : wrapped("", table.title, 2, width) + "\n";
    out += TerminalTable(table, width, letters_kept).text();
    for (const std::string& note : table.notes) out += wrapped("", note, 2, width) + "\n";
    return out;
}

}  // namespace

const std::vector<std::string>& names_of(Tag<TableFormat>) {
    static const std::vector<std::string> names = {"table", "csv", "markdown", "latex", "json"};
    return names;
}

std::string in_latex(const std::string& text) {
    static const std::map<std::string, std::string> written = {{"%", "\\%"},
                                                               {"&", "\\&"},
                                                               {"_", "\\_"},
                                                               {"#", "\\#"},
                                                               {"$", "\\$"},
                                                               {"{", "\\{"},
                                                               {"}", "\\}"},
                                                               {"\\", "\\textbackslash{}"},
                                                               {"~", "\\textasciitilde{}"},
                                                               {"^", "\\textasciicircum{}"},
                                                               {"±", "$\\pm$"},
                                                               {"≤", "$\\leq$"},
                                                               {"µ", "$\\mu$"},
                                                               {"<", "$<$"},
                                                               {">", "$>$"}};
    std::string out;
    for (size_t at = 0; at < text.size();) {
        size_t length = 1;
        while (at + length < text.size() && (text[at + length] & 0xC0) == 0x80) ++length;
        const std::string letter = text.substr(at, length);
        const auto found = written.find(letter);
        out += found == written.end() ? letter : found->second;
        at += length;
    }
    return out;
}

std::string shown_number(const PlainColumn& column, const Interval& value) {
    if (std::isnan(value.mean)) return "-";
    const int digits = digits_to_write(column, value);
    const std::string mean = signed_text(column, value.mean, digits);
    if (column.kind == PlainKind::number) return mean;
    const auto number = [&](double x) { return fixed(x * column.scale, digits); };
    const std::string spread = spread_text(value, number);
    return spread.empty() ? mean : mean + " " + spread;
}

std::string written(const PlainTable& table, TableFormat format, size_t width) {
    switch (format) {
        case TableFormat::table:
            return for_terminal(table, width);
        case TableFormat::csv:
            return as_csv(table);
        case TableFormat::markdown:
            return as_markdown(table);
        case TableFormat::latex:
            return as_latex(table);
        case TableFormat::json:
            return as_json(table);
    }
    return "";
}

}  // namespace mdisim
