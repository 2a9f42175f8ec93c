// The straight path: no request can touch another, so nothing is an event. A loop over columns.
#include <map>

#include "sim/world/course.hpp"

namespace mdisim {
namespace {

// The cells of one world, by deadline: they share what is derived, and the bound.
struct DeadlineGroup {
    Bound bound;
    BoundTally bound_tally;
    std::vector<size_t> cells;
};
struct WorldGroup {
    WorldGroup(const ReadyWorld& w, const Tape& tape) : world(w), derivation(w, tape) {}
    const ReadyWorld& world;
    Derivation derivation;
    std::map<Duration, DeadlineGroup> deadlines;
};

// One batch of one world, with what all its cells see.
struct Sights {
    double uplink_ms[column_size];
    double network_ms[column_size];
};

class StraightRun {
  public:
    StraightRun(std::span<const Cell* const> cells, const Plan& plan)
        : plan_(plan),
          tape_(plan.seed, plan.replication, plan.requests),
          draws_(plan.seed, {select_draws, 0, plan.replication, 0, 0}),
          place_draws_(plan.seed, {place_draws, 0, plan.replication, 0, 0}) {
        for (const Cell* cell : cells) add(*cell);
    }

    std::vector<CellResult> run() {
        while (tape_.advance()) {
            draws_.move_to(tape_.first(), tape_.size());
            place_draws_.move_to(tape_.first(), tape_.size());
            for (WorldGroup& group : groups_) run_batch(group);
        }
        std::vector<CellResult> results;
        for (Course& course : courses_) {
            results.push_back({std::move(course.tally()), tape_digest(course.world(), tape_)});
        }
        for (WorldGroup& group : groups_) {
            for (auto& [sla, deadline] : group.deadlines) {
                for (size_t c : deadline.cells) results[c].tally.bound = deadline.bound_tally;
            }
        }
        return results;
    }

  private:
    void add(const Cell& cell) {
        WorldGroup* group = nullptr;
        for (WorldGroup& g : groups_) {
            if (&g.world == cell.world.get()) group = &g;
        }
        if (group == nullptr) group = &groups_.emplace_back(*cell.world, tape_);
        courses_.emplace_back(cell, plan_);
        const auto [at, fresh] = group->deadlines.try_emplace(
            cell.sla,
            DeadlineGroup{Bound(*cell.world, cell.sla), courses_.back().tally().bound, {}});
        at->second.cells.push_back(courses_.size() - 1);
    }

    void run_batch(WorldGroup& group) {
        RequestColumns& batch = batch_;
        group.derivation.next(tape_, batch);
        const Estimator& estimator = group.world.described().estimator;
        for (size_t i = 0; i < batch.size; ++i) {
            const Duration down = group.derivation.down(batch, i, batch.created[i] + batch.up[i]);
            const NetworkSight sight = memoryless_sight(estimator, batch.up[i], down);
            sights_.uplink_ms[i] = sight.uplink_ms;
            sights_.network_ms[i] = sight.network_ms;
        }
        for (auto& [sla, deadline] : group.deadlines) {
            count_bound(group, deadline);
            for (size_t c : deadline.cells) run_cell(courses_[c], group);
        }
        group.derivation.paths().forget_before(batch.created[batch.size - 1]);
    }

    // From creation to the answer of a model nobody waits for.
    Duration unhindered(WorldGroup& group, const NoiseAddress& noise, size_t i, uint16_t model) {
        const Duration there =
            batch_.up[i] + group.world.models().execution(model, batch_.noise[i], noise);
        return there + group.derivation.down(batch_, i, batch_.created[i] + there);
    }

    void count_bound(WorldGroup& group, DeadlineGroup& deadline) {
        const Course& any = courses_[deadline.cells.front()];
        for (size_t i = 0; i < batch_.size; ++i) {
            const uint64_t index = batch_.first + i;
            if (index < plan_.warm_up) continue;
            const NoiseAddress noise = any.noise_address(index);
            deadline.bound.count(
                deadline.bound_tally,
                [&](uint16_t model) { return unhindered(group, noise, i, model); },
                [&](uint16_t model) {
                    return group.world.phone_models().execution(model, batch_.phone_noise[i],
                                                                noise);
                });
        }
    }

    void choose(Course& course, WorldGroup& group) {
        const SelectBatch asked{batch_.size,        course.sla_ms(),     sights_.uplink_ms,
                                sights_.network_ms, group.world.offer(), draws_};
        if (!course.needs_truth()) {
            course.select().choose_all(asked, models_);
            for (size_t i = 0; i < batch_.size; ++i) {
                ensure(models_[i] < group.world.models().size(),
                       "a select policy chose a model that is not there");
            }
            return;
        }
        for (size_t i = 0; i < batch_.size; ++i) {
            Draw draw = asked.draw(i);
            const NoiseAddress noise = course.noise_address(batch_.first + i);
            models_[i] = course.choose(asked.view(i), draw, [&](uint16_t model) {
                return unhindered(group, noise, i, model);
            });
        }
    }

    void run_cell(Course& course, WorldGroup& group) {
        choose(course, group);
        course.place_all(place_draws_, batch_.size, placements_);
        for (size_t i = 0; i < batch_.size; ++i) {
            const uint64_t index = batch_.first + i;
            const Placement placement = placements_[i];
            Outcome o;
            o.index = index;
            o.created = batch_.created[i];
            if (placement.cloud) {
                o.model = models_[i];
                o.uplink = batch_.up[i];
                o.execution = course.execution(o.model, batch_.noise[i], index);
                o.downlink = group.derivation.down(batch_, i, o.created + o.uplink + o.execution);
            }
            if (placement.phone) {
                o.phone_model = placement.phone_model;
                o.phone = course.phone_run(o.phone_model, batch_.phone_noise[i], index);
            }
            course.finish(o, placement.cloud, placement.cloud);
        }
    }

    Plan plan_;
    Tape tape_;
    DrawColumn draws_;
    DrawColumn place_draws_;
    std::deque<WorldGroup> groups_;
    std::deque<Course> courses_;
    RequestColumns batch_{};
    Sights sights_{};
    uint16_t models_[column_size] = {};
    Placement placements_[column_size] = {};
};

}  // namespace

std::vector<CellResult> simulate_straight(std::span<const Cell* const> cells, const Plan& plan) {
    return std::make_unique<StraightRun>(cells, plan)->run();
}

}  // namespace mdisim
