// The servers as described: replicas, each of which runs one request or one batch at a time on its
// threads, and the line in front of them. There may be several kinds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class Discipline { fifo, earliest_deadline };
enum class ChooseAt { arrival, start };
enum class LineKind { shared, by_model };

// Requests that a replica runs together.
struct Batching {
    int64_t max_size = 1;
    double max_delay_ms = 0;  // how long an idle replica waits for more requests
    double each_further = 1;  // time that one more request adds, as a share of a lone request's
};

// A further kind of servers, beside the first.
struct FurtherServers {
    int64_t replicas = 1;
    int64_t threads = 1;
    double speed = 1;
    std::vector<std::string> models{};
    double dollars_per_core_hour = 0;
};

struct Servers {
    int64_t replicas = 1;
    Discipline queue = Discipline::fifo;
    std::optional<int64_t> waiting_room;  // how many requests may wait; none: no limit
    bool drop_late = false;               // at dispatch, drop requests past their deadline
    bool drop_hopeless = false;           // and those that a run of the mean time would make late
    int64_t threads = 1;                  // of each replica
    ChooseAt choose_at = ChooseAt::arrival;
    std::optional<Batching> batching{};
    std::optional<int64_t> most_replicas{};  // for a controller to ask for; none: `replicas`
    std::optional<double> memory_mb{};       // for models; none: holds all models
    double start_ms = 0;                     // time until a new replica is ready
    double speed = 1;                        // execution times are divided by it
    std::vector<std::string> models{};       // that run on these servers; empty: all
    LineKind lines = LineKind::shared;
    std::vector<FurtherServers> further{};
    double dollars_per_core_hour = 0;
    // Speed of servers that do not run the active model, as a share of their own; none: all of it.
    std::optional<double> inactive_share{};

    int64_t cores() const { return replicas * threads; }
};

const Object& describe(Tag<Servers>);
const Object& describe(Tag<Batching>);
const Object& describe(Tag<FurtherServers>);
const std::vector<std::string>& names_of(Tag<Discipline>);
const std::vector<std::string>& names_of(Tag<ChooseAt>);
const std::vector<std::string>& names_of(Tag<LineKind>);

}  // namespace mdisim
