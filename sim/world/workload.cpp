#include "sim/world/workload.hpp"

#include "sim/describe/error.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/law_fields.hpp"

namespace mdisim {
namespace {

void check_stamps(const std::vector<double>& stamps) {
    if (stamps.empty()) throw UserError("a workload of stamps needs at least one");
    for (size_t i = 0; i < stamps.size(); ++i) {
        if (stamps[i] < 0) throw UserError("stamps must not be negative");
        if (i > 0 && stamps[i] < stamps[i - 1]) {
            throw UserError("stamps must not fall: number " + std::to_string(i + 1) +
                            " comes before the one in front of it");
        }
    }
}

}  // namespace

const OneOf& describe(Tag<Workload>) {
    static const OneOf table = [] {
        OneOf t = one_of<Workload>(
            "workload", "when requests are created",
            {alternative<Workload, EveryWorkload>(
                 "every", "one at every interval, the first at time zero",
                 {field("interval_ms", &EveryWorkload::interval_ms, "the interval").at_least(0)}),
             alternative<Workload, PoissonWorkload>(
                 "poisson", "at random, at a constant rate",
                 {field("rate_per_s", &PoissonWorkload::rate_per_s, "mean requests a second")
                      .above(0)
                      .needed()}),
             alternative<Workload, RenewalWorkload>(
                 "renewal", "independent gaps of any law",
                 {law_field("gap", &RenewalWorkload::gap, "ms", "law of the gaps").needed()}),
             alternative<Workload, StampWorkload>(
                 "stamps", "at given times",
                 {field("stamps_ms", &StampWorkload::stamps_ms, "the times, rising").needed()})});
        t.validate = [](const void* p) {
            const auto* s = std::get_if<StampWorkload>(&static_cast<const Workload*>(p)->kind());
            if (s != nullptr) check_stamps(s->stamps_ms);
        };
        return t;
    }();
    return table;
}

ReadyWorkload::ReadyWorkload(const Workload& workload) {
    if (const auto* every = std::get_if<EveryWorkload>(&workload.kind())) {
        gap_ = Sampler(Constant{every->interval_ms});
        from_zero_ = true;
    } else if (const auto* poisson = std::get_if<PoissonWorkload>(&workload.kind())) {
        gap_ = Sampler(Exponential{1000 / poisson->rate_per_s});
    } else if (const auto* renewal = std::get_if<RenewalWorkload>(&workload.kind())) {
        gap_ = Sampler(renewal->gap);
    } else {
        for (double ms : std::get<StampWorkload>(workload.kind()).stamps_ms) {
            stamps_.push_back(Time{} + Duration::from_ms(ms));
        }
    }
}

void ReadyWorkload::fill(uint64_t first, size_t n, const double* uniforms, Time previous,
                         Time* created) const {
    if (!stamps_.empty()) {
        for (size_t i = 0; i < n; ++i) created[i] = stamps_[first + i];
        return;
    }
    double gaps[column_size];
    score_column(gap_.score(), uniforms, n, gaps);
    gap_.fill(gaps, n, gaps);
    Time at = previous;
    for (size_t i = 0; i < n; ++i) {
        const bool starts = from_zero_ && first + i == 0;
        if (!starts) at += Duration::from_ms(gaps[i] > 0 ? gaps[i] : 0);
        if (at > Time::max()) throw OutOfRange("the workload runs past 146 years");
        created[i] = at;
    }
}

}  // namespace mdisim
