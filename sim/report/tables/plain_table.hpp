// A table that is written for people on a terminal, for a spreadsheet, or into a paper.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

enum class TableFormat { table, csv, markdown, latex, json };
const std::vector<std::string>& names_of(Tag<TableFormat>);

enum class PlainKind { words, number, interval };

struct PlainColumn {
    std::string key;    // in CSV and JSON
    std::string title;  // for people
    PlainKind kind = PlainKind::words;
    double scale = 1;        // from the number in CSV and JSON to the one that people read
    int digits = 2;          // after the decimal point, at least
    bool is_signed = false;  // whether numbers above 0 are written with "+"
};

struct PlainCell {
    std::string words{};            // of a number, how it is written, unless its value says so
    Interval value{nan, nan, nan};  // of a number, the mean alone; not-a-number is a gap
};

// Every row has a cell for each column.
struct PlainTable {
    std::string title{};
    std::vector<PlainColumn> columns{};
    std::vector<std::vector<PlainCell>> rows{};
    std::vector<std::string> notes{};  // sentences below it; none in CSV
    // Whether the first column heads groups of rows on a terminal, where it differs from the row
    // before.
    bool grouped = false;
};

// The number with two digits of its interval and so many of its own, as people read it.
std::string shown_number(const PlainColumn& column, const Interval& value);

// Text with the characters escaped that mean something to LaTeX.
std::string in_latex(const std::string& text);

// The text of a table in a format. On a terminal it has at most `width` columns: long words are cut
// first, then intervals, shorter words and the last numbers are left out. In CSV an interval is
// three columns: KEY, KEY_low and KEY_high. LaTeX needs the package booktabs.
std::string written(const PlainTable& table, TableFormat format, size_t width = 80);

}  // namespace mdisim
