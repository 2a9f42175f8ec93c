#include "sim/report/figures/figure_data.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/report/figures/record_marks.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/shades.hpp"

namespace mdisim {
namespace {

std::optional<double> number_in(const std::string& text) {
    double x = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return x;
}

bool are_numbers(const std::vector<std::string>& labels) {
    return std::all_of(labels.begin(), labels.end(),
                       [](const std::string& label) { return number_in(label).has_value(); });
}

std::vector<std::string> texts(const std::vector<Node>& labels) {
    std::vector<std::string> list;
    for (const Node& label : labels) list.push_back(label_text(label));
    return list;
}

// The metric of this name in a row, or nothing.
template <class Infos, class Metrics>
const Interval* find_metric(const Infos& infos, const Metrics& metrics, const std::string& name) {
    for (size_t m = 0; m < infos.size(); ++m) {
        if (infos[m].name == name) return &metrics[m].interval;
    }
    return nullptr;
}

Interval scaled(const Interval& i, double scale) {
    return {i.mean * scale, i.low * scale, i.high * scale};
}

// Of many equal values the two ends are left, of zeros the last: nobody waits less than not at all.
std::vector<Level> ends_of_steps(const std::vector<Level>& levels) {
    std::vector<Level> kept;
    if (levels.empty() || levels.back().value_ms == 0) return kept;
    const auto value = [&](size_t i) { return levels[i].value_ms; };
    for (size_t i = 0; i < levels.size(); ++i) {
        const bool first = i == 0;
        const bool last = i + 1 == levels.size();
        const bool inside = !first && !last && value(i) == value(i - 1) && value(i) == value(i + 1);
        const bool zero_again = !last && value(i) == 0 && value(i + 1) == 0;
        if (!inside && !zero_again) kept.push_back(levels[i]);
    }
    return kept;
}

}  // namespace

FigureData::FigureData(const Scenario& scenario, const Figure& figure, const FigureLooks& looks,
                       std::string folder)
    : scenario_(scenario), figure_(figure), looks_(looks), folder_(std::move(folder)) {
    drawn_.figure = figure;
    panels_ = figure.panels.empty() ? std::vector<Group>(1) : groups(figure.panels);
    if (figure.kind == FigureKind::areas) {
        const std::vector<std::string> colours = model_colours(looks.models);
        for (size_t m = 0; m < looks.models.size(); ++m) {
            series_.push_back({looks.models[m], {looks.models[m], colours[m]}});
        }
    } else if (figure.kind != FigureKind::stages) {
        series_ = groups(figure.series);
    }
    for (const Group& group : series_) drawn_.series.push_back(group.look);
    name_x();
    name_y();
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

std::vector<std::string> FigureData::worded(const std::string& axis,
                                            std::vector<std::string> labels) const {
    for (std::string& label : labels) label = looks_.label(axis, label);
    return labels;
}

std::vector<FigureData::Group> FigureData::policies_shown() const {
    std::vector<Group> found;
    for (const auto& [name, look] : looks_.policies) {
        if (figure_.shows(name)) found.push_back({name, look});
    }
    return found;
}

std::vector<FigureData::Group> FigureData::groups(const std::string& name) const {
    if (name == "policy") return policies_shown();
    std::vector<std::string> labels = texts(labels_on(name));
    if (are_numbers(labels)) {
        std::stable_sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) {
            return *number_in(a) < *number_in(b);
        });
    }
    constexpr const char* lines[] = {"solid", "dashed", "dashdot", "long"};
    const std::vector<std::string> words = worded(name, labels);
    const std::vector<std::string> colours = shades(labels.size());
    std::vector<Group> found;
    for (size_t i = 0; i < labels.size(); ++i) {
        const auto marker = static_cast<int64_t>(i % 8);
        found.push_back({labels[i], {words[i], colours[i], lines[i % 4], marker, false}});
    }
    return found;
}

