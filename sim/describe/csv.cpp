#include "sim/describe/csv.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (;;) {
        const size_t comma = line.find(',');
        cells.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

}  // namespace

std::vector<CsvLine> csv_lines(std::string_view text) {
    std::vector<CsvLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        lines.push_back({number, cells_of(line)});
    }
    return lines;
}

std::string read_text(const std::string& file) {
    std::error_code error;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file, error)) {
        throw UserError({{file, "", "cannot be read"}});
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace mdisim
