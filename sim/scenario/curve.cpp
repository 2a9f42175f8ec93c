#include "sim/scenario/curve.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/describe/csv.hpp"

namespace mdisim {
namespace {

constexpr std::string_view header[] = {"series", "metric", "x", "y"};

bool read_number(std::string_view text, double& x) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, x);
    return read.ec == std::errc() && read.ptr == end && std::isfinite(x);
}

}  // namespace

std::vector<CurvePoint> read_curve(const std::string& file) {
    const std::string text = read_text(file);
    std::vector<CurvePoint> points;
    std::vector<Problem> problems;
    bool headed = false;
    for (const CsvLine& line : csv_lines(text)) {
        const std::string where = place_in(file, line);
        const auto& cells = line.cells;
        if (!headed) {
            if (!std::equal(cells.begin(), cells.end(), std::begin(header), std::end(header))) {
                throw UserError({{where, "", "expected series,metric,x,y"}});
            }
            headed = true;
            continue;
        }
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
