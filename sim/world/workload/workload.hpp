// Workloads: when requests are created.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/workload/modulated.hpp"
#include "sim/world/workload/rate.hpp"
#include "sim/world/workload/trace.hpp"

namespace mdisim {

struct EveryWorkload {
    double interval_ms = 1000;
};  // request i at i intervals
struct PoissonWorkload {
    double rate_per_s = 1;
};
struct RenewalWorkload {
    Law gap = Exponential{1000};
};  // independent gaps of any law
struct StampWorkload {
    std::vector<double> stamps_ms;
};

using WorkloadKind = std::variant<EveryWorkload, PoissonWorkload, RenewalWorkload, StampWorkload,
                                  RateWorkload, ModulatedWorkload, TraceWorkload, CountsWorkload>;
struct Workload : WorkloadKind {
    using WorkloadKind::WorkloadKind;
    WorkloadKind& kind() { return *this; }
    const WorkloadKind& kind() const { return *this; }
};

const OneOf& describe(Tag<Workload>);

// A workload made ready. Requires that the columns of a recorded workload hold its file's content.
class ReadyWorkload {
  public:
    explicit ReadyWorkload(const Workload& workload);
    explicit ReadyWorkload(ReadyTrace trace) : kind_(std::move(trace)) {}

    bool random() const;
    // Number of all requests if it is fixed, else UINT64_MAX.
    uint64_t longest() const;
    // Whether the workload comes to an end by itself.
    bool ends() const;
    // About how many requests are created before `end`.
    double expected(Time end) const;

  private:
    friend class Arrivals;
    struct Gaps {
        Sampler law;  // in milliseconds
        double mean_ms;
        bool from_zero;  // the first request comes at time 0, not after a gap
    };
    using Kind = std::variant<Gaps, ReadyTrace, ReadyCounts, ReadyRate, ReadyModulated>;
    static Kind made_from(const EveryWorkload& every);
    static Kind made_from(const PoissonWorkload& poisson);
    static Kind made_from(const RenewalWorkload& renewal);
    static Kind made_from(const StampWorkload& stamps);
    static Kind made_from(const RateWorkload& rate) { return ReadyRate(rate); }
    static Kind made_from(const ModulatedWorkload& mmpp) { return ReadyModulated(mmpp); }
    static Kind made_from(const TraceWorkload& trace) { return ReadyTrace(trace); }
    static Kind made_from(const CountsWorkload& counts);

    Kind kind_;
};

// Creation times along one tape: a pure function of the workload, the seed, the replication and the
// source. They do not depend on the sizes of batches.
class Arrivals {
  public:
    Arrivals(const ReadyWorkload& workload, uint64_t seed, uint32_t replication,
             Time end = Time::max(), uint32_t source = 0);

    // Writes the creation times of the next n requests, made from the arrival draw of each. Returns
    // how many there are: fewer than n when the workload or the time is over.
    size_t next(size_t n, const double* uniforms, Time* created);
    bool over() const { return over_; }

  private:
    size_t fill(const ReadyWorkload::Gaps& gaps, size_t n, const double* uniforms, Time* created);
    size_t fill(const ReadyTrace& trace, size_t n, const double* uniforms, Time* created);
    size_t fill(const ReadyCounts& counts, size_t n, const double* uniforms, Time* created);
    size_t fill(const ReadyRate& rate, size_t n, const double* uniforms, Time* created);
    size_t fill(const ReadyModulated& modulated, size_t n, const double* uniforms, Time* created);
    template <class After>
    size_t fill_by_rate(size_t n, const double* uniforms, Time* created, After after);

    const ReadyWorkload& workload_;
    Time end_;
    std::optional<ModulatedPath> path_;
    LongColumn::Cursor stamps_;
    uint64_t next_ = 0;
    Time previous_;
    bool over_ = false;
};

}  // namespace mdisim
