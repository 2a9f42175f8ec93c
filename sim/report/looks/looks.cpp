#include "sim/report/looks/looks.hpp"

#include <algorithm>
#include <string_view>

#include "sim/describe/field.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/sweep.hpp"

namespace mdisim {
namespace {

struct UnitName {
    std::string_view in_names;
    const char* in_print;
};
constexpr UnitName unit_names[] = {{"per_s", "1/s"}, {"mbit_per_s", "Mbit/s"}, {"kb", "kB"},
                                   {"mb", "MB"},     {"j_per_kb", "J/kB"},     {"j", "J"},
                                   {"mw", "mW"},     {"mwh", "mWh"},           {"us", "µs"},
                                   {"pct", "%"}};

std::string with_unit(const std::string& title, std::string_view unit) {
    if (unit.empty()) return title;
    std::string shown(unit);
    for (const UnitName& name : unit_names) {
        if (name.in_names == unit) shown = name.in_print;
    }
    return title + " (" + shown + ")";
}

}  // namespace

Caption caption_of_metric(const MetricInfo& metric) {
    if (!metric.unit.empty()) return {with_unit(metric.title, metric.unit), 1, metric.better};
    // A regret is the difference of two shares.
    const char* unit = metric.name.ends_with("regret") ? "points" : "%";
    return {with_unit(metric.title, unit), 100, metric.better};
}

Caption caption_of_quantity(const Quantity& quantity) {
    return {with_unit(quantity.title, unit_of(quantity.name))};
}

std::string axis_title(const Scenario& scenario, const std::string& axis) {
    const auto said = scenario.labels().find(axis);
    if (said != scenario.labels().end() && !said->second.title.empty()) return said->second.title;
    std::string title;
    const Axis* known = scenario.grid().find(axis);
    if (known == nullptr) return title;
    for (size_t path : telling_paths(*known)) {
        title += (path > 0 ? ", " : "") + caption_of_axis(known->paths[path]).label;
    }
    return title;
}

Caption caption_of_axis(const std::string& path) {
    if (path == "sla_ms") return {"deadline (ms)"};
    const std::string_view unit = unit_of(path);
    std::string title = path.substr(0, path.size() - (unit.empty() ? 0 : unit.size() + 1));
    if (title.ends_with(".profile")) title.erase(title.rfind('.'));
    std::replace(title.begin(), title.end(), '.', ' ');
    return {with_unit(words_of(title), unit)};
}

}  // namespace mdisim
