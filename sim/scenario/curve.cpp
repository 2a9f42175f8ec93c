#include "sim/scenario/curve.hpp"

#include <charconv>
#include <cmath>
#include <fstream>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

constexpr const char* header = "series,metric,x,y";

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    for (char c : line) {
        if (c == ',')
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

bool read_number(const std::string& text, double& x) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, x);
    return read.ec == std::errc() && read.ptr == end && std::isfinite(x);
}

}  // namespace

std::vector<CurvePoint> read_curve(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw UserError({{file, "", "cannot be read"}});
    std::vector<CurvePoint> points;
    std::vector<Problem> problems;
    bool headed = false;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const std::string where = file + ":" + std::to_string(number);
        if (!headed) {
            if (line != header) throw UserError({{where, "", std::string("expected ") + header}});
            headed = true;
            continue;
        }
        const std::vector<std::string> cells = cells_of(line);
        CurvePoint point;
        if (cells.size() == 4 && read_number(cells[2], point.x) && read_number(cells[3], point.y)) {
            point.series = cells[0];
            point.metric = cells[1];
            points.push_back(std::move(point));
        } else {
            problems.push_back({where, "", "expected a series, a metric and two numbers"});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    if (points.empty()) throw UserError({{file, "", "has no points"}});
    return points;
}

}  // namespace mdisim
