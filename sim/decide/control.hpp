// The decision point `control`: what do the servers run while the load changes?
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

// What a select policy may choose among: the active model alone, or also all faster ones.
enum class Offering { one, and_faster };
const std::vector<std::string>& names_of(Tag<Offering>);

// What the servers run until the control policy decides otherwise.
struct Operation {
    uint16_t model = any_model;  // the active model
    Arrangement on;
    int64_t batch = 1;  // how many requests a replica may take at once, at most
    Offering offers = Offering::one;
    bool operator==(const Operation&) const = default;
};

// The stamps of the latest arrivals.
class RecentArrivals {
  public:
    static constexpr size_t kept = 1024;

    void add(Time stamp) { stamps_[count_++ % kept] = stamp; }
    size_t size() const { return count_ < kept ? count_ : kept; }
    // The rate between the oldest and the youngest of the last `window` stamps; zero until there
    // are two.
    double rate_per_s(size_t window) const {
        const size_t n = window < size() ? window : size();
        if (n < 2) return 0;
        const Time youngest = stamps_[(count_ - 1) % kept];
        const Time oldest = stamps_[(count_ - n) % kept];
        if (youngest == oldest) return 0;
        return static_cast<double>(n - 1) * 1000 / (youngest - oldest).ms();
    }
    // The number of stamps at this time or later, of those that are kept.
    size_t count_since(double since_ms) const {
        size_t n = 0;
        while (n < size() && stamps_[(count_ - 1 - n) % kept].ms() >= since_ms) ++n;
        return n;
    }

  private:
    Time stamps_[kept];
    size_t count_ = 0;
};

// Whether a model is in the servers' memory, or on its way there, and how long it takes to load.
struct ModelInMemory {
    bool there = true;
    double load_ms = 0;
};

struct ControlView {
    double now_ms = 0;
    double sla_ms = 0;
    Operation running;  // the last decision, even if its replicas are still starting
    int64_t cores = 0;  // of the servers as described
    int64_t most_replicas = 0;
    std::span<const Arrangement> arrangements;  // the possible ones of these cores
    QueueView queue;
    const RecentArrivals& arrivals;
    std::span<const ModelBelief> models;  // by model, on the present arrangement
    std::span<const std::string> names;   // by model
    Notebook* notes = nullptr;
    std::span<const ModelInMemory> memory{};  // by model; empty: memory holds all models
};

// What the servers measure when they have served a batch of one or more requests.
struct Served {
    uint16_t model = 0;
    int64_t batch = 1;
    double waited_ms = 0;     // the longest wait of the batch
    double execution_ms = 0;  // of the whole batch
    double network_ms = 0;    // an estimate
    double sla_ms = 0;

    double latency_ms() const { return network_ms + waited_ms + execution_ms; }
};

// Contract: decide is called when the run begins and then every period; its answer holds for
// requests that have not begun to run. It may ask for arrangements of the cores there are, and for
// up to most_replicas replicas of the present number of threads; new replicas take time to start.
// learn is called for each batch that was served; if it returns true, decide is called at once.
// consult is called once, before the first decision, with a characterisation of the servers that
// outlives the policy. The servers are tried out if and only if the policy overrides consult.
class Control {
  public:
    virtual ~Control() = default;
    virtual void consult(const Characterisation&) {}
    virtual double period_ms() const = 0;  // zero: only in the beginning
    virtual Operation decide(const ControlView& view, Draw& draw) = 0;
    virtual bool learn(const Served&) { return false; }
    // Whether the policy may ask for other arrangements of the cores. The characterisation then has
    // all arrangements, else only the one described.
    virtual bool rearranges() const { return false; }
    // Throws a UserError if the settings need something that these servers do not have. Called when
    // a scenario is read.
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
