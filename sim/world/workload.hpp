// Workloads: when requests are created.
#pragma once

#include <variant>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"

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

struct Workload : std::variant<EveryWorkload, PoissonWorkload, RenewalWorkload, StampWorkload> {
    using Kind = std::variant<EveryWorkload, PoissonWorkload, RenewalWorkload, StampWorkload>;
    using Kind::variant;
    Kind& kind() { return *this; }
    const Kind& kind() const { return *this; }
};

const OneOf& describe(Tag<Workload>);

class ReadyWorkload {
  public:
    explicit ReadyWorkload(const Workload& workload);

    bool random() const { return gap_.score() != Score::none; }
    // How many requests there can be; stamps end, the others do not.
    uint64_t longest() const { return stamps_.empty() ? UINT64_MAX : stamps_.size(); }
    // Creation times of requests first .. first + n - 1; `previous` is that of the one before, and
    // uniforms are their arrival draws.
    void fill(uint64_t first, size_t n, const double* uniforms, Time previous, Time* created) const;

  private:
    Sampler gap_;
    std::vector<Time> stamps_;
    bool from_zero_ = false;  // the first request comes at time 0, not after a gap
};

}  // namespace mdisim
