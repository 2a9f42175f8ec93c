#include "sim/describe/data_table.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "sim/describe/letters.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

constexpr size_t chunk_bytes = size_t{1} << 16;
constexpr size_t longest_row = size_t{1} << 24;
constexpr size_t most_told = 10;
constexpr auto npos = std::string_view::npos;

// The position of the quote that closes the cell whose text begins at `at`.
size_t closing_quote(std::string_view text, size_t at) {
    for (;;) {
        at = text.find('"', at);
        if (at == npos || at + 1 >= text.size() || text[at + 1] != '"') return at;
        at += 2;
    }
}

// Moves the line of a quoted cell to the line on which the cell ends.
template <class Span>
void count_lines(std::string_view text, Span& cell) {
    const std::string_view inside = text.substr(cell.begin, cell.end - cell.begin);
    cell.line += static_cast<size_t>(std::count(inside.begin(), inside.end(), '\n'));
    const size_t last = inside.rfind('\n');
    if (last != npos) cell.line_begin = cell.begin + last + 1;
}

// The separator of cells: of the known characters, the one that the first line has most of outside
// quotes.
char separator_in(std::string_view text) {
    constexpr std::string_view known = ",;\t";
    size_t counts[known.size()] = {};
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const size_t which = known.find(c); which != npos) ++counts[which];
    }
    return known[static_cast<size_t>(std::max_element(counts, std::end(counts)) - counts)];
}

constexpr size_t longest_shown = 40;

// Whether a text may be a name, a number or a time. Lines of files that are no tables have more
// than one colon or dollar, as those of passwords do, or other signs.
bool looks_like_a_value(std::string_view text) {
    constexpr std::string_view signs = " ._-+/%()@#[]";
    const bool timed = !text.empty() && text.front() >= '0' && text.front() <= '9';
    return std::all_of(text.begin(), text.end(), [&](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
        return letter || (c >= '0' && c <= '9') || signs.find(c) != npos || (timed && c == ':');
    });
}

}  // namespace

std::string shown_cell(std::string_view cell) {
    if (!looks_like_a_value(cell)) return "a text that is no name, no number and no time";
    return "'" + cut(std::string(cell), longest_shown) + "'";
}

std::vector<std::string_view> cells_like_names(std::vector<std::string_view> cells) {
    std::erase_if(cells, [](std::string_view cell) {
        return cell.empty() || cell.size() > 2 * longest_shown || !looks_like_a_value(cell);
    });
    return cells;
}

std::string suggested_cell(std::string_view word, std::vector<std::string_view> cells) {
    return suggestion(word, cells_like_names(std::move(cells)));
}

DataTable::DataTable(const std::string& file, OnBytes on_bytes, DivideObject divide)
    : file_(file),
      on_bytes_(std::move(on_bytes)),
      divide_(std::move(divide)),
      most_columns_(limit_of(Limit::row_columns)),
      rows_left_(limit_of(Limit::table_rows)) {
    check_allowed(file);
    check_readable(file, limit_of(Limit::table_mb), limit_text(Limit::table_mb, "megabytes"));
    in_.open(file, std::ios::binary);
    if (!in_) throw UserError({{file, "", "cannot be read"}});
    ends_cell_['\n'] = ends_cell_['\r'] = true;
    read_more();
    check_start();
}

bool DataTable::next() {
    cells_.clear();
    while (at_ < buffer_.size() || read_more()) {
        const Found found = scan();
        if (found == Found::row) {
            if (rows_left_-- == 0) [[unlikely]] {
                give_up("the table has more than " + limit_text(Limit::table_rows, "rows"));
                return false;
            }
            has_objects_ ? make_named_cells() : make_cells();
            return true;
        }
        if (found == Found::too_little) read_more();
    }
    return false;
}

std::optional<size_t> DataTable::column(const std::string& name_or_number) {
    size_t number = 0;
    const char* end = name_or_number.data() + name_or_number.size();
    const auto read = std::from_chars(name_or_number.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end && number >= 1 && number <= cells_.size()) {
        return number - 1;
    }
    const auto named = std::find_if(cells_.begin(), cells_.end(), [&](std::string_view cell) {
        return cell == name_or_number || without_blanks(cell) == name_or_number;
    });
    if (named != cells_.end()) return static_cast<size_t>(named - cells_.begin());
    wrong_row("has no column '" + name_or_number + "'." + suggested_cell(name_or_number, cells_));
    return std::nullopt;
}

