#include "sim/report/figures/figure_looks.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/scenario/sweep/sweep.hpp"

namespace mdisim {
namespace {

// The labels of the values on an axis, aligned with them. They are made of all values that are set
// there, unless the scenario has a title for the axis or a label for the value.
std::vector<std::string> labels_on(const Scenario& scenario, const Axis& axis,
                                   const std::vector<std::string>& values) {
    std::vector<std::string> labels = plain_labels(values);
    const auto said = scenario.labels().find(axis.name());
    const AxisLabels words = said == scenario.labels().end() ? AxisLabels() : said->second;
    const std::vector<bool> own = have_own_labels(axis);
    for (size_t path : telling_paths(axis)) {
        const std::vector<std::string> along = plain_labels(labels_along(axis, path));
        for (size_t i = 0; i < labels.size() && words.title.empty(); ++i) {
            if (own[i]) continue;
            labels[i] = path > 0 ? labels[i] + ", " + along[i] : along[i];
        }
    }
    for (size_t i = 0; i < values.size(); ++i) {
        const auto label = words.values.find(values[i]);
        if (label != words.values.end()) labels[i] = label->second;
    }
    return labels;
}

}  // namespace

FigureLooks::FigureLooks(const Scenario& scenario) {
    const Point first = scenario.point(0);
    const std::vector<Look> looks = looks_of(first.policies, scenario.labels());
    for (size_t i = 0; i < looks.size(); ++i) {
        policies_.emplace_back(first.policies[i].name, looks[i]);
    }
    const Grading all = graded_in_all({}, {}, {});
    add(metric_infos(all));
    add(series_infos(all));
    for (const Quantity& q : all_quantities()) captions_[q.name] = caption_of_quantity(q);
    captions_[time_axis] = caption_of_axis(time_axis);
    captions_["active"] = {"time (%)", 100};
    captions_["usage"] = {"requests (%)", 100};
    for (const Axis& axis : scenario.axes()) {
        captions_[axis.name()] = {axis_title(scenario, axis.name())};
        std::vector<std::string> values;
        for (const AxisValue& value : axis.values) values.push_back(label_text(value.label));
        const std::vector<std::string> labels = labels_on(scenario, axis, values);
        for (size_t i = 0; i < values.size(); ++i) labels_[{axis.name(), values[i]}] = labels[i];
    }
}

void FigureLooks::add(const std::vector<MetricInfo>& metrics) {
    for (const MetricInfo& metric : metrics) {
        captions_.try_emplace(metric.name, caption_of_metric(metric));
    }
}

void FigureLooks::add(const std::shared_ptr<const Grading>& grading) {
    if (grading == last_) return;
    last_ = grading;
    add(metric_infos(*grading));
    add(series_infos(*grading));
    for (size_t m = 0; m < grading->cloud_names.size(); ++m) {
        accuracies_.try_emplace(grading->cloud_names[m], grading->cloud_accuracy[m]);
    }
}

bool FigureLooks::is_policy(const std::string& name) const {
    return std::any_of(policies_.begin(), policies_.end(),
                       [&](const auto& policy) { return policy.first == name; });
}

std::vector<Look> FigureLooks::models() const {
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [name, accuracy] : accuracies_) ranked.emplace_back(accuracy, name);
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> names;
    for (const auto& [accuracy, name] : ranked) names.push_back(name);
    const std::vector<std::string> colours = model_colours(names);
    std::vector<Look> looks;
    for (size_t m = 0; m < names.size(); ++m) looks.push_back({names[m], colours[m]});
    return looks;
}

const std::string& FigureLooks::label(const std::string& axis, const std::string& value) const {
    const auto at = labels_.find({axis, value});
    return at == labels_.end() ? value : at->second;
}

Caption FigureLooks::caption(const std::string& name) const {
    for (const std::string& known : {name, name.substr(0, name.find('.'))}) {
        const auto at = captions_.find(known);
        if (at != captions_.end()) return at->second;
    }
    return {name};
}

}  // namespace mdisim