void FigureData::name_x() {
    const bool scatter = figure_.kind == FigureKind::scatter;
    for (double end : figure_.x_range) {
        drawn_.x_range.push_back(end * (scatter ? looks_.caption(figure_.x).scale : 1));
    }
    drawn_.x_caption = figure_.x_label;
    if (drawn_.x_caption.empty()) {
        if (figure_.of_distributions()) drawn_.x_caption = "t (ms)";
        if (!figure_.x.empty()) drawn_.x_caption = looks_.caption(figure_.x).label;
    }
    if (figure_.kind == FigureKind::bars && figure_.x.empty()) {
        for (const Look& look : drawn_.series) drawn_.words.push_back(look.label);
    }
    if (figure_.x.empty() || figure_.over_time() || figure_.kind == FigureKind::scatter) return;
    const std::vector<std::string> labels = texts(labels_on(figure_.x));
    if (figure_.kind == FigureKind::bars || !are_numbers(labels))
        drawn_.words = worded(figure_.x, labels);
}

void FigureData::name_y() {
    const auto better = [&](const std::string& name) {
        return figure_.kind == FigureKind::scatter ? looks_.caption(name).better : Better::neither;
    };
    drawn_.better.push_back(better(figure_.x));
    for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
        std::string label = looks_.caption(figure_.y[nth]).label;
        drawn_.better.push_back(better(figure_.y[nth]));
        const double scale = figure_.of_distributions() ? 1 : looks_.caption(figure_.y[nth]).scale;
        for (double end : figure_.y_range) drawn_.y_range.push_back(end * scale);
        if (figure_.of_distributions()) {
            const bool tails = figure_.kind == FigureKind::tails;
            label = "P(" + label.substr(0, label.rfind(" (")) + (tails ? " > t)" : " ≤ t)");
        }
        drawn_.y_captions.push_back(figure_.y_labels.empty() ? label : figure_.y_labels[nth]);
    }
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

std::optional<size_t> FigureData::place(const std::vector<Group>& groups, const std::string& name,
                                        const CellRow& row) const {
    const std::string label = label_of(row, name);
    for (size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].label == label) return i;
    }
    return std::nullopt;
}

double FigureData::x_of(const CellRow& row, size_t series) const {
    if (figure_.x.empty()) return static_cast<double>(series);
    const std::vector<Node> labels = labels_on(figure_.x);
    const std::string label = label_of(row, figure_.x);
    if (drawn_.words.empty()) return *number_in(label);
    const std::vector<std::string> all = texts(labels);
    return static_cast<double>(std::find(all.begin(), all.end(), label) - all.begin());
}

void FigureData::add(const CellRow& row) {
    if (figure_.kind == FigureKind::stages || !shows(row)) return;
    const auto panel = figure_.panels.empty() ? 0 : place(panels_, figure_.panels, row);
    const bool areas = figure_.kind == FigureKind::areas;
    const auto series = areas ? 0 : place(series_, figure_.series, row);
    if (!panel || !series) return;
    for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
        if (figure_.over_time()) {
            add_along_time(row, nth, *panel, *series);
        } else if (areas) {
            add_parts(row, nth, *panel);
        } else if (figure_.of_distributions()) {
            add_distribution(row, nth, *panel, *series);
        } else {
            add_value(row, nth, *panel, *series);
        }
    }
}

void FigureData::add_value(const CellRow& row, size_t nth, size_t panel, size_t series) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    const auto shown = [&](const std::string& name) -> std::optional<Interval> {
        const Interval* found = find_metric(infos, row.metrics, name);
        if (found == nullptr || std::isnan(found->mean)) return std::nullopt;
        return scaled(*found, looks_.caption(name).scale);
    };
    const auto y = shown(figure_.y[nth]);
    if (!y) return;
    Mark mark{series, 0, *y};
    if (figure_.kind == FigureKind::scatter) {
        const auto x = shown(figure_.x);
        if (!x) return;
        mark.across = *x;
        mark.x = x->mean;
    } else {
        mark.x = x_of(row, series);
    }
    plot(nth, panel).marks.push_back(mark);
}

