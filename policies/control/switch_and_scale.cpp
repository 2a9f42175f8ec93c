#include <optional>

#include "policies/parts/held_model.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching that also asks for replicas (named as future work by the paper). Every
period it finds the fewest replicas R' on which the most accurate model would be in time,
    P99(m, R, rate x R / R') <= D
by the tables of the R replicas there are, and asks for them, up to `servers.most_replicas`: for
more at once, and for fewer only after `calm_periods` periods that needed fewer. New replicas
take time to start; meanwhile, and if there can be no more, it switches to the most accurate
model that the ready ones carry. Cores cost as long as they are there: see
core_s_per_1000_correct.)";

class SwitchAndScale final : public Control {
  public:
    struct Options {
        double period_ms = 1000;
        int64_t window = 20;
        std::optional<double> deadline_ms;
        int64_t calm_periods = 30;
        int64_t least_replicas = 1;
    };
    static std::vector<Field> fields() {
        return {
            field("period_ms", &Options::period_ms, "time between two decisions").above(0),
            field("window", &Options::window, "stamps that the rate is estimated from")
                .at_least(2)
                .at_most(RecentArrivals::kept),
            field("deadline_ms", &Options::deadline_ms, "D; default: the scenario's deadline")
                .above(0),
            field("calm_periods", &Options::calm_periods,
                  "periods that must need fewer replicas before some are given up")
                .at_least(1),
            field("least_replicas", &Options::least_replicas, "the fewest replicas that are kept")
                .at_least(1)};
    }
    explicit SwitchAndScale(const Options& options) : options_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        if (!tried_) tried_ = view.running.on;
        rate_per_s_ = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        deadline_ms_ = options_.deadline_ms.value_or(view.sla_ms);
        Operation next = view.running;
        next.on.replicas = replicas(view);
        next.model = model_for(view, view.queue.replicas);
        return next;
    }

  private:
    double p99_ms(uint16_t model, int64_t replicas) const {
        const double each = rate_per_s_ / static_cast<double>(replicas);
        return tables_->p99_ms(model, *tried_, each * static_cast<double>(tried_->replicas));
    }

    int64_t replicas(const ControlView& view) {
        const uint16_t best = most_accurate(view.models);
        int64_t wanted = options_.least_replicas;
        while (wanted < view.most_replicas && p99_ms(best, wanted) > deadline_ms_) {
            ++wanted;
        }
        if (view.notes != nullptr) view.notes->write("replicas", static_cast<double>(wanted));
        const int64_t now = view.running.on.replicas;
        calm_ = wanted < now ? calm_ + 1 : 0;
        if (wanted > now) return wanted;
        if (calm_ < options_.calm_periods) return now;
        calm_ = 0;
        return wanted;
    }

    uint16_t model_for(const ControlView& view, int64_t ready) const {
        const ModelBelief* chosen = nullptr;
        const ModelBelief* least = nullptr;
        double least_ms = 0;
        for (const ModelBelief& m : view.models) {
            const double ms = p99_ms(m.model, ready);
            const bool fits = ms <= deadline_ms_;
            if (fits && (chosen == nullptr || m.accuracy > chosen->accuracy)) chosen = &m;
            if (least == nullptr || ms < least_ms || (ms == least_ms && m.mu_ms < least->mu_ms)) {
                least = &m;
                least_ms = ms;
            }
        }
        return (chosen != nullptr ? chosen : least)->model;
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
    std::optional<Arrangement> tried_;  // what the tables are of
    double rate_per_s_ = 0;
    double deadline_ms_ = 0;
    int64_t calm_ = 0;  // periods
};

const Registered registered = policy<SwitchAndScale>("switch_and_scale", doc);

}  // namespace
}  // namespace mdisim