void DataTable::skip_rest() {
    do {
        at_ = buffer_.size();
    } while (read_more());
}

void DataTable::throw_mistakes() {
    if (mistakes_found_ > mistakes_.size()) {
        const size_t rest = mistakes_found_ - mistakes_.size();
        mistakes_.push_back({file_, "", "and " + counted(rest, "more mistake")});
    }
    if (!mistakes_.empty()) throw UserError(std::exchange(mistakes_, {}));
}

// Reads the next bytes of the file. Drops the bytes before the next row, which changes positions in
// the buffer. Returns false if there is nothing left to read.
bool DataTable::read_more() {
    if (all_read_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    const size_t kept = buffer_.size();
    if (kept > longest_row) {
        note(file_ + ":" + std::to_string(line_),
             "a row of more than 16 MB: is this a table, and is every quote closed?");
        buffer_.clear();
        skip_rest();
        return false;
    }
    const size_t wanted = std::min(std::max(kept, chunk_bytes), longest_row + 1 - kept);
    buffer_.resize(kept + wanted);
    in_.read(buffer_.data() + kept, static_cast<std::streamsize>(wanted));
    if (in_.bad()) throw UserError({{file_, "", "cannot be read to its end"}});
    const auto read = static_cast<size_t>(in_.gcount());
    all_read_ = read < wanted;
    buffer_.resize(kept + read);
    if (on_bytes_) on_bytes_(std::string_view(buffer_).substr(kept));
    return true;
}

void DataTable::check_start() {
    const std::string_view text(buffer_);
    if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        wrong_file("is text in UTF-16; save it as UTF-8");
    } else if (text.find('\0') != npos) {
        wrong_file("is not a text file");
    }
    if (mistakes_found_ > 0) skip_rest();
}

DataTable::Found DataTable::scan() {
    const std::string_view text(buffer_);
    const char first = at_ < text.size() ? text[at_] : '\n';
    if (first == '#') {
        return end_line(text.find_first_of("\r\n", at_), line_) ? Found::nothing
                                                                : Found::too_little;
    }
    if (separator_ == '\0' && first != '\n' && first != '\r') {
        separator_ = separator_in(text.substr(at_));
        ends_cell_[static_cast<unsigned char>(separator_)] = true;
        has_objects_ = first == '{' && divide_;
        names_are_next_ = has_objects_;
    }
    return has_objects_ ? scan_object() : scan_cells();
}

DataTable::Found DataTable::scan_object() {
    const size_t begin = at_;
    const size_t end = std::min(buffer_.find_first_of("\r\n", begin), buffer_.size());
    const size_t line = line_;
    if (!end_line(end, line)) return Found::too_little;
    const std::string_view text = std::string_view(buffer_).substr(begin, end - begin);
    if (without_blanks(text).empty()) return Found::nothing;
    object_.cells.clear();
    object_.wrong.clear();
    divide_(text, object_);
    if (!object_.wrong.empty()) {
        const size_t column = object_.wrong_column - 1;
        note(place_of({column, column, false, line, 0}), object_.wrong);
        return Found::nothing;
    }
    if (object_.cells.size() > most_columns_) {
        return give_up("this row has more than " + limit_text(Limit::row_columns, "columns"));
    }
    if (names_are_next_) {
        for (const NamedCells::Cell& cell : object_.cells) {
            places_.emplace(cell.name, names_.size());
            names_.push_back(cell.name);
        }
        at_ = begin;  // the line is read once more, for its values
        line_ = line;
    }
    spans_.assign(std::max<size_t>(names_.size(), 1), Span{0, 0, false, line, 0});
    return Found::row;
}

