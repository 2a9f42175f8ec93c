// Tables in text files, read row by row. All recorded data is read through DataTable.
#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {

// The cells of a line that is an object of names and values, as JSON has them.
struct NamedCells {
    struct Cell {
        std::string name;
        std::optional<std::string> text;  // nothing where the object says that there is no value
        size_t column = 1;                // of the value in the line, counted from 1
    };
    std::vector<Cell> cells;
    std::string wrong;  // what is wrong with the line, if anything is
    size_t wrong_column = 1;
};
// Divides a line into cells.
using DivideObject = std::function<void(std::string_view line, NamedCells& cells)>;

// Rows are lines. Cells are divided by commas, semicolons or tabs, whichever the first row has most
// of. A cell that begins with a quote ends with one: separators and line ends between the quotes
// belong to the cell, and a doubled quote stands for one quote. Lines end with LF, CR LF or CR.
// Empty lines, lines that begin with # and a byte order mark of UTF-8 are skipped. Blanks are kept,
// but for those around a name or a value that is asked for.
//
// If the first line begins with a brace, every line is an object of JSON. The names in the first
// one are then the first row, and the rows that follow have the values of these names; a name that
// an object does not have is a cell that its row lacks.
//
// Contract: memory grows with the longest row, which has at most 16 MB, not with the file. Mistakes
// are collected, the first ten with their locations, and thrown all at once. A file, its rows and
// its columns have the limits of limits.hpp. Messages show of a cell only what looks like a name,
// a number or a time, since a table may be any file.
class DataTable {
  public:
    // Called with every byte of the file once, in order.
    using OnBytes = std::function<void(std::string_view)>;

    // Throws UserError if the file cannot be read, or may not be (text_file.hpp). divide: divides
    // objects; without it, a brace is text as any other.
    explicit DataTable(const std::string& file, OnBytes on_bytes = {}, DivideObject divide = {});

    // Moves to the first row, then to the next one. Returns false if there is no further row. A row
    // that cannot be divided into cells is a mistake and is skipped.
    bool next();
    // The cells of the current row. They are valid until next() is called.
    const std::vector<std::string_view>& cells() const { return cells_; }
    // The index of a column, given by its number, counted from 1, or else by its name in the
    // current row, the header. The number comes first because a table without a header may hold it
    // as a value. Notes a mistake if there is no such column.
    std::optional<size_t> column(const std::string& name_or_number);
    // The value that `read` makes from the text of a cell. If there is no such cell, or `read`
    // gives nothing, notes that `expected` was expected.
    template <class Read>
    auto value(size_t column, std::string_view expected, Read read) {
        decltype(read(std::string_view())) value;
        if (has(column)) value = read(without_blanks(cells_[column]));
        if (!value) note_unexpected(column, expected);
        return value;
    }

    // Notes a mistake in the file, in the current row, or in a cell of it.
    void wrong_file(std::string what) { note(file_, std::move(what)); }
    void wrong_row(std::string what) {
        note(file_ + ":" + std::to_string(spans_.front().line), std::move(what));
    }
    void wrong_cell(size_t column, std::string what) {
        note(place_of(spans_[column]), std::move(what));
    }
    // Whether the current row has a cell in this column.
    bool has(size_t column) const {
        return column < cells_.size() && cells_[column].data() != nullptr;
    }
    bool has_mistakes() const { return mistakes_found_ > 0; }
    // Reads to the end of the file, so that OnBytes has seen all bytes.
    void skip_rest();
    // Throws UserError if any mistake was noted.
    void throw_mistakes();

  private:
    // The part of the buffer that is a cell, without its quotes.
    struct Span {
        size_t begin;
        size_t end;
        bool quoted;
        size_t line;
        size_t line_begin;  // in the buffer
    };
    enum class Found { row, nothing, too_little };

    bool read_more();
    void check_start();
    Found scan();
    Found scan_cells();
    Found scan_object();
    void make_named_cells();
    bool scan_cell(Span& cell) const;
    bool end_line(size_t at, size_t line);
    Found give_up(std::string what);
    void make_cells();
    void note(std::string where, std::string what);
    void note_unexpected(size_t column, std::string_view expected);
    std::string place_of(const Span& cell) const;

    std::string file_;
    OnBytes on_bytes_;
    std::ifstream in_;
    std::string buffer_;                 // bytes of the file from the current row on
    size_t at_ = 0;                      // start of the next row in the buffer
    size_t line_ = 1;                    // line of the next row in the file
    bool all_read_ = false;              // whether the buffer ends where the file ends
    char separator_ = '\0';              // none before the first row
    std::array<bool, 256> ends_cell_{};  // by byte: whether a cell without quotes ends before it
    DivideObject divide_;
    bool has_objects_ = false;                           // whether lines are objects
    std::vector<std::string> names_;                     // the first row of a table of objects
    std::map<std::string, size_t, std::less<>> places_;  // of the names in that row
    NamedCells object_;                                  // of the line that was read last
    bool names_are_next_ = false;  // whether the next row is that of the names
    std::vector<Span> spans_;
    std::vector<std::string_view> cells_;
    std::vector<Problem> mistakes_;
    size_t mistakes_found_ = 0;
    size_t most_columns_;
    uint64_t rows_left_;
};

// The cells that look like names of columns or rows.
std::vector<std::string_view> cells_like_names(std::vector<std::string_view> cells);
// A sentence to append to a message about a name that no cell has: suggestion() among these cells.
std::string suggested_cell(std::string_view word, std::vector<std::string_view> cells);
// The text of a cell in quotes, shortened; "a text that is no name" if it does not look like a
// name, a number or a time.
std::string shown_cell(std::string_view cell);

// Whether the current row has more than blanks in this column.
inline bool has_text(const DataTable& table, size_t column) {
    return table.has(column) && !without_blanks(table.cells()[column]).empty();
}

}  // namespace mdisim
