// The decision point of the servers: what do they run while the load swings?
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

inline constexpr uint16_t any_model = 0xFFFF;

// What a select policy may choose among: the model that is held, or also those faster than it.
enum class Offering { one, and_faster };
const std::vector<std::string>& names_of(Tag<Offering>);

// What the servers run until they are told otherwise.
struct Operation {
    uint16_t model = any_model;  // the one that is held
    Arrangement on;
    int64_t batch = 1;  // how many requests a replica may take at once
    Offering offers = Offering::one;
    bool operator==(const Operation&) const = default;
};

// The stamps of the latest arrivals.
class RecentArrivals {
  public:
    static constexpr size_t kept = 1024;

    void add(Time stamp) { stamps_[count_++ % kept] = stamp; }
    size_t size() const { return count_ < kept ? count_ : kept; }
    // By the oldest and the youngest of the last `window` stamps; zero until there are two.
    double rate_per_s(size_t window) const {
        const size_t n = window < size() ? window : size();
        if (n < 2) return 0;
        const Time youngest = stamps_[(count_ - 1) % kept];
        const Time oldest = stamps_[(count_ - n) % kept];
        if (youngest == oldest) return 0;
        return static_cast<double>(n - 1) * 1000 / (youngest - oldest).ms();
    }

  private:
    Time stamps_[kept];
    size_t count_ = 0;
};

struct ControlView {
    double now_ms = 0;
    double sla_ms = 0;
    Operation running;  // as it was told; where replicas still start, what will be
    int64_t cores = 0;  // there are, without asking for more
    int64_t most_replicas = 0;
    std::span<const Arrangement> arrangements;  // of those cores
    QueueView queue;
    const RecentArrivals& arrivals;
    std::span<const ModelBelief> models;  // by place in the pool, on what runs now
    std::span<const std::string> names;   // likewise
    Notebook* notes = nullptr;
};

// What the servers see when they have served a request, or several at once.
struct Served {
    uint16_t model = 0;
    int64_t batch = 1;
    double waited_ms = 0;     // by the first of them
    double execution_ms = 0;  // of them all
    double network_ms = 0;    // as estimated
    double sla_ms = 0;

    double latency_ms() const { return network_ms + waited_ms + execution_ms; }
};

// Contract: decide is asked when the run begins and then every period; what it answers holds from
// then on, for requests that have not begun to run. It may ask for arrangements of the cores there
// are, and for up to most_replicas replicas of the threads that run now: what is new takes its time
// to start. learn is told of what was served and may ask to be asked at once. consult is called
// once, before the first decision, with how the servers did when they were tried out, which
// outlives the policy; they are tried out if and only if the policy overrides consult.
class Control {
  public:
    virtual ~Control() = default;
    virtual void consult(const Characterisation&) {}
    virtual double period_ms() const = 0;  // zero: only in the beginning
    virtual Operation decide(const ControlView& view, Draw& draw) = 0;
    virtual bool learn(const Served&) { return false; }
    // Whether it may ask for other arrangements of the cores: the tables then tell of them all.
    virtual bool rearranges() const { return false; }
    // Throws a UserError when the settings need what these servers do not have. Asked when a
    // scenario is read.
    virtual void check(const ControlView&) const {}
};

std::type_identity<Control> interface_of(const Control&);
template <>
struct PolicyKind<Control> {
    static constexpr Decision decision = Decision::control;
    template <class P>
    static constexpr bool takes = requires {
        overrides(&Control::learn, &P::learn);
        overrides(&Control::consult, &P::consult);
    };
    template <class P>
    static constexpr Needs needs() {
        return {.learning = overrides(&Control::learn, &P::learn),
                .characterisation = overrides(&Control::consult, &P::consult)};
    }
};

}  // namespace mdisim
