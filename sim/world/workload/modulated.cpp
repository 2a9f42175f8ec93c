#include "sim/world/workload/modulated.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {
namespace {

Chain chain_of(const ModulatedWorkload& workload) {
    std::vector<double> means;
    std::vector<double> weights;
    for (const ModulatedState& s : workload.states) {
        means.push_back(s.mean_s * 1e9);
        weights.push_back(s.weight);
    }
    return {std::move(means), std::move(weights)};
}

// How often the state changes from one request to the next, in the mean.
double changes_for_a_request(const ModulatedWorkload& workload) {
    double visits = 0;
    double requests = 0;
    for (const ModulatedState& s : workload.states) {
        visits += s.weight;
        requests += s.weight * s.mean_s * s.rate;
    }
    return visits / (requests * workload.unit_per_s);
}

}  // namespace

const Object& describe(Tag<ModulatedState>) {
    static const Object table = object<ModulatedState>(
        "workload_state", "a state of the workload",
        {field("name", &ModulatedState::name, "its name, such as quiet or busy").needed(),
         field("rate", &ModulatedState::rate, "the rate while it lasts").at_least(0).needed(),
         field("mean_s", &ModulatedState::mean_s, "mean stay").above(0).needed(),
         field("weight", &ModulatedState::weight, "how often it is the next state").above(0)});
    return table;
}

std::vector<Field> modulated_fields() {
    return {field("unit_per_s", &ModulatedWorkload::unit_per_s,
                  "requests a second that a rate of 1 stands for, such as a capacity")
                .above(0),
            field("states", &ModulatedWorkload::states, "the states, each with its rate").needed()};
}

void validate(const ModulatedWorkload& workload) {
    bool asks = false;
    std::set<std::string> names;
    for (const ModulatedState& s : workload.states) {
        asks = asks || s.rate > 0;
        if (!names.insert(s.name).second)
            throw UserError("two states of the workload are called '" + s.name + "'");
    }
    if (workload.states.size() < 2 || !asks)
        throw UserError(
            "a workload of states needs two states, one of them with a rate above zero");
    const double changes = changes_for_a_request(workload);
    if (changes > static_cast<double>(limit_of(Limit::idle_steps))) {
        throw UserError("the states last so short that there are " + in_digits(changes) +
                        " changes for a request in the mean, more than " +
                        limit_text(Limit::idle_steps, "changes"));
    }
}

ReadyModulated::ReadyModulated(const ModulatedWorkload& workload) : chain(chain_of(workload)) {
    for (const ModulatedState& s : workload.states) {
        rates.push_back(s.rate * workload.unit_per_s / 1e9);
    }
}

double ReadyModulated::mean_rate() const {
    double mean = 0;
    for (size_t s = 0; s < rates.size(); ++s) mean += chain.share(s) * rates[s];
    return mean;
}

ModulatedPath::ModulatedPath(const ReadyModulated& modulated, uint64_t seed, uint32_t replication,
                             uint32_t source)
    : modulated_(modulated), seed_(seed), replication_(replication), source_(source) {
    move_on();
}

void ModulatedPath::move_on() {
    const Lanes lanes =
        random_lanes(seed_, {workload_state_draws, 0, replication_, source_, steps_});
    const double which = uniform_of(lanes.lane[1]);
    const Chain& chain = modulated_.chain;
    state_ = steps_++ == 0 ? chain.first(which) : chain.next(state_, which);
    until_ += chain.stay(state_, uniform_of(lanes.lane[0]));
}

std::optional<Time> ModulatedPath::after(Time from, double units, Time end) {
    Time at = from;
    for (;;) {
        while (until_ <= at) move_on();
        if (at >= end) return std::nullopt;
        const double rate = modulated_.rates[state_];
        const auto left = static_cast<double>((until_ - at).ns);
        if (units < rate * left) return at + Duration{round_to_integer(units / rate)};
        units -= rate * left;
        at = until_;
    }
}

}  // namespace mdisim
