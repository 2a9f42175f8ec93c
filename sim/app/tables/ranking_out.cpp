#include "sim/app/tables/ranking_out.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/app/tables/table_format.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/ranking.hpp"
#include "sim/metrics/all_pairs.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/table.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/tables/ranking_table.hpp"

namespace mdisim {
namespace {

std::string metric_asked(const Ledger& ledger, const Arguments& arguments) {
    const std::string metric = arguments.last("metric").value_or("effective_accuracy");
    const std::vector<std::string>& known = ledger.metrics;
    if (std::find(known.begin(), known.end(), metric) == known.end()) {
        throw UserError({{"--metric " + metric, "",
                          "these results keep no replications of it." +
                              suggestion(metric, {known.begin(), known.end()})}});
    }
    if (better_of(metric) == Better::neither) {
        throw UserError({{"--metric " + metric, "",
                          "neither more nor less of it is better, so it ranks none"}});
    }
    return metric;
}

MetricInfo info_of(const std::string& metric) {
    const size_t at = metric_index(metric_infos(), metric);
    if (at < metric_infos().size()) return metric_infos()[at];
    return {metric, metric, "", "", MetricKind::mean, better_of(metric)};
}

}  // namespace

int print_ranking(const Ledger& ledger, const std::vector<std::string>& policies,
                  const std::set<std::string>& knowing,
                  const std::map<std::string, std::string>& labels, const Arguments& arguments) {
    const std::string metric = metric_asked(ledger, arguments);
    const TestFamily family = choice_of(arguments, "family", TestFamily::point);
    std::vector<std::string> ranked = policies;
    bool without_knowing = false;
    for (size_t c = 0; c < ledger.cells.size() && policies.empty(); ++c) {
        const std::string name = ledger.cells[c].policy();
        if (std::find(ranked.begin(), ranked.end(), name) != ranked.end()) continue;
        if (knowing.contains(name)) {
            without_knowing = true;
        } else {
            ranked.push_back(name);
        }
    }
    const BestIs best = better_of(metric) == Better::higher ? BestIs::highest : BestIs::lowest;
    const Rankings rankings = rankings_of(ledger, metric, best, ranked, family);
    const TableFormat format = table_format_of(arguments);
    const bool all = format == TableFormat::csv || format == TableFormat::json;
    PlainTable table = ranking_table(rankings, info_of(metric), family, labels,
                                     all ? SIZE_MAX : TableStyle().points);
    if (table.rows.empty())
        throw UserError("there are no two policies with several replications each to rank");
    if (without_knowing)
        table.notes.push_back("policies that know the truth are ranked if they are named");
    print_table(table, arguments);
    return exit_ok;
}

}  // namespace mdisim
