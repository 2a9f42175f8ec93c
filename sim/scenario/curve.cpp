#include "sim/scenario/curve.hpp"

#include <optional>
#include <string_view>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {

std::vector<CurvePoint> read_curve(const std::string& file) {
    const std::vector<std::string_view> header = {"series", "metric", "x", "y"};
    DataTable table(file);
    if (table.next() && table.cells() != header) table.wrong_row("expected series,metric,x,y");
    table.throw_mistakes();
    std::vector<CurvePoint> points;
    while (table.next()) {
        if (table.cells().size() != header.size()) {
            table.wrong_row("expected a series, a metric and two numbers");
            continue;
        }
        const std::optional<double> x = table.value(2, "a number", real_number);
        const std::optional<double> y = table.value(3, "a number", real_number);
        if (!x || !y) continue;
        points.push_back({std::string(table.cells()[0]), std::string(table.cells()[1]), *x, *y});
    }
    table.throw_mistakes();
    if (points.empty()) throw UserError({{file, "", "has no points"}});
    return points;
}

}  // namespace mdisim
