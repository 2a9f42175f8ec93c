#include "sim/report/figures/figure_data.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/figures/deadlines.hpp"
#include "sim/report/figures/record_marks.hpp"
#include "sim/report/figures/row_values.hpp"
#include "sim/report/figures/steps.hpp"
#include "sim/report/figures/thresholds.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/looks/shades.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

bool are_numbers(const std::vector<std::string>& labels) {
    return std::all_of(labels.begin(), labels.end(),
                       [](const std::string& label) { return real_number(label).has_value(); });
}

std::vector<std::string> texts(const std::vector<Node>& labels) {
    std::vector<std::string> list;
    for (const Node& label : labels) list.push_back(label_text(label));
    return list;
}

}  // namespace

FigureData::FigureData(const Scenario& scenario, const Figure& figure, const FigureLooks& looks,
                       const Published& published, std::string folder)
    : scenario_(scenario),
      figure_(figure),
      looks_(looks),
      published_(published),
      folder_(std::move(folder)) {
    drawn_.figure = figure;
    panels_ = figure.panels.empty() ? std::vector<Group>(1) : groups(figure.panels);
    if (!drawn_.is_stacked()) series_ = groups(figure.series);
    for (const Group& group : series_) drawn_.series.push_back(group.look);
    shows_bound_ = compares_policies(figure) && series_.size() > 1;
    if (shows_bound_) drawn_.series.push_back(look_of_bound());
    set_x();
    add_plots();
}

std::vector<Node> FigureData::labels_on(const std::string& name) const {
    std::vector<Node> labels;
    const Axis* axis = scenario_.grid().find(name);
    if (axis == nullptr) return labels;
    for (const AxisValue& value : axis->values) {
        if (figure_.shows(name, value.label)) labels.push_back(value.label);
    }
    return labels;
}

std::vector<FigureData::Group> FigureData::groups(const std::string& name) const {
    std::vector<Group> found;
    if (name == "policy") {
        for (const auto& [policy, look] : looks_.policies()) {
            if (figure_.shows(policy)) found.push_back({policy, look});
        }
        return found;
    }
    std::vector<std::string> labels = texts(labels_on(name));
    if (are_numbers(labels)) {
        std::stable_sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) {
            return *real_number(a) < *real_number(b);
        });
    }
    const std::vector<std::string> colours = shades(labels.size());
    for (size_t i = 0; i < labels.size(); ++i) {
        Look look{looks_.label(name, labels[i]), colours[i]};
        look.line = line_styles[i % std::size(line_styles)];
        look.marker = static_cast<int64_t>(i % marker_count);
        found.push_back({labels[i], std::move(look)});
    }
    return found;
}

void FigureData::set_x() {
    if (figure_.kind == FigureKind::bars && figure_.x.empty()) {
        for (const Look& look : drawn_.series) drawn_.words.push_back(look.label);
    }
    if (figure_.x.empty() || figure_.over_time() || figure_.kind == FigureKind::scatter) return;
    const std::vector<std::string> labels = texts(labels_on(figure_.x));
    const bool over_words = figure_.kind == FigureKind::bars || !are_numbers(labels);
    for (const std::string& label : labels) {
        x_at_[label] = over_words ? static_cast<double>(drawn_.words.size()) : *real_number(label);
        if (over_words) drawn_.words.push_back(looks_.label(figure_.x, label));
        drawn_.x_extent.take(x_at_[label]);
    }
}

void FigureData::name_x() {
    const bool scatter = figure_.kind == FigureKind::scatter;
    for (double end : figure_.x_range) {
        drawn_.x_range.push_back(end * (scatter ? looks_.caption(figure_.x).scale : 1));
    }
    drawn_.x_caption = figure_.x_label;
    if (!drawn_.x_caption.empty()) return;
    if (figure_.of_distributions()) drawn_.x_caption = "t (ms)";
    if (!figure_.x.empty()) drawn_.x_caption = looks_.caption(figure_.x).label;
}

