#include <optional>

#include "policies/parts/held_model.hpp"
#include "policies/parts/in_time.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching that also asks for replicas (the paper names this as future work). Every
period it finds the fewest replicas R' on which the most accurate model would be in time,
    P99(m, R, rate x R / R') <= D
by tables measured before the run, R being the replicas at its start. It asks for R' replicas, at
most `servers.most_replicas`: for more than now at once, for fewer only after `calm_periods` periods
in a row that needed fewer. New replicas take time to start. Meanwhile, and if there can be no more,
it switches to the most accurate model that is in time on the replicas that are ready, or else to
the model with the least P99. Cores cost from when they are asked for until they are gone: see the
metric core_s_per_1000_correct.)";

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
            period_field<Options>(), window_field<Options>(), deadline_field<Options>(),
            field("calm_periods", &Options::calm_periods,
                  "periods in a row that need fewer replicas before some are given up")
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
        return most_accurate_in_time(
            view.models, deadline_ms_, [](uint16_t) { return true; },
            [&](uint16_t model) { return p99_ms(model, ready); });
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
    std::optional<Arrangement> tried_;  // the arrangement that the tables were measured on
    double rate_per_s_ = 0;
    double deadline_ms_ = 0;
    int64_t calm_ = 0;  // periods in a row that needed fewer replicas
};

const Registered registered = policy<SwitchAndScale>("switch_and_scale", doc);

}  // namespace
}  // namespace mdisim
