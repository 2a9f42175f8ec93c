#include "sim/report/tables/ranking_table.hpp"

#include <set>
#include <utility>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/all_pairs.hpp"
#include "sim/report/captions.hpp"

namespace mdisim {
namespace {

std::string family_text(const Rankings& rankings, TestFamily family) {
    const bool point = family == TestFamily::point || rankings.points.size() == 1;
    const std::string where =
        point ? "a point" : "all " + counted(rankings.points.size(), "point") + " together";
    if (rankings.together == 1) return "the difference of two policies at " + where;
    return "all " + counted(rankings.together, "difference") + " of policies at " + where;
}

void add_left_out(const Rankings& rankings, std::vector<std::string>& notes) {
    std::set<std::string> names;
    for (const Ranking& ranking : rankings.points)
        names.insert(ranking.left_out.begin(), ranking.left_out.end());
    if (names.empty()) return;
    notes.push_back("without a value of every replication, so not ranked: " + joined(names));
}

}  // namespace

std::string rank_text(const SystemRank& rank) {
    const std::string first = std::to_string(rank.first);
    return rank.first == rank.last ? first : first + "-" + std::to_string(rank.last);
}

PlainTable ranking_table(const Rankings& rankings, const MetricInfo& metric, TestFamily family,
                         const std::map<std::string, std::string>& labels, size_t most_points) {
    const TableCaption caption = table_caption(metric);
    const bool sweep = rankings.points.size() > 1;
    PlainTable table;
    table.grouped = sweep;
    if (sweep) table.columns.push_back({"at", "at"});
    table.columns.push_back({"policy", "policy"});
    table.columns.push_back({"rank", "rank"});
    table.columns.push_back(
        {metric.name, caption.title, PlainKind::number, caption.scale, caption.digits});
    table.columns.push_back({"ahead", "ahead of the best other", PlainKind::interval, caption.scale,
                             caption.digits, true});
    const std::set<size_t> shown = spread_over(rankings.points.size(), most_points);
    for (const size_t p : shown) {
        const Ranking& ranking = rankings.points[p];
        for (const RankedPolicy& one : ranking.policies) {
            const auto label = labels.find(one.policy);
            std::vector<PlainCell> row;
            if (sweep) row.push_back({ranking.at});
            row.push_back({label == labels.end() ? one.policy : label->second});
            row.push_back({rank_text(one.rank)});
            row.push_back({"", {one.value, one.value, one.value}});
            row.push_back({"", one.rank.lead});
            table.rows.push_back(std::move(row));
        }
    }
    table.notes.push_back("ranks and intervals hold together in 95 of 100: " +
                          family_text(rankings, family) + " (paired t, Bonferroni)");
    add_left_out(rankings, table.notes);
    if (shown.size() < rankings.points.size()) {
        table.notes.push_back(std::to_string(shown.size()) + " of " +
                              counted(rankings.points.size(), "point") +
                              "; --format csv and json have all");
    }
    return table;
}

}  // namespace mdisim
