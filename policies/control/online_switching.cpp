#include <vector>

#include "policies/parts/held_model.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching without tables measured before the run (the paper names this as future
work): it learns while it runs. For each model m it keeps a running mean s(m) of the execution times
x that the servers measure,
    s(m) <- a x + (1-a) s(m)     from the belief it starts with
and, for all models, a headroom h, which is the utilisation that it allows. Every period it takes
the most accurate model that would carry the arrival rate on the R replicas and clear the queue by
the deadline D,
    rate x s(m) / R <= h     and     (waiting / R + 1) x s(m) <= D
If there is none, it takes the fastest. The headroom rises by `step` after a period in which the
load was near it and no answer was late, and is multiplied by `backoff` after a period in which more
than 1 % of the answers were late, as in congestion control.)";

class OnlineSwitching final : public Control {
  public:
    struct Options {
        double period_ms = 1000;
        int64_t window = 20;
        double alpha = 0.05;
        double headroom = 0.7;
        double step = 0.01;
        double backoff = 0.9;
        Offering offers = Offering::one;
    };
    static std::vector<Field> fields() {
        return {
            period_field<Options>(),
            window_field<Options>(),
            field("alpha", &Options::alpha, "a: weight of the newest execution time")
                .above(0)
                .at_most(1),
            field("headroom", &Options::headroom, "h at the start, the utilisation that is allowed")
                .above(0)
                .at_most(1),
            field("step", &Options::step, "by which h rises").at_least(0).at_most(1),
            field("backoff", &Options::backoff, "factor of h when answers are late")
                .above(0)
                .at_most(1),
            offers_field<Options>()};
    }
    explicit OnlineSwitching(const Options& options)
        : options_(options), headroom_(options.headroom) {}

    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        begin_with(view.models);
        const double rate_per_ms =
            view.arrivals.rate_per_s(static_cast<size_t>(options_.window)) / 1000;
        const auto replicas = static_cast<double>(view.queue.replicas);
        adapt(view.running.model, rate_per_ms / replicas);
        Operation next = view.running;
        next.model = fastest(view.models);
        next.offers = options_.offers;
        double best = -1;
        for (const ModelBelief& m : view.models) {
            const double load = rate_per_ms * took_ms_[m.model] / replicas;
            const double clears_ms =
                (static_cast<double>(view.queue.waiting) / replicas + 1) * took_ms_[m.model];
            if (view.notes != nullptr) {
                view.notes->write(m.model, "load", load);
                view.notes->write(m.model, "clears in, ms", clears_ms);
            }
            if (load > headroom_ || clears_ms > view.sla_ms || m.accuracy <= best) continue;
            best = m.accuracy;
            next.model = m.model;
        }
        return next;
    }

    bool learn(const Served& served) override {
        double& took = took_ms_[served.model];
        took += options_.alpha * (served.execution_ms - took);
        served_ += served.batch;
        if (served.latency_ms() > served.sla_ms) late_ += served.batch;
        return false;
    }

  private:
    void begin_with(std::span<const ModelBelief> models) {
        if (!took_ms_.empty()) return;
        for (const ModelBelief& m : models) took_ms_.push_back(m.mu_ms);
    }

    void adapt(uint16_t model, double rate_per_ms_and_replica) {
        const bool near = model != any_model &&
                          rate_per_ms_and_replica * took_ms_[model] > headroom_ - 5 * options_.step;
        if (late_ * 100 > served_) {
            headroom_ *= options_.backoff;
        } else if (late_ == 0 && served_ > 0 && near) {
            headroom_ = headroom_ + options_.step < 1 ? headroom_ + options_.step : 1;
        }
        served_ = 0;
        late_ = 0;
    }

    uint16_t fastest(std::span<const ModelBelief> models) const {
        uint16_t least = 0;
        for (const ModelBelief& m : models) {
            if (took_ms_[m.model] < took_ms_[least]) least = m.model;
        }
        return least;
    }

    Options options_;
    double headroom_;
    std::vector<double> took_ms_;  // s(m), by model
    int64_t served_ = 0;           // requests since the last decision
    int64_t late_ = 0;             // late answers since the last decision
};

const Registered registered = policy<OnlineSwitching>("online_switching", doc);

}  // namespace
}  // namespace mdisim
