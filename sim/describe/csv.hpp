// Lines of comma-separated values. Nothing is quoted; lines that begin with # are remarks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mdisim {

struct CsvLine {
    int number = 0;                       // in its file, from 1
    std::vector<std::string_view> cells;  // of the text it was made from
};

// All lines with something on them.
std::vector<CsvLine> csv_lines(std::string_view text);

// The place of a line, as users are told.
inline std::string place_in(const std::string& file, const CsvLine& line) {
    return file + ":" + std::to_string(line.number);
}

// The whole file; UserError when it cannot be read.
std::string read_text(const std::string& file);

}  // namespace mdisim
