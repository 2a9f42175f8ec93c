#include "sim/metrics/all_pairs.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

using Table = std::vector<std::vector<double>>;

double drawn(uint32_t sample, uint32_t system, size_t replication) {
    const Lanes lanes = random_lanes(21, {{}, 0, system, sample, replication});
    return normal_quantile(uniform_of(lanes.lane[0]));
}

// Values around these means, whose replications have something in common, as on common draws.
Table sample_of(uint32_t sample, const std::vector<double>& means, size_t replications) {
    Table table;
    for (uint32_t i = 0; i < means.size(); ++i) {
        table.emplace_back();
        for (size_t r = 0; r < replications; ++r) {
            const double common = 3 * drawn(sample, 100, r);
            table.back().push_back(means[i] + common + (1 + i) * drawn(sample, i, r));
        }
    }
    return table;
}

}  // namespace

TEST_CASE("differences of all pairs are Student's at Bonferroni's level", "[pairs]") {
    const Table table = sample_of(1, {1, 2, 4, 8}, 12);
    const AllPairs pairs(table);
    CHECK(pairs.systems() == 4);
    CHECK(pairs_of(4) == 6);
    const double factor = quantile(boost::math::students_t(11), 1 - 0.05 / 12);
    const double alone = quantile(boost::math::students_t(11), 0.975);
    for (size_t i = 0; i < 4; ++i) {
        for (size_t j = 0; j < 4; ++j) {
            if (i == j) continue;
            const Interval one = paired_difference(table[i], table[j]).interval;
            const Interval all = pairs.difference(i, j);
            CHECK(all.mean == Approx(one.mean).epsilon(1e-12));
            CHECK(all.high - all.mean == Approx(one.half_width() / alone * factor).epsilon(1e-9));
            CHECK(all.mean - all.low == Approx(one.half_width() / alone * factor).epsilon(1e-9));
            CHECK(all.low == -pairs.difference(j, i).high);
        }
    }
    // The family of a figure with 30 such points.
    const double wide = quantile(boost::math::students_t(11), 1 - 0.05 / 360);
    CHECK(AllPairs(table, 180).difference(3, 0).half_width() ==
          Approx(pairs.difference(3, 0).half_width() / factor * wide).epsilon(1e-9));
    CHECK_THROWS_AS(AllPairs(Table{{1, 2}}), InternalError);
    CHECK_THROWS_AS(AllPairs(Table{{1, 2}, {1, 2, 3}}), InternalError);
}

TEST_CASE("of two systems, all pairs are the one paired difference", "[pairs]") {
    const Table table = sample_of(2, {0, 1}, 10);
    const Interval one = paired_difference(table[1], table[0]).interval;
    const Interval all = AllPairs(table).difference(1, 0);
    CHECK(all.low == Approx(one.low).epsilon(1e-12));
    CHECK(all.high == Approx(one.high).epsilon(1e-12));
}

TEST_CASE("ranks and leads are read off the differences", "[pairs]") {
    // Differences without spread are certain, so the order is known.
    const Table table = {{5, 6, 7}, {1, 2, 3}, {9, 10, 11}, {5, 6, 7}};
    const std::vector<SystemRank> most = ranks_of(AllPairs(table), BestIs::highest);
    const std::vector<SystemRank> least = ranks_of(AllPairs(table), BestIs::lowest);
    const auto ranks = [](const SystemRank& s) { return std::pair(s.first, s.last); };
    CHECK(ranks(most[2]) == std::pair<size_t, size_t>(1, 1));
    CHECK(ranks(most[0]) == std::pair<size_t, size_t>(2, 3));
    CHECK(ranks(most[3]) == std::pair<size_t, size_t>(2, 3));
    CHECK(ranks(most[1]) == std::pair<size_t, size_t>(4, 4));
    CHECK(ranks(least[1]) == std::pair<size_t, size_t>(1, 1));
    CHECK(ranks(least[2]) == std::pair<size_t, size_t>(4, 4));
    CHECK(most[2].lead.mean == 4);
    CHECK(most[0].lead.mean == -4);
    CHECK(most[1].lead.mean == -8);
    CHECK(least[1].lead.mean == 4);
    // Who may be the best is not shown to be behind anybody.
    const Table close = sample_of(3, {0, 0.2, 0.4, 9}, 10);
    for (const SystemRank& s : ranks_of(AllPairs(close), BestIs::highest))
        CHECK((s.first == 1) == (s.lead.high >= 0));
}

TEST_CASE("all differences, ranks and leads hold together in 95 of 100 samples", "[pairs]") {
    const std::vector<double> means = {0, 0.3, 0.3, 1, 12};
    constexpr uint32_t samples = 2000;
    int differences = 0;
    int right_ranks = 0;
    int leads = 0;
    int told_apart = 0;
    int each_alone = 0;
    for (uint32_t s = 0; s < samples; ++s) {
        const Table table = sample_of(1000 + s, means, 10);
        const AllPairs pairs(table);
        const std::vector<SystemRank> ranks = ranks_of(pairs, BestIs::highest);
        bool all = true;
        bool alone = true;
        bool ranked = true;
        bool ahead = true;
        for (size_t i = 0; i < means.size(); ++i) {
            double best = -1e9;
            size_t above = 0;
            size_t below = 0;
            for (size_t j = 0; j < means.size(); ++j) {
                if (i == j) continue;
                best = std::max(best, means[j]);
                above += means[j] > means[i];
                below += means[j] < means[i];
                const double truth = means[i] - means[j];
                const Interval d = pairs.difference(i, j);
                all = all && d.low <= truth && truth <= d.high;
                const Interval one = paired_difference(table[i], table[j]).interval;
                alone = alone && one.low <= truth && truth <= one.high;
            }
            ranked = ranked && ranks[i].first <= above + 1 && ranks[i].last >= means.size() - below;
            const Interval& lead = ranks[i].lead;
            ahead = ahead && lead.low <= means[i] - best && means[i] - best <= lead.high;
        }
        differences += all;
        each_alone += alone;
        right_ranks += ranked;
        leads += ahead;
        told_apart += ranks[4].last == 1 && ranks[0].first > 1;
    }
    // Bonferroni's level is a little wider than needed, and not by much.
    CHECK(differences >= 0.945 * samples);
    CHECK(differences <= 0.98 * samples);
    CHECK(right_ranks >= differences);
    CHECK(leads >= differences);
    CHECK(told_apart >= 0.9 * samples);  // ranks that say nothing are always right
    CHECK(each_alone < 0.85 * samples);  // which is why they are corrected
}

}  // namespace mdisim
