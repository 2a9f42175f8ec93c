#include "sim/judge/measured.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/describe/long_column.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/log_blocks.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// Reads the answers of a log, request by request.
class MeasuredAnswers {
  public:
    explicit MeasuredAnswers(const Point& point)
        : classes_(point.world->classes()),
          sla_(Duration::from_ms(point.setting.sla_ms)),
          log_(*point.world->log()),
          knows_models_(has_all_models(log_)),
          columns_(log_),
          created_(log_.created.cursor()),
          model_(log_.model.cursor()),
          latency_(log_.latency.cursor()),
          right_(log_.right.cursor()) {}

    Outcome outcome(uint64_t i) {
        Outcome o;
        o.index = i;
        if (!log_.created.empty()) o.created = Time{created_.at(i)};
        if (!log_.of_class.empty()) o.source = static_cast<uint32_t>(columns_.of_class.at(i));
        if (!log_.deadline.empty()) o.own_deadline = Duration{columns_.deadline.at(i)};
        const int64_t model = knows_models_ ? model_.at(i) : 0;
        if (model >= 0) o.model = static_cast<uint16_t>(model);
        o.latency = Duration{latency_.at(i)};
        if (o.latency.ns < 0) return o;
        o.answer = Answer::cloud;
        o.on_time = o.latency <= classes_.sla(o, sla_);
        if (!log_.right.empty()) {
            o.rights.drawn = true;
            o.rights.cloud = o.rights.answer = right_.at(i) > 0;
        }
        return o;
    }

  private:
    const ReadyClasses& classes_;
    Duration sla_;
    const LoggedRequests& log_;
    bool knows_models_;
    LogCursors columns_;
    LongColumn::Cursor created_;
    LongColumn::Cursor model_;
    LongColumn::Cursor latency_;
    LongColumn::Cursor right_;
};

}  // namespace

bool has_all_models(const LoggedRequests& log) {
    if (log.model.empty()) return false;
    LongColumn::Cursor model = log.model.cursor();
    LongColumn::Cursor latency = log.latency.cursor();
    for (size_t i = 0; i < log.size; ++i) {
        if (model.at(i) < 0 && latency.at(i) >= 0) return false;
    }
    return true;
}

std::vector<Tally> measured_blocks(const Point& point) {
    const ReadyWorld& world = *point.world;
    const LoggedRequests& log = *world.log();
    const Plan plan = point.plan();
    const LogBlocks blocks = log_blocks_of(world, plan);
    Tally empty(world.models().size(), world.phones().models().size());
    if (!log.right.empty()) empty.rights.emplace(world.models().size());
    if (world.classes().named()) empty.classes.assign(world.classes().size(), empty);
    std::vector<Tally> tallies(blocks.number, empty);
    MeasuredAnswers answers(point);
    const uint64_t end = std::min<uint64_t>(plan.requests, log.size);
    for (uint64_t i = blocks.first; i < end; ++i) {
        const Outcome outcome = answers.outcome(i);
        if (outcome.created >= plan.end) break;
        tallies[blocks.of(i)].add(outcome, true);
    }
    return tallies;
}

}  // namespace mdisim