DataTable::Found DataTable::scan_cells() {
    const std::string_view text(buffer_);
    spans_.clear();
    Span cell{at_, at_, false, line_, at_};
    for (;;) {
        if (!scan_cell(cell)) {
            if (!all_read_) return Found::too_little;
            note(place_of(cell), "the quote that opens here is never closed");
            at_ = text.size();
            return Found::nothing;
        }
        if (spans_.size() == most_columns_) [[unlikely]]
            return give_up("this row has more than " + limit_text(Limit::row_columns, "columns"));
        spans_.push_back(cell);
        const size_t end = cell.end + (cell.quoted ? 1 : 0);
        if (cell.quoted) count_lines(text, cell);
        const bool ends_line = end == text.size() || text[end] == '\n' || text[end] == '\r';
        if (!ends_line && text[end] == separator_) {
            cell.begin = end + 1;
            continue;
        }
        if (!end_line(ends_line ? end : text.find_first_of("\r\n", end), cell.line)) {
            return Found::too_little;
        }
        if (!ends_line) {
            note(place_of({end, end, false, cell.line, cell.line_begin}),
                 "expected the next cell or line behind a closing quote");
            return Found::nothing;
        }
        const bool blank = spans_.size() == 1 && !cell.quoted && cell.begin == cell.end;
        return blank ? Found::nothing : Found::row;
    }
}

// Finds the end of a cell. Returns false if the buffer does not hold the whole cell.
bool DataTable::scan_cell(Span& cell) const {
    const std::string_view text(buffer_);
    cell.quoted = cell.begin < text.size() && text[cell.begin] == '"';
    if (cell.quoted) {
        cell.end = closing_quote(text, ++cell.begin);
        return cell.end != npos && (all_read_ || cell.end + 1 < text.size());
    }
    const char* at = text.data() + cell.begin;
    const char* const end = text.data() + text.size();
    while (at < end && !ends_cell_[static_cast<unsigned char>(*at)]) ++at;
    cell.end = static_cast<size_t>(at - text.data());
    return true;
}

// Ends the row at the line end at position `at`, or at the end of the file. Returns false if more
// of the file must be read to tell where the line ends.
bool DataTable::end_line(size_t at, size_t line) {
    at = std::min(at, buffer_.size());
    const bool maybe_two = at < buffer_.size() && buffer_[at] == '\r';
    if (!all_read_ && at + (maybe_two ? 1 : 0) >= buffer_.size()) return false;
    const bool two = maybe_two && at + 1 < buffer_.size() && buffer_[at + 1] == '\n';
    at_ = std::min(at + (two ? 2 : 1), buffer_.size());
    line_ = line + 1;
    return true;
}

// Notes a mistake after which the rest of the table is not looked at.
DataTable::Found DataTable::give_up(std::string what) {
    note(file_ + ":" + std::to_string(line_), std::move(what));
    skip_rest();
    return Found::nothing;
}

void DataTable::make_cells() {
    for (const Span& span : spans_) {
        char* to = buffer_.data() + span.begin;
        size_t size = span.end - span.begin;
        if (span.quoted) {
            size = 0;
            for (size_t at = span.begin; at < span.end; ++at) {
                to[size++] = buffer_[at];
                if (buffer_[at] == '"') ++at;  // skips the second of two quotes
            }
        }
        cells_.emplace_back(to, size);
    }
}

// The row of names, or the row of the object's values in the order of the names.
void DataTable::make_named_cells() {
    if (std::exchange(names_are_next_, false)) {
        cells_.assign(names_.begin(), names_.end());
        return;
    }
    cells_.assign(names_.size(), std::string_view());
    for (size_t i = 0; i < object_.cells.size(); ++i) {
        const NamedCells::Cell& cell = object_.cells[i];
        const bool in_place = i < names_.size() && names_[i] == cell.name;
        size_t at = i;
        if (!in_place) {
            const auto known = places_.find(cell.name);
            at = known == places_.end() ? names_.size() : known->second;
        }
        if (at == names_.size() || !cell.text) continue;
        cells_[at] = *cell.text;
        spans_[at].begin = cell.column - 1;
    }
}

void DataTable::note(std::string where, std::string what) {
    if (++mistakes_found_ <= most_told) {
        mistakes_.push_back({std::move(where), "", std::move(what)});
    }
}

void DataTable::note_unexpected(size_t column, std::string_view expected) {
    const std::string what = "expected " + std::string(expected);
    if (has(column)) return wrong_cell(column, what + ", not " + shown_cell(cells_[column]));
    const std::string which = column < names_.size() ? "'" + names_[column] + "'"
                                                     : "column " + std::to_string(column + 1);
    wrong_row(what + " in " + which + ", which this row lacks");
}

std::string DataTable::place_of(const Span& cell) const {
    const size_t column = cell.begin - cell.line_begin + (cell.quoted ? 0 : 1);
    return file_ + ":" + std::to_string(cell.line) + ":" + std::to_string(column);
}

}  // namespace mdisim
