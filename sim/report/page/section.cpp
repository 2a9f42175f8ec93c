#include "sim/report/page/section.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_caption.hpp"
#include "sim/report/figures/figure_data.hpp"
#include "sim/report/figures/published.hpp"
#include "sim/report/files.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/table.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// The metrics of every table, then those that figures show.
std::vector<std::string> metrics_of(const Scenario& scenario) {
    std::vector<std::string> names = table_metrics();
    std::set<std::string> known;
    for (const MetricInfo& info : metric_infos()) known.insert(info.name);
    for (const Figure& figure : scenario.figures()) {
        if (figure.over_time()) continue;
        std::vector<std::string> drawn = figure.y;
        drawn.push_back(figure.x);
        for (const std::string& name : drawn) {
            const bool listed = contains(names, name);
            if (known.contains(name) && !listed) names.push_back(name);
        }
    }
    return names;
}

// What a metric is, as a sentence.
std::string sentence_of(std::string doc) {
    doc.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(doc.front())));
    return doc + ".";
}

std::string shown(const Interval& i, const Caption& caption) {
    const int digits = caption.scale == 100 ? 2 : std::fabs(i.mean) < 10 ? 3 : 1;
    return interval_text(i, caption.scale, digits, "–");
}

}  // namespace

SectionBuilder::SectionBuilder(const Scenario& scenario, const std::string& folder,
                               size_t most_points)
    : scenario_(scenario),
      figures_(scenario, folder),
      claims_(read_claims(scenario)),
      evidence_(evidence_for(claims_)),
      warnings_(scenario),
      points_(spread_over(scenario.size(), most_points)),
      metrics_(metrics_of(scenario)),
      policies_(scenario),
      each_([this](const CellRow& row, bool is_bound) { add_to_table(row, is_bound); }) {
    section_.name = scenario.name();
    section_.about = scenario.about();
    section_.folder = folder;
    section_.manifest = read_manifest(folder).document;
    section_.words = ClaimWords(scenario);
    Table& table = section_.table;
    for (const Axis& axis : scenario.axes()) {
        table.head.push_back(axis_title(scenario, axis.name()));
    }
    table.head.push_back("policy");
    table.labels = table.head.size();
    table.points = scenario.size();
    table.shown = points_.size();
    section_.csv = axes_head(scenario) + "policy";
    for (const std::string& metric : metrics_) {
        const MetricInfo& info = metric_infos()[metric_index(metric_infos(), metric)];
        table.head.push_back(caption_of_metric(info).label);
        section_.terms.push_back({table.head.back(), sentence_of(info.doc)});
        section_.csv += ',' + metric + ',' + metric + "_low," + metric + "_high";
    }
    section_.csv += '\n';
}

void SectionBuilder::add(const CellRow& row) {
    figures_.add(row);
    evidence_.add(row);
    warnings_.add(row);
    add_to_csv(row);
    if (points_.contains(row.point)) each_.add(row);
    if (row.point == scenario_.home()) home_ = row.at;
}

void SectionBuilder::add_to_table(const CellRow& row, bool is_bound) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    std::vector<std::string> cells;
    for (size_t a = 0; a < row.at.size(); ++a) {
        cells.push_back(figures_.looks().label(scenario_.axes()[a].name(), label_text(row.at[a])));
    }
    const std::string knows = row.knows_truth ? " (knows the truth)" : "";
    cells.push_back(is_bound ? "bound" : policies_.of(row.policy) + knows);
    for (const std::string& metric : metrics_) {
        const size_t m = metric_index(infos, metric);
        const Interval& i = row.metrics[m].interval;
        cells.push_back(is_bound && std::isnan(i.mean) ? ""
                                                       : shown(i, caption_of_metric(infos[m])));
    }
    section_.table.rows.push_back(std::move(cells));
    section_.table.has_bounds = section_.table.has_bounds || is_bound;
}

void SectionBuilder::add_to_csv(const CellRow& row) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    std::string line = cell_head(row);
    line.pop_back();
    for (const std::string& metric : metrics_) {
        const Interval& i = row.metrics[metric_index(infos, metric)].interval;
        for (double x : {i.mean, i.low, i.high}) {
            line += ',' + (std::isfinite(x) ? short_number(x, 6) : "");
        }
    }
    section_.csv += line + '\n';
}

// Requests that the run kept, as a figure of their stages, if the scenario does not draw them.
void SectionBuilder::add_timeline() {
    constexpr size_t most = 20;  // requests of a policy
    const std::string file = section_.folder + "/requests.csv";
    const bool drawn = std::any_of(section_.figures.begin(), section_.figures.end(),
                                   [](const auto& f) { return f.is(FigureKind::stages); });
    if (drawn || !std::filesystem::exists(file)) return;
    Figure figure;
    figure.name = "requests";
    figure.title = "the first " + std::to_string(most) + " that were kept, stage by stage";
    figure.kind = FigureKind::stages;
    figure.y = {"latency_ms"};
    figure.panels = "policy";
    figure.x_label = "request";
    for (size_t a = 0; a < home_.size(); ++a) {
        figure.where.push_back({scenario_.axes()[a].name(), {label_text(home_[a])}});
    }
    const Published published(scenario_, section_.folder);
    DrawnFigure timeline =
        FigureData(scenario_, figure, figures_.looks(), published, section_.folder).take();
    for (Plot& plot : timeline.plots) {
        std::erase_if(plot.marks, [](const Mark& mark) { return mark.x > most; });
    }
    timeline.note = note_of(scenario_, timeline);
    section_.figures.push_back(std::move(timeline));
}

Section SectionBuilder::take() {
    each_.finish();
    section_.figures = figures_.take();
    add_timeline();
    section_.judgements = judge(scenario_, claims_, evidence_);
    section_.warnings = warnings_.all();
    return std::move(section_);
}

}  // namespace mdisim
