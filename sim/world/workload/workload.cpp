#include "sim/world/workload/workload.hpp"

#include <cstdint>
#include <string>
#include <utility>

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
                 {field("stamps_ms", &StampWorkload::stamps_ms, "the times, rising").needed()}),
             alternative<Workload, RateWorkload>(
                 "rate", "at random, at a rate that changes with time", rate_fields()),
             alternative<Workload, ModulatedWorkload>(
                 "mmpp", "at random, at a rate that moves between states as a Markov process",
                 modulated_fields()),
             alternative<Workload, TraceWorkload>(
                 "trace", "as recorded: a file of stamps; the first is time zero", trace_fields()),
             alternative<Workload, CountsWorkload>(
                 "counts", "as recorded: a file of counts in intervals", counts_fields())});
        t.validate = [](const void* p) {
            const Workload& workload = *static_cast<const Workload*>(p);
            if (const auto* s = std::get_if<StampWorkload>(&workload.kind())) {
                check_stamps(s->stamps_ms);
            } else if (const auto* r = std::get_if<RateWorkload>(&workload.kind())) {
                validate(*r);
            } else if (const auto* m = std::get_if<ModulatedWorkload>(&workload.kind())) {
                validate(*m);
            } else if (const auto* c = std::get_if<CountsWorkload>(&workload.kind())) {
                validate(*c);
            }
        };
        return t;
    }();
    return table;
}

ReadyWorkload::Kind ReadyWorkload::made_from(const EveryWorkload& every) {
    return Gaps{Sampler(Constant{every.interval_ms}), every.interval_ms, true};
}

ReadyWorkload::Kind ReadyWorkload::made_from(const PoissonWorkload& poisson) {
    const double gap_ms = 1000 / poisson.rate_per_s;
    return Gaps{Sampler(Exponential{gap_ms}), gap_ms, false};
}

ReadyWorkload::Kind ReadyWorkload::made_from(const RenewalWorkload& renewal) {
    return Gaps{Sampler(renewal.gap), mean(renewal.gap), false};
}

ReadyWorkload::Kind ReadyWorkload::made_from(const StampWorkload& stamps) {
    std::vector<int64_t> stamps_ns;
    for (double ms : stamps.stamps_ms) stamps_ns.push_back(Duration::from_ms(ms).ns);
    return ReadyTrace(std::move(stamps_ns), 0);
}

ReadyWorkload::Kind ReadyWorkload::made_from(const CountsWorkload& counts) {
    if (counts.spread == Spacing::poisson) return rate_of(counts);
    return ReadyCounts(counts);
}

ReadyWorkload::ReadyWorkload(const Workload& workload)
    : kind_(std::visit([](const auto& kind) { return made_from(kind); }, workload.kind())) {}

bool ReadyWorkload::random() const {
    if (const auto* gaps = std::get_if<Gaps>(&kind_)) return gaps->law.score() != Score::none;
    if (const auto* counts = std::get_if<ReadyCounts>(&kind_)) return counts->random();
    return !std::holds_alternative<ReadyTrace>(kind_);
}

uint64_t ReadyWorkload::longest() const {
    if (const auto* trace = std::get_if<ReadyTrace>(&kind_)) return trace->longest();
    if (const auto* counts = std::get_if<ReadyCounts>(&kind_)) return counts->longest();
    return UINT64_MAX;
}

bool ReadyWorkload::ends() const {
    const auto* rate = std::get_if<ReadyRate>(&kind_);
    return longest() != UINT64_MAX || (rate != nullptr && rate->ends());
}

double ReadyWorkload::expected(Time end) const {
    if (const auto* gaps = std::get_if<Gaps>(&kind_)) return end.ms() / gaps->mean_ms;
    if (const auto* trace = std::get_if<ReadyTrace>(&kind_)) return trace->expected(end);
    if (const auto* counts = std::get_if<ReadyCounts>(&kind_)) return counts->expected(end);
    if (const auto* rate = std::get_if<ReadyRate>(&kind_)) return rate->integral(end);
    return std::get<ReadyModulated>(kind_).mean_rate() * static_cast<double>(end.ns);
}

Arrivals::Arrivals(const ReadyWorkload& workload, uint64_t seed, uint32_t replication, Time end,
                   uint32_t source)
    : workload_(workload), end_(end) {
    if (const auto* modulated = std::get_if<ReadyModulated>(&workload.kind_)) {
        path_.emplace(*modulated, seed, replication, source);
    }
    if (const auto* trace = std::get_if<ReadyTrace>(&workload.kind_)) stamps_ = trace->begin();
}

size_t Arrivals::next(size_t n, const double* uniforms, Time* created) {
    const size_t some = std::visit(
        [&](const auto& ready) { return fill(ready, n, uniforms, created); }, workload_.kind_);
    over_ = some < n;
    next_ += some;
    if (some > 0) previous_ = created[some - 1];
    return some;
}

size_t Arrivals::fill(const ReadyWorkload::Gaps& gaps, size_t n, const double* uniforms,
                      Time* created) {
    double lengths[column_size];
    score_column(gaps.law.score(), uniforms, n, lengths);
    gaps.law.fill(lengths, n, lengths);
    Time at = previous_;
    for (size_t i = 0; i < n; ++i) {
        const bool starts = gaps.from_zero && next_ + i == 0;
        if (!starts) at += Duration::from_ms(lengths[i] > 0 ? lengths[i] : 0);
        if (at > Time::max()) throw OutOfRange("the workload runs past 146 years");
        if (at >= end_) return i;
        created[i] = at;
    }
    return n;
}

size_t Arrivals::fill(const ReadyTrace& trace, size_t n, const double*, Time* created) {
    return trace.fill(stamps_, next_, n, end_, created);
}

size_t Arrivals::fill(const ReadyCounts& counts, size_t n, const double* uniforms, Time* created) {
    Time at = previous_;
    for (size_t i = 0; i < n; ++i) {
        if (next_ + i >= counts.longest()) return i;
        at = counts.at(next_ + i, at, uniforms[i]);
        if (at >= end_) return i;
        created[i] = at;
    }
    return n;
}

template <class After>
size_t Arrivals::fill_by_rate(size_t n, const double* uniforms, Time* created, After after) {
    double units[column_size];
    score_column(Score::exponential, uniforms, n, units);
    Time at = previous_;
    for (size_t i = 0; i < n; ++i) {
        const std::optional<Time> reached = after(at, units[i]);
        if (!reached || *reached >= end_) return i;
        created[i] = at = *reached;
    }
    return n;
}

size_t Arrivals::fill(const ReadyRate& rate, size_t n, const double* uniforms, Time* created) {
    return fill_by_rate(n, uniforms, created,
                        [&](Time from, double units) { return rate.after(from, units, end_); });
}

size_t Arrivals::fill(const ReadyModulated&, size_t n, const double* uniforms, Time* created) {
    return fill_by_rate(n, uniforms, created,
                        [&](Time from, double units) { return path_->after(from, units, end_); });
}

}  // namespace mdisim
