#include "sim/report/figures/published.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// Whether a check is of one metric of one policy at one point, alone or over that of another policy
// there, and expects a value of it.
bool is_single(const Check& check) {
    const bool over = check.form == ClaimForm::ratio && check.against &&
                      check.against->metric.empty() && dump(check.against_at) == dump(check.at);
    return (check.form == ClaimForm::value || over) && check.expect.value &&
           check.contrast.empty() && check.plus.empty() && check.during_s.empty() &&
           check.along.empty();
}

// The claims about the scenario as it is run. Claims with mistakes are left out, since a mistake in
// a claim must not keep results from being written; validate and claims tell it.
std::vector<Claim> claims_about(const Scenario& scenario) {
    if (scenario.changed() || scenario.claims().items.empty()) return {};
    try {
        return read_claims(scenario);
    } catch (const UserError&) {
        return {};
    }
}

}  // namespace

Published::Published(const Scenario& scenario, std::string folder) : folder_(std::move(folder)) {
    if (scenario.figures().empty()) return;
    const Grid& grid = scenario.grid();
    for (const Claim& claim : claims_about(scenario)) {
        if (claim.is_ours()) continue;
        for (const Variant& variant : claim.variants) {
            for (const Check& check : variant.checks) {
                if (!is_single(check)) continue;
                numbers_.insert({grid.point_at(grid.positions_of(check.at)), check.policy,
                                 check.metric, check.against ? check.against->policy : "",
                                 *check.expect.value});
            }
        }
    }
}

std::vector<double> Published::values(const CellRow& row, const std::string& metric,
                                      const std::string& over) const {
    std::vector<double> values;
    for (const Number& n : numbers_) {
        const bool here =
            n.point == row.point && n.policy == row.policy && n.metric == metric && n.over == over;
        if (here) values.push_back(n.value);
    }
    return values;
}

std::map<std::string, Curve> Published::curves(const Figure& figure, const FigureLooks& looks,
                                               const std::string& panel,
                                               const std::string& metric) const {
    if (figure.behind.empty()) return {};
    std::map<std::string, Curve> curves;
    for (const CurvePoint& point : read_curve(folder_ + "/" + figure.behind + ".csv")) {
        const bool here = figure.panels == "policy"       ? point.series == panel
                          : looks.is_policy(point.series) ? figure.shows(point.series)
                                                          : true;
        if (!here || point.metric != metric) continue;
        const double scale = figure.of_distributions() ? 1 : looks.caption(metric).scale;
        const bool tails = figure.kind == FigureKind::tails;
        curves[point.series].emplace_back(point.x, tails ? 1 - point.y : point.y * scale);
    }
    for (auto& [series, curve] : curves) std::sort(curve.begin(), curve.end());
    return curves;
}

}  // namespace mdisim
