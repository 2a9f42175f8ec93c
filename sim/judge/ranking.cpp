#include "sim/judge/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

// The policies of one point that are compared, with their values.
struct ComparedPolicies {
    std::vector<std::string> policies;
    std::vector<double> shown;
    std::vector<std::vector<double>> values;
};

bool can_be_compared(const LedgerCell& cell, const std::vector<double>& values,
                     const std::string& metric) {
    const auto pooled = cell.pooled.find(metric);
    if (pooled != cell.pooled.end() && std::isnan(pooled->second)) return false;
    return values.size() > 1 &&
           std::none_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
}

Ranking ranked(Ranking ranking, const ComparedPolicies& field, BestIs best, size_t together) {
    if (field.policies.size() < 2) return ranking;
    const std::vector<SystemRank> ranks = ranks_of(AllPairs(field.values, together), best);
    for (size_t i = 0; i < ranks.size(); ++i)
        ranking.policies.push_back({field.policies[i], field.shown[i], ranks[i]});
    std::stable_sort(ranking.policies.begin(), ranking.policies.end(),
                     [&](const RankedPolicy& a, const RankedPolicy& b) {
                         return a.rank.lead.mean > b.rank.lead.mean;
                     });
    return ranking;
}

}  // namespace

const std::vector<std::string>& names_of(Tag<TestFamily>) {
    static const std::vector<std::string> names = {"point", "all"};
    return names;
}

Rankings rankings_of(const Ledger& ledger, const std::string& metric, BestIs best,
                     const std::vector<std::string>& policies, TestFamily family) {
    const auto named = std::find(ledger.metrics.begin(), ledger.metrics.end(), metric);
    ensure(named != ledger.metrics.end(), "a ranking is by a metric of the ledger");
    const auto m = static_cast<size_t>(named - ledger.metrics.begin());
    std::vector<Ranking> points;
    std::vector<ComparedPolicies> fields;
    std::map<std::string, size_t> known;
    for (const LedgerCell& cell : ledger.cells) {
        if (std::find(policies.begin(), policies.end(), cell.policy()) == policies.end()) continue;
        const auto [at, fresh] = known.emplace(cell.at(), points.size());
        if (fresh) {
            points.push_back({cell.at(), {}, {}});
            fields.emplace_back();
        }
        ComparedPolicies& field = fields[at->second];
        const std::vector<double>& values = cell.values[m];
        const bool alike = field.values.empty() || field.values[0].size() == values.size();
        if (!alike || !can_be_compared(cell, values, metric)) {
            points[at->second].left_out.push_back(cell.policy());
            continue;
        }
        const auto pooled = cell.pooled.find(metric);
        field.policies.push_back(cell.policy());
        field.values.push_back(values);
        field.shown.push_back(pooled == cell.pooled.end() ? ledger_mean(values) : pooled->second);
    }
    size_t most = 0;
    size_t sum = 0;
    for (const ComparedPolicies& field : fields) {
        const size_t pairs = field.policies.empty() ? 0 : pairs_of(field.policies.size());
        most = std::max(most, pairs);
        sum += pairs;
    }
    const size_t together = family == TestFamily::point ? 0 : sum;
    Rankings rankings{{}, family == TestFamily::point ? most : sum};
    for (size_t p = 0; p < points.size(); ++p)
        rankings.points.push_back(ranked(std::move(points[p]), fields[p], best, together));
    return rankings;
}

}  // namespace mdisim
