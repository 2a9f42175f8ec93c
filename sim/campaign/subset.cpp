#include "sim/campaign/subset.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/absorb.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/sampling.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

using Set = std::vector<uint16_t>;
using Accuracies = std::vector<std::vector<double>>;  // one accuracy for each point and replication

// The key under which accuracy_part() of a cell's tally is kept, which is all that accuracy depends
// on.
Digest accuracy_key(const Digest& cell, uint32_t replication) {
    const Digest key = with_replication(cell, replication);
    return Hasher().absorb(std::string_view("accuracy")).absorb(key.low).absorb(key.high).digest();
}
Tally accuracy_part(Tally tally) {
    tally.latencies = {};
    tally.waits = {};
    tally.series.reset();
    return tally;
}

bool is_bound(const Combination& c) { return c.needs_truth(); }

const Combination& combination_at(const Point& point, const std::string& policy) {
    std::vector<std::string_view> names;
    for (const Combination& c : point.policies) {
        if (c.name == policy) return c;
        names.push_back(c.name);
    }
    throw UserError("the scenario has no policy '" + policy + "'." + suggestion(policy, names));
}

// The points of a sweep, in worlds with all models, and one policy.
class Points {
  public:
    Points(const Scenario& scenario, const std::string& policy) : policy_(policy) {
        for (size_t i = 0; i < scenario.size(); ++i) {
            points_.push_back(scenario.point(i));
            const Point& p = points_.back();
            if (p.world->log() != nullptr) {
                throw UserError("subset compares replications of drawn requests: not of a \"log\"");
            }
            if (p.setting.replications < 2) {
                throw UserError("the interval of a loss needs at least 2 \"replications\"");
            }
            if (p.world->models().names() != points_.front().world->models().names()) {
                throw UserError("the models in the cloud differ from point to point");
            }
            policies_.push_back(combination_at(p, policy));
        }
    }
    size_t size() const { return points_.size(); }
    const Point& operator[](size_t i) const { return points_[i]; }
    const Combination& policies(size_t i) const { return policies_[i]; }
    const std::string& policy() const { return policy_; }
    const std::vector<std::string>& models() const {
        return points_.front().world->models().names();
    }

  private:
    std::string policy_;
    std::vector<Point> points_;
    std::vector<Combination> policies_;
};

// The runs of the policy with one set of models, at all points.
class SetRun {
  public:
    // store: where runs of a policy that is identified are kept, or null.
    SetRun(const Points& points, const Set& set, Store* store, Tables& tables)
        : points_(points), store_(are_identified(points.policies(0)) ? store : nullptr) {
        std::map<const ReadyWorld*, Point> small;
        for (size_t i = 0; i < points.size(); ++i) {
            Point& p = small[points[i].world.get()];
            if (!p.world) reduce(p, *points[i].world, set);
            Cell cell{p.world, Duration::from_ms(points[i].setting.sla_ms), points.policies(i)};
            tables.equip(cell, p);
            cells_.push_back(cell);
            keys_.push_back(
                cell_key(p.world_digest, cell.sla, points[i].plan(), points.policies(i)));
        }
    }

    Accuracies run() {
        accuracies_.resize(points_.size());
        std::map<std::tuple<uint64_t, uint64_t, uint64_t, Time, HowDrawn, uint32_t>,
                 std::vector<size_t>>
            missing;  // points by the parts of a plan on which a tape depends
        for (size_t i = 0; i < points_.size(); ++i) {
            accuracies_[i].resize(static_cast<size_t>(points_[i].setting.replications));
            for (uint32_t r = 0; r < accuracies_[i].size(); ++r) {
                const auto known =
                    store_ != nullptr ? store_->find(accuracy_key(keys_[i], r)) : std::nullopt;
                if (known) {
                    note(i, r, known->tally);
                    continue;
                }
                const Plan plan = points_[i].plan(r);
                missing[{plan.seed, plan.requests, plan.warm_up, plan.end, plan.drawn, r}]
                    .push_back(i);
            }
        }
        for (const auto& [tape, points] : missing) compute(points, std::get<uint32_t>(tape));
        return std::move(accuracies_);
    }
    // Whether any request was sent to the cloud. Requires that run() has ended.
    bool asked_the_cloud() const { return asked_; }

  private:
    static void reduce(Point& small, const ReadyWorld& all, const Set& set) {
        World world = all.described();
        std::vector<Model> kept;
        for (uint16_t m : set) kept.push_back(world.models.list[m]);
        world.models.list = std::move(kept);
        Hasher hasher;
        absorb_object(hasher, describe(Tag<World>{}), &world);
        small.world_digest = hasher.digest();
        small.world = std::make_shared<const ReadyWorld>(world);
    }

    void compute(const std::vector<size_t>& points, uint32_t replication) {
        std::vector<Cell> cells;
        for (size_t i : points) cells.push_back(cells_[i]);
        const auto start = std::chrono::steady_clock::now();
        std::vector<CellResult> results =
            simulate(cells, points_[points.front()].plan(replication));
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        for (size_t c = 0; c < points.size(); ++c) {
            note(points[c], replication, results[c].tally);
            if (store_ == nullptr) continue;
            store_->put(accuracy_key(keys_[points[c]], replication),
                        {accuracy_part(std::move(results[c].tally)), results[c].tape},
                        spent.count() / static_cast<double>(points.size()));
        }
    }
    void note(size_t point, uint32_t replication, const Tally& tally) {
        accuracies_[point][replication] = effective_accuracy(tally, cells_[point].world->grading());
        asked_ = asked_ || tally.sent > 0;
    }

