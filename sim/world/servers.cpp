#include "sim/world/servers.hpp"

namespace mdisim {

const Object& describe(Tag<Servers>) {
    static const Object table = object<Servers>(
        "servers", "replicas that run one request at a time; without this block they are unlimited",
        {field("replicas", &Servers::replicas, "how many requests run at once")
             .at_least(1)
             .at_most(1e6)
             .needed(),
         field("queue", &Servers::queue, "who is next"),
         field("waiting_room", &Servers::waiting_room,
               "how many requests may wait; one more is dropped (default: no bound)")
             .at_least(0),
         field("drop_late", &Servers::drop_late,
               "drop, when its turn comes to run, what is already past its deadline"),
         field("threads", &Servers::threads,
               "of each replica; execution times follow the models' \"threads\"")
             .at_least(1)
             .at_most(1e6),
         field("choose_at", &Servers::choose_at,
               "when a request is given its model: on arrival, or when it starts to run"),
         field("batching", &Servers::batching, "requests that a replica runs together"),
         field("most_replicas", &Servers::most_replicas,
               "how many a controller may ask for (default: those there are)")
             .at_least(1)
             .at_most(1e6),
         field("memory_mb", &Servers::memory_mb,
               "for models: one that is not in it is loaded before it runs (default: all fit)")
             .above(0),
         field("start_ms", &Servers::start_ms, "time until a new replica is ready").at_least(0),
         field("speed", &Servers::speed, "execution times are divided by it")
             .at_least(1e-6)
             .at_most(1e6),
         field("models", &Servers::models, "those that run here (default: all)"),
         field("lines", &Servers::lines,
               "shared: one line for all; by_model: one for each model, the offered one's first"),
         field("further", &Servers::further, "servers of other kinds, beside these")});
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
         field("models", &FurtherServers::models, "those that run here (default: all)")});
    return table;
}

const Object& describe(Tag<Batching>) {
    static const Object table = object<Batching>(
        "batching", "requests that a replica runs together",
        {field("max_size", &Batching::max_size, "how many").at_least(1).at_most(1e6).needed(),
         field("max_delay_ms", &Batching::max_delay_ms,
               "how long an idle replica waits for more once one has come")
             .at_least(0),
         field("each_further", &Batching::each_further,
               "time of one more request, as a share of a lone one's")
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
