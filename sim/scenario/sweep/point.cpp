#include "sim/scenario/sweep/point.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/describe/limits.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/classes.hpp"

namespace mdisim {
namespace {

constexpr uint64_t usual_requests = 10000;

Time end_of(const Setting& setting) {
    if (!setting.duration_s) return Time::max();
    return Time{std::llrint(*setting.duration_s * 1e9)};
}

// Whether it is a log that ends a run, and not its workload.
bool ends_with_log(const ReadyWorld& world) {
    return world.log() != nullptr && world.workloads().longest() == world.log()->size;
}

}  // namespace

uint64_t Point::most_requests() const {
    const ReadyWorkloads& workload = world->workloads();
    if (setting.requests) {
        const auto requests = static_cast<uint64_t>(*setting.requests);
        return ends_with_log(*world) ? std::min(requests, workload.longest()) : requests;
    }
    if (workload.longest() != UINT64_MAX) return workload.longest();
    return setting.duration_s || workload.ends() ? index_limit - 1 : usual_requests;
}

uint64_t Point::expected_requests() const {
    const ReadyWorkloads& workload = world->workloads();
    const uint64_t most = most_requests();
    if (!setting.duration_s && !workload.ends()) return most;
    const double expected = workload.expected(end_of(setting));
    if (!(expected < static_cast<double>(most))) return most;
    return std::max<uint64_t>(1, static_cast<uint64_t>(expected));
}

Plan Point::plan(uint32_t replication, Path path) const {
    Plan plan{static_cast<uint64_t>(setting.seed),
              replication,
              most_requests(),
              static_cast<uint64_t>(setting.warm_up_requests),
              path,
              end_of(setting)};
    plan.drawn = setting.world.how_drawn();
    return plan;
}

std::vector<std::pair<const char*, std::string>> wrong_amounts(const Point& point) {
    std::vector<std::pair<const char*, std::string>> wrong;
    const Setting& s = point.setting;
    const ReadyWorkloads& workload = point.world->workloads();
    if (static_cast<uint64_t>(s.replications) > limit_of(Limit::replications)) {
        wrong.emplace_back("/replications", "there are more than " +
                                                limit_text(Limit::replications, "replications"));
    }
    if (s.requests && point.most_requests() > workload.longest()) {
        wrong.emplace_back("/requests", "'requests' asks for more than the workload has (" +
                                            std::to_string(workload.longest()) + ")");
    }
    if (s.world.network_draws && !point.world->network().draws_latency()) {
        wrong.emplace_back("/network_draws",
                           "the network draws no latency, so its draws have no parts");
    }
    try {
        const uint64_t expected = point.expected_requests();
        constexpr double too_few = 0.01;
        const double in_time = s.duration_s ? workload.expected(end_of(s)) : 1;
        if (workload.random() && in_time < too_few) {
            wrong.emplace_back("/duration_s", "'duration_s' ends before the first request: " +
                                                  in_digits(in_time) + " are expected");
        }
        if (static_cast<uint64_t>(s.warm_up_requests) >= expected) {
            wrong.emplace_back("/warm_up_requests",
                               "'warm_up_requests' leaves no request to count");
        }
        if (expected >= index_limit - 1) {
            wrong.emplace_back("/duration_s", "the workload has too many requests in this time");
        }
    } catch (const OutOfRange& error) {
        wrong.emplace_back("/duration_s", error.what());
    }
    return wrong;
}

}  // namespace mdisim