    const Points& points_;
    Store* store_;
    std::vector<Cell> cells_;
    std::vector<Digest> keys_;
    Accuracies accuracies_;
    bool asked_ = false;
};

Set all_models(const Points& points) {
    Set all(points.models().size());
    std::iota(all.begin(), all.end(), uint16_t{0});
    return all;
}

bool selects_by_mdinference(const Combination& c) {
    const Chosen& select = c[Decision::select];
    return select && select.entry->name == "mdinference";
}

// The policies that do not see the truth: first those that select by MDInference, then the others,
// each in the order of the scenario.
std::vector<std::string> real_policies(const Scenario& scenario) {
    std::vector<Combination> real = scenario.point(0).policies;
    std::erase_if(real, is_bound);
    std::stable_partition(real.begin(), real.end(), selects_by_mdinference);
    std::vector<std::string> names;
    for (const Combination& c : real) names.push_back(c.name);
    if (names.empty()) throw UserError("the scenario has only policies that see the truth");
    return names;
}

std::string first_that_asks_the_cloud(const Scenario& scenario, Store& store,
                                      const std::vector<std::string>& policies) {
    Tables tables(store);
    for (const std::string& policy : policies) {
        const Points points(scenario, policy);
        SetRun run(points, all_models(points), &store, tables);
        run.run();
        if (run.asked_the_cloud()) return policy;
    }
    throw UserError("no policy of the scenario sends a request to the cloud (" + joined(policies) +
                    "), so no policy needs any of the cloud's models");
}

// With more models a row for each set, point and replication makes a store of gigabytes.
constexpr size_t most_models_kept = 8;

class Search {
  public:
    Search(const Scenario& scenario, const std::string& policy, Store& store,
           const SubsetOptions& options)
        : options_(options), points_(scenario, policy), store_(store), tables_(store) {
        found_.policy = points_.policy();
        found_.models = points_.models();
        found_.within = options.within;
        found_.exhaustive = found_.models.size() <= options.few_models;
        keeps_ = !found_.exhaustive || found_.models.size() <= most_models_kept;
    }

    SubsetSearch run() {
        const size_t n = found_.models.size();
        const Set all = all_models(points_);
        full_ = SetRun(points_, all, &store_, tables_).run();
        found_.best.resize(n);
        found_.best[n - 1] = {all, worst(full_)};
        found_.tried = 1;
        total_ = found_.exhaustive ? (uint64_t{1} << n) - 1 : n * (n + 1) / 2;
        for (size_t size = n - 1; size > 0; --size) {
            found_.best[size - 1] =
                best_of(found_.exhaustive ? of_size(size) : without_one(found_.best[size].models));
        }
        store_.commit();
        while (found_.best[found_.smallest].worst.interval.high > options_.within) {
            ++found_.smallest;
        }
        return std::move(found_);
    }

  private:
    std::vector<Set> of_size(size_t size) const {
        std::vector<Set> sets;
        for (uint64_t mask = 1; mask < uint64_t{1} << found_.models.size(); ++mask) {
            Set set;
            for (uint16_t m = 0; m < found_.models.size(); ++m) {
                if ((mask >> m & 1) != 0) set.push_back(m);
            }
            if (set.size() == size) sets.push_back(std::move(set));
        }
        return sets;
    }
    static std::vector<Set> without_one(const Set& larger) {
        std::vector<Set> sets(larger.size(), larger);
        for (size_t i = 0; i < sets.size(); ++i) {
            sets[i].erase(sets[i].begin() + static_cast<std::ptrdiff_t>(i));
        }
        return sets;
    }

    Loss worst(const Accuracies& accuracies) const {
        Loss worst;
        for (size_t p = 0; p < accuracies.size(); ++p) {
            const Interval loss = paired_difference(full_[p], accuracies[p]).interval;
            if (p == 0 || loss.high > worst.interval.high) worst = {loss, p};
        }
        return worst;
    }

    // The set with the least loss; if several have it, the first of these.
    SetFound best_of(const std::vector<Set>& sets) {
        const std::vector<Loss> losses = losses_of(sets);
        const auto best = std::min_element(
            losses.begin(), losses.end(),
            [](const Loss& a, const Loss& b) { return a.interval.high < b.interval.high; });
        return {sets[static_cast<size_t>(best - losses.begin())], *best};
    }

    std::vector<Loss> losses_of(const std::vector<Set>& sets) {
        std::vector<Loss> losses(sets.size());
        each_on_threads(sets.size(), options_.jobs, [&](size_t i) {
            losses[i] = worst(SetRun(points_, sets[i], keeps_ ? &store_ : nullptr, tables_).run());
            count();
        });
        return losses;
    }
    void count() {
        const std::lock_guard lock(guard_);
        ++found_.tried;
        if (options_.progress) options_.progress(found_.tried, total_);
    }

    const SubsetOptions& options_;
    Points points_;
    Store& store_;
    Tables tables_;
    SubsetSearch found_;
    Accuracies full_;
    uint64_t total_ = 0;
    bool keeps_ = true;  // whether the runs of sets are kept in the store
    std::mutex guard_;
};

}  // namespace

SubsetSearch find_subset(const Scenario& scenario, Store& store, const SubsetOptions& options) {
    if (!options.policy.empty()) return Search(scenario, options.policy, store, options).run();
    std::vector<std::string> policies = real_policies(scenario);
    const std::string policy = first_that_asks_the_cloud(scenario, store, policies);
    SubsetSearch found = Search(scenario, policy, store, options).run();
    std::erase(policies, policy);
    found.other_policies = std::move(policies);
    return found;
}

}  // namespace mdisim
