#include "sim/report/figures/thresholds.hpp"

#include <algorithm>
#include <optional>

#include "sim/describe/error.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

// The thresholds about the scenario as it is run. Those with mistakes are left out, as claims with
// mistakes are (published.cpp): `run` and `validate` tell them.
std::vector<Check> thresholds_about(const Scenario& scenario) {
    if (scenario.thresholds().items.empty()) return {};
    try {
        return read_thresholds(scenario);
    } catch (const UserError&) {
        return {};
    }
}

// Whether a threshold is about one metric of one policy, over the whole run.
bool is_of_one(const Check& check) {
    return check.form == ClaimForm::value && check.contrast.empty() && check.plus.empty() &&
           check.during_s.empty() && check.take == Take::every;
}

// The limits of what is expected: one end or both.
std::vector<double> limits_of(const Expectation& expect) {
    std::vector<double> limits;
    for (const std::optional<double>& limit : {expect.least, expect.most, expect.value}) {
        if (limit) limits.push_back(*limit);
    }
    return limits;
}

// Whether a panel shows what a threshold is about.
bool is_in(const Figure& figure, const std::string& panel, const Check& check) {
    if (!figure.shows(check.policy)) return false;
    if (figure.panels == "policy" && panel != check.policy) return false;
    return std::all_of(check.at.members.begin(), check.at.members.end(), [&](const auto& member) {
        const auto& [axis, label] = member;
        if (axis == figure.panels) return label_text(label) == panel;
        return figure.shows(axis, label);
    });
}

void add_limit(Plot& plot, const DrawnFigure& figure, const Check& check, double y) {
    const Node* at = check.at.find(figure.figure.x);
    if (at == nullptr) {
        const auto& known = plot.thresholds;
        if (std::find(known.begin(), known.end(), y) == known.end()) plot.thresholds.push_back(y);
    } else if (at->is_number() && !figure.over_words()) {
        plot.threshold_marks.emplace_back(at->as_number(), y);
    }
}

}  // namespace

void add_thresholds(DrawnFigure& figure, const Scenario& scenario, const FigureLooks& looks,
                    const std::vector<std::string>& panels) {
    const bool of_metrics = figure.is(FigureKind::lines) || figure.is(FigureKind::bars);
    if (!of_metrics || figure.figure.over_time()) return;
    const std::vector<Check> thresholds = thresholds_about(scenario);
    const size_t each = figure.figure.y.size();
    for (size_t p = 0; p < figure.plots.size(); ++p) {
        Plot& plot = figure.plots[p];
        const std::string& metric = figure.figure.y[plot.nth];
        for (const Check& check : thresholds) {
            if (!is_of_one(check) || check.metric != metric) continue;
            if (!is_in(figure.figure, panels[p / each], check)) continue;
            for (const double limit : limits_of(check.expect)) {
                const double y = limit * looks.caption(metric).scale;
                if (plot.extent().is_near(y)) add_limit(plot, figure, check, y);
            }
        }
    }
}

}  // namespace mdisim
