#include "sim/world/servers.hpp"

namespace mdisim {
namespace {

template <class Block>
Field price_field(const char* name, double Block::*price) {
    return field(name, price, "what one of their cores costs in an hour, busy or not; in dollars")
        .at_least(0)
        .at_most(1e6);
}

}  // namespace

const Object& describe(Tag<Servers>) {
    static const Object table = object<Servers>(
        "servers", "replicas that run one request at a time; without this block they are unlimited",
        {field("replicas", &Servers::replicas, "how many requests run at once")
             .at_least(1)
             .at_most(1e6)
             .needed(),
         field("queue", &Servers::queue, "which request is served next"),
         field("waiting_room", &Servers::waiting_room,
               "how many requests may wait; a further one is dropped (default: no limit)")
             .at_least(0),
         field("drop_late", &Servers::drop_late,
               "whether a request that is past its deadline is dropped when its turn to run comes"),
         field("drop_hopeless", &Servers::drop_hopeless,
               "whether a request is dropped, when its turn to run comes, if its model's mean time "
               "would make it late (the way back is taken to be as long as the way there)"),
         field("threads", &Servers::threads,
               "threads of each replica; execution times follow the models' \"threads\"")
             .at_least(1)
             .at_most(1e6),
         field("choose_at", &Servers::choose_at,
               "when a request's model is chosen: on arrival, or when it starts to run"),
         field("batching", &Servers::batching, "requests that a replica runs together"),
         field("most_replicas", &Servers::most_replicas,
               "how many replicas a control policy may ask for (default: replicas)")
             .at_least(1)
             .at_most(1e6),
         field("memory_mb", &Servers::memory_mb,
               "memory for models; a model that is not in it is loaded before it runs (default: "
               "all models fit)")
             .above(0),
         field("start_ms", &Servers::start_ms, "time until a new replica is ready").at_least(0),
         field("speed", &Servers::speed, "execution times are divided by it")
             .at_least(1e-6)
             .at_most(1e6),
         field("models", &Servers::models, "the models that run on these servers (default: all)"),
         field("lines", &Servers::lines,
               "shared: one line for all; by_model: one for each model, the offered one's first"),
         field("further", &Servers::further, "servers of other kinds, beside these"),
         price_field("dollars_per_core_hour", &Servers::dollars_per_core_hour),
         field("inactive_share", &Servers::inactive_share,
               "share of their cores that servers get while they do not run the active model, as "
               "Clipper's containers, one kind of servers for each model (default: all of them)")
             .above(0)
             .at_most(1)});
    return table;
}

const Object& describe(Tag<FurtherServers>) {
    static const Object table = object<FurtherServers>(
        "further_servers", "servers of another kind, beside the first",
        {field("replicas", &FurtherServers::replicas, "how many requests run at once")
             .at_least(1)
             .at_most(1e6)
             .needed(),
         field("threads", &FurtherServers::threads, "of each replica").at_least(1).at_most(1e6),
         field("speed", &FurtherServers::speed, "execution times are divided by it")
             .at_least(1e-6)
             .at_most(1e6),
         field("models", &FurtherServers::models,
               "the models that run on these servers (default: all)"),
         price_field("dollars_per_core_hour", &FurtherServers::dollars_per_core_hour)});
    return table;
}

const Object& describe(Tag<Batching>) {
    static const Object table = object<Batching>(
        "batching", "requests that a replica runs together",
        {field("max_size", &Batching::max_size,
               "how many requests a replica runs together, at most")
             .at_least(1)
             .at_most(1e6)
             .needed(),
         field("max_delay_ms", &Batching::max_delay_ms,
               "how long an idle replica waits for more requests after the first")
             .at_least(0),
         field("each_further", &Batching::each_further,
               "time that one more request adds, as a share of the time of a single request")
             .at_least(0)
             .at_most(1)});
    return table;
}

const std::vector<std::string>& names_of(Tag<ChooseAt>) {
    static const std::vector<std::string> names = {"arrival", "start"};
    return names;
}

const std::vector<std::string>& names_of(Tag<LineKind>) {
    static const std::vector<std::string> names = {"shared", "by_model"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Discipline>) {
    static const std::vector<std::string> names = {"fifo", "earliest_deadline"};
    return names;
}

}  // namespace mdisim