void FigureData::name_y() {
    const auto better = [&](const std::string& name) {
        return figure_.kind == FigureKind::scatter ? looks_.caption(name).better : Better::neither;
    };
    drawn_.better.push_back(better(figure_.x));
    for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
        std::string label = looks_.caption(figure_.y[nth]).label + suffix_of(figure_, nth);
        drawn_.better.push_back(better(figure_.y[nth]));
        const double scale = figure_.of_distributions() ? 1 : looks_.caption(figure_.y[nth]).scale;
        for (double end : figure_.y_range) drawn_.y_range.push_back(end * scale);
        if (figure_.of_distributions()) {
            const bool tails = figure_.kind == FigureKind::tails;
            label = "P(" + label.substr(0, label.rfind(" (")) + (tails ? " > t)" : " ≤ t)");
        }
        drawn_.y_captions.push_back(figure_.y_labels.empty() ? label : figure_.y_labels[nth]);
    }
    if (!drawn_.y_range.empty()) return;
    if (figure_.kind == FigureKind::areas) drawn_.y_range = {0, 100};
    if (figure_.kind == FigureKind::cdf) drawn_.y_range = {0, 1};
}

std::string FigureData::panel_title(const Group& panel) const {
    if (figure_.panels.empty()) return "";
    if (figure_.panels == "policy" || !are_numbers({panel.look.label})) return panel.look.label;
    return looks_.caption(figure_.panels).label + ": " + panel.look.label;
}

void FigureData::add_plots() {
    for (const Group& panel : panels_) {
        for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
            Plot plot;
            plot.panel = panel_title(panel);
            plot.nth = nth;
            drawn_.plots.push_back(std::move(plot));
        }
    }
}

std::string FigureData::label_of(const CellRow& row, const std::string& name) const {
    if (name == "policy") return row.policy;
    for (size_t a = 0; a < row.at.size(); ++a) {
        if (scenario_.axes()[a].name() == name) return label_text(row.at[a]);
    }
    return "";
}

bool FigureData::shows(const CellRow& row) const {
    if (!figure_.shows(row.policy)) return false;
    for (size_t a = 0; a < row.at.size(); ++a) {
        if (!figure_.shows(scenario_.axes()[a].name(), row.at[a])) return false;
    }
    return true;
}

std::optional<size_t> FigureData::find(const std::vector<Group>& groups, const std::string& name,
                                       const CellRow& row) const {
    const std::string label = label_of(row, name);
    for (size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].label == label) return i;
    }
    return std::nullopt;
}

double FigureData::x_of(const CellRow& row, size_t series) const {
    return figure_.x.empty() ? static_cast<double>(series) : x_at_.at(label_of(row, figure_.x));
}

void FigureData::add(const CellRow& row) {
    if (figure_.kind == FigureKind::stages || !shows(row)) return;
    const auto panel = figure_.panels.empty() ? 0 : find(panels_, figure_.panels, row);
    const bool areas = figure_.kind == FigureKind::areas;
    const auto series = areas ? 0 : find(series_, figure_.series, row);
    if (!panel || !series) return;
    if (figure_.over_time()) return add_along_time(row, *panel, *series);
    known_.change_to(row);
    for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
        if (areas) {
            add_parts(row, nth, *panel);
        } else if (figure_.of_distributions()) {
            add_distribution(row, nth, *panel, *series);
        } else {
            add_value(row, nth, *panel, *series);
        }
    }
    if (shows_bound_ && bounded_ != row.point) add_bound(row, *panel);
}

// The bound of a point is the same whatever its policy does.
void FigureData::add_bound(const CellRow& row, size_t panel) {
    bounded_ = row.point;
    const size_t series = series_.size();
    for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
        const char* bound = bound_of(figure_.y[nth], known_.infos());
        if (bound == nullptr) continue;
        plot(nth, panel)
            .marks.push_back(
                {series, x_of(row, series), shown(row, known_.infos(), looks_, bound)});
    }
}

