#include "sim/report/captions.hpp"

#include <algorithm>
#include <utility>

#include "sim/describe/letters.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/sweep.hpp"

namespace mdisim {
namespace {

// Titles for tables, which have less room than figures.
struct ShortTitle {
    const char* metric;
    const char* title;
};
constexpr ShortTitle short_titles[] = {{"attainment", "in time"},
                                       {"aggregate_accuracy", "accuracy"},
                                       {"effective_accuracy", "effective"},
                                       {"latency_ms_mean", "latency"},
                                       {"latency_ms_p99", "p99"}};

}  // namespace

const std::vector<std::string>& table_metrics() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const ShortTitle& one : short_titles) all.emplace_back(one.metric);
        return all;
    }();
    return names;
}

TableCaption table_caption(const MetricInfo& metric) {
    MetricInfo called = metric;
    for (const ShortTitle& one : short_titles) {
        if (metric.name == one.metric) called.title = one.title;
    }
    const Caption caption = caption_of_metric(called);
    std::string title = caption.label;
    if (title.ends_with(')')) {
        title.pop_back();
        title.erase(title.rfind('('), 1);
    }
    return {title, caption.scale, metric.unit.empty() ? 2 : 1};
}

std::string value_label(const Scenario& scenario, const Axis& axis, const Node& value) {
    const auto said = scenario.labels().find(axis.name());
    if (said == scenario.labels().end()) return "";
    const auto label = said->second.values.find(label_text(value));
    return label == said->second.values.end() ? "" : label->second;
}

std::vector<std::string> values_of_point(const Scenario& scenario, const std::vector<Node>& at) {
    std::vector<std::string> parts;
    for (size_t a = 0; a < at.size(); ++a) {
        const Axis& axis = scenario.axes()[a];
        const std::string label = value_label(scenario, axis, at[a]);
        if (label.empty()) {
            for (std::string& part : value_texts(axis, at[a])) parts.push_back(std::move(part));
        } else {
            const std::string& title = scenario.labels().at(axis.name()).title;
            parts.push_back((title.empty() ? axis.name() : title) + " = " + label);
        }
    }
    return parts;
}

std::vector<std::string> point_heading(const Scenario& scenario, const std::vector<Node>& at,
                                       size_t width) {
    constexpr size_t indent = 2;  // of continued lines
    const std::vector<std::string> parts = values_of_point(scenario, at);
    std::vector<std::string> lines;
    for (size_t i = 0; i < parts.size(); ++i) {
        const std::string comma = i + 1 < parts.size() ? "," : "";
        const size_t room = std::min(letters(parts[i]), width - indent - 1);
        const std::string part = left(parts[i], room) + comma;
        if (!lines.empty() && letters(lines.back()) + 1 + letters(part) <= width) {
            lines.back() += " " + part;
        } else {
            lines.push_back((lines.empty() ? "" : std::string(indent, ' ')) + part);
        }
    }
    return lines;
}

}  // namespace mdisim
