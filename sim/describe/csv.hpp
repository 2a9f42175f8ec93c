// Lines of comma-separated values. Nothing is quoted; lines that begin with # are remarks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mdisim {

struct CsvLine {
    int number = 0;                       // in its file, from 1
    std::vector<std::string_view> cells;  // parts of the text that csv_lines() was given
};

// All lines that are neither empty nor remarks.
std::vector<CsvLine> csv_lines(std::string_view text);

// The location of a line in messages: "file:7".
inline std::string location_in(const std::string& file, const CsvLine& line) {
    return file + ":" + std::to_string(line.number);
}

// The content of a file. Throws UserError if it cannot be read.
std::string read_text(const std::string& file);

}  // namespace mdisim