void FigureData::add_value(const CellRow& row, size_t nth, size_t panel, size_t series) {
    Mark mark{series, 0, shown_in(figure_, row, known_.infos(), looks_, figure_.y[nth])};
    if (figure_.kind == FigureKind::scatter) {
        mark.across = shown(row, known_.infos(), looks_, figure_.x);
        mark.x = mark.across.mean;
    } else {
        mark.x = x_of(row, series);
    }
    // A mean that was not measured is kept: the curve has a gap there.
    const bool curve = figure_.kind == FigureKind::lines && !drawn_.over_words();
    if (curve || !std::isnan(mark.x + mark.y.mean)) plot(nth, panel).marks.push_back(mark);
    if (figure_.kind == FigureKind::scatter) return;
    for (double value : published_.values(row, figure_.y[nth], figure_.over)) {
        const double y =
            value * (figure_.over.empty() ? looks_.caption(figure_.y[nth]).scale : 100);
        plot(nth, panel).ticks.push_back({series, mark.x, {y, y, y}});
    }
}

size_t FigureData::index_of_model(const std::string& name) {
    for (size_t m = 0; m < series_.size(); ++m) {
        if (series_[m].label == name) return m;
    }
    series_.push_back({name, {}});
    return series_.size() - 1;
}

void FigureData::add_parts(const CellRow& row, size_t nth, size_t panel) {
    for (const std::string& model : row.grading->cloud_names) {
        const std::string name = figure_.y[nth] + "." + model;
        const Interval* part = find_metric(known_.infos(), row.metrics, name);
        if (part == nullptr) continue;
        const Interval y = scaled(*part, looks_.caption(figure_.y[nth]).scale);
        plot(nth, panel).marks.push_back({index_of_model(model), x_of(row, 0), y});
    }
}

void FigureData::add_along_time(const CellRow& row, size_t panel, size_t series) {
    const std::vector<MetricInfo> infos = series_infos(*row.grading);
    const std::vector<Span> spans = spans_of(row.series);
    for (size_t k = 0; k < spans.size(); ++k) {
        drawn_.x_extent.take(spans[k].from.ms() / 1000);
        drawn_.x_extent.take(spans[k].until.ms() / 1000);
        const std::vector<Metric> window = summarise(row.series, spans[k], *row.grading);
        const auto mark = [&](size_t nth, size_t s, const std::string& name) {
            const Interval* found = find_metric(infos, window, name);
            if (found == nullptr) return;
            const Interval y = scaled(*found, looks_.caption(figure_.y[nth]).scale);
            std::vector<Mark>& marks = plot(nth, panel).marks;
            marks.push_back({s, spans[k].from.ms() / 1000, y});
            // The value of the last window is drawn up to the window's end.
            if (k + 1 == spans.size()) marks.push_back({s, spans[k].until.ms() / 1000, y});
        };
        for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
            const std::string& name = figure_.y[nth];
            if (figure_.kind != FigureKind::areas) {
                mark(nth, series, name);
                continue;
            }
            for (const std::string& model : row.grading->cloud_names) {
                mark(nth, index_of_model(model), name + "." + model);
            }
        }
    }
}

void FigureData::add_distribution(const CellRow& row, size_t nth, size_t panel, size_t series) {
    const bool tails = figure_.kind == FigureKind::tails;
    for (const Distribution& d : row.distributions) {
        if (d.quantity->name != figure_.y[nth]) continue;
        for (const Level& l : ends_of_steps(d.levels)) {
            const Interval y = tails ? Interval{1 - l.level, 1 - l.high, 1 - l.low}
                                     : Interval{l.level, l.low, l.high};
            plot(nth, panel).marks.push_back({series, l.value_ms, y});
        }
    }
}