void FigureData::add_parts(const CellRow& row, size_t nth, size_t panel) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (size_t m = 0; m < series_.size(); ++m) {
        const std::string name = figure_.y[nth] + "." + series_[m].label;
        const Interval* part = find_metric(infos, row.metrics, name);
        if (part == nullptr) continue;
        const Interval y = scaled(*part, looks_.caption(name).scale);
        plot(nth, panel).marks.push_back({m, x_of(row, 0), y});
    }
}

void FigureData::add_along_time(const CellRow& row, size_t nth, size_t panel, size_t series) {
    const std::vector<MetricInfo> infos = series_infos(*row.grading);
    const std::vector<Span> spans = spans_of(row.series);
    const bool areas = figure_.kind == FigureKind::areas;
    std::vector<Mark>& marks = plot(nth, panel).marks;
    for (size_t k = 0; k < spans.size(); ++k) {
        const std::vector<Metric> window = summarise(row.series, spans[k], *row.grading);
        const auto mark = [&](size_t s, const std::string& name) {
            const Interval* found = find_metric(infos, window, name);
            if (found == nullptr) return;
            const Interval y = scaled(*found, looks_.caption(name).scale);
            marks.push_back({s, spans[k].from.ms() / 1000, y});
            // What is said of the last window stays so until it ends.
            if (k + 1 == spans.size()) marks.push_back({s, spans[k].until.ms() / 1000, y});
        };
        if (!areas) mark(series, figure_.y[nth]);
        for (size_t m = 0; areas && m < series_.size(); ++m) {
            mark(m, figure_.y[nth] + "." + series_[m].label);
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

void FigureData::add_published() {
    if (figure_.behind.empty()) return;
    const std::vector<CurvePoint> points = read_curve(folder_ + "/" + figure_.behind + ".csv");
    const bool of_policies = figure_.panels == "policy";
    const auto is_policy = [&](const std::string& name) {
        return std::any_of(looks_.policies.begin(), looks_.policies.end(),
                           [&](const auto& entry) { return entry.first == name; });
    };
    for (size_t p = 0; p < panels_.size(); ++p) {
        for (size_t nth = 0; nth < figure_.y.size(); ++nth) {
            std::map<std::string, std::vector<std::pair<double, double>>> curves;
            for (const CurvePoint& point : points) {
                const bool here = of_policies               ? point.series == panels_[p].label
                                  : is_policy(point.series) ? figure_.shows(point.series)
                                                            : true;
                if (!here || point.metric != figure_.y[nth]) continue;
                const double scale =
                    figure_.of_distributions() ? 1 : looks_.caption(point.metric).scale;
                const bool tails = figure_.kind == FigureKind::tails;
                curves[point.series].emplace_back(point.x, tails ? 1 - point.y : point.y * scale);
            }
            for (auto& [series, curve] : curves) {
                std::sort(curve.begin(), curve.end());
                plot(nth, p).published.push_back(std::move(curve));
            }
        }
    }
}

void FigureData::add_requests() {
    RecordMarks records(looks_.stages);
    records.read(folder_ + "/requests.csv", [&](const RecordMarks::Fields& fields) {
        for (const Axis& axis : scenario_.axes()) {
            const std::string& label = fields.at(axis.name());
            for (const AxisValue& value : axis.values) {
                if (label_text(value.label) == label && !figure_.shows(axis.name(), value.label)) {
                    return std::optional<size_t>();
                }
            }
        }
        if (!figure_.shows(fields.at("policy"))) return std::optional<size_t>();
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

// Models nobody used, and stages that no request had, are no part of a legend.
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
    if (figure_.kind == FigureKind::stages) add_requests();
    add_published();
    if (figure_.kind == FigureKind::areas || figure_.kind == FigureKind::stages) drop_unused();
    return std::move(drawn_);
}

}  // namespace mdisim