// What a paper publishes at few points of a sweep is no curve.
void FigureData::add_published() {
    for (size_t p = 0; p < panels_.size(); ++p) {
        for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
            for (auto& [name, curve] :
                 published_.curves(figure_, looks_, panels_[p].label, figure_.y[nth])) {
                if (figure_.of_distributions() || 2 * curve.size() > x_at_.size()) {
                    plot(nth, p).published.push_back(std::move(curve));
                    continue;
                }
                size_t series = 0;
                while (series + 1 < series_.size() && series_[series].label != name) ++series;
                for (const auto& [x, y] : curve) {
                    plot(nth, p).ticks.push_back({series, x, {y, y, y}});
                }
            }
        }
    }
}

void FigureData::add_requests() {
    RecordMarks records(stage_looks());
    records.read(folder_ + "/requests.csv", [&](const RecordMarks::Fields& fields) {
        for (const Axis& axis : scenario_.axes()) {
            const std::string label(fields.at(axis.name()));
            for (const AxisValue& value : axis.values) {
                if (label_text(value.label) == label && !figure_.shows(axis.name(), value.label)) {
                    return std::optional<size_t>();
                }
            }
        }
        if (!figure_.shows(std::string(fields.at("policy")))) return std::optional<size_t>();
        if (figure_.panels.empty()) return std::optional<size_t>(0);
        for (size_t p = 0; p < panels_.size(); ++p) {
            if (panels_[p].label == fields.at(figure_.panels)) return std::optional<size_t>(p);
        }
        return std::optional<size_t>();
    });
    drawn_.series = records.looks();
    for (size_t p = 0; p < panels_.size(); ++p) {
        plot(0, p).marks = records.marks(p);
        plot(0, p).deadlines = records.deadlines(p);
    }
}

void FigureData::order_models() {
    drawn_.series = looks_.models();
    std::vector<size_t> ranks;
    for (const Group& model : series_) {
        const auto at = std::find_if(drawn_.series.begin(), drawn_.series.end(),
                                     [&](const Look& look) { return look.label == model.label; });
        ranks.push_back(static_cast<size_t>(at - drawn_.series.begin()));
    }
    for (Plot& p : drawn_.plots) {
        for (Mark& mark : p.marks) mark.series = ranks[mark.series];
    }
}

// Removes models that were never used, and stages that no request had.
void FigureData::drop_unused() {
    std::vector<size_t> renamed(drawn_.series.size(), SIZE_MAX);
    for (const Plot& p : drawn_.plots) {
        for (const Mark& mark : p.marks) {
            if (mark.y.mean > 0) renamed[mark.series] = 0;
        }
    }
    std::vector<Look> used;
    for (size_t s = 0; s < renamed.size(); ++s) {
        if (renamed[s] == SIZE_MAX) continue;
        renamed[s] = used.size();
        used.push_back(drawn_.series[s]);
    }
    drawn_.series = std::move(used);
    for (Plot& p : drawn_.plots) {
        std::erase_if(p.marks, [&](const Mark& m) { return renamed[m.series] == SIZE_MAX; });
        for (Mark& mark : p.marks) mark.series = renamed[mark.series];
    }
}

DrawnFigure FigureData::take() {
    name_x();
    name_y();
    if (figure_.kind == FigureKind::stages) add_requests();
    if (figure_.kind == FigureKind::areas) order_models();
    if (drawn_.is_stacked()) drop_unused();
    add_published();
    const bool of_axis = !drawn_.is_stacked() && figure_.series != "policy";
    if (of_axis) drawn_.legend.title = looks_.caption(figure_.series).label;
    std::vector<std::string> panels;
    for (const Group& panel : panels_) panels.push_back(panel.label);
    add_deadlines(drawn_, scenario_, panels);
    add_thresholds(drawn_, scenario_, looks_, panels);
    complete(drawn_);
    return std::move(drawn_);
}

}  // namespace mdisim
