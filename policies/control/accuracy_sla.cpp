#include <algorithm>
#include <optional>

#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(An agreement on effective accuracy instead of latency, whose slack gives cores back (the
paper names this as future work). Of what was served so far the effective accuracy E is known; what
is still needed is
    needed = target + slack_gain x (target - E)
so a run that is ahead of the target may rest, and one that is behind makes up for it. Every period
it finds the fewest replicas R' for which a model m has
    A(m) x P(latency <= D | m, R, rate x R / R') >= needed
by tables measured before the run, R being the replicas at its start. Where no number up to
`servers.most_replicas` is enough, it asks for the fewest with which the best is within a thousandth
of what there can be. Replicas are given up after `calm_periods` periods in a row that need fewer.
Of the models it takes the one that is best on the replicas that are ready.)";

class AccuracySla final : public Control {
  public:
    static constexpr auto title = "agreement on effective accuracy";
    struct Options {
        double target = 0.75;
        double slack_gain = 1;
        double period_ms = 1000;
        int64_t window = 20;
        int64_t calm_periods = 5;
    };
    static std::vector<Field> fields() {
        return {field("target", &Options::target, "effective accuracy that is agreed on")
                    .at_least(0)
                    .at_most(1),
                field("slack_gain", &Options::slack_gain,
                      "how much of the slack so far is given back at once; 0: none")
                    .at_least(0),
                period_field<Options>(), window_field<Options>(),
                field("calm_periods", &Options::calm_periods,
                      "periods in a row that need fewer replicas before some are given up")
                    .at_least(1)};
    }
    explicit AccuracySla(const Options& options) : options_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        if (!tried_) tried_ = view.running.on;
        accuracy_.resize(view.models.size());
        for (const ModelBelief& m : view.models) accuracy_[m.model] = m.accuracy;
        rate_per_s_ = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        Operation next = view.running;
        next.on.replicas = replicas(view);
        next.model = best_on(view, std::max<int64_t>(1, view.queue.replicas)).model;
        return next;
    }

    bool learn(const Served& served) override {
        served_ += static_cast<double>(served.batch);
        if (served.latency_ms() <= served.sla_ms)
            worth_ += static_cast<double>(served.batch) * accuracy_[served.model];
        return false;
    }

  private:
    struct Best {
        uint16_t model = 0;
        double effective = -1;
    };

    Best best_on(const ControlView& view, int64_t replicas) const {
        const double each = rate_per_s_ / static_cast<double>(replicas);
        const double rate = each * static_cast<double>(tried_->replicas);
        Best best{fastest(view.models), 0};
        for (const ModelBelief& m : view.models) {
            const double effective =
                m.accuracy * tables_->share_within(m.model, *tried_, rate, view.sla_ms);
            if (effective > best.effective) best = {m.model, effective};
        }
        return best;
    }

    int64_t replicas(const ControlView& view) {
        const double so_far = served_ > 0 ? worth_ / served_ : options_.target;
        const double needed = options_.target + options_.slack_gain * (options_.target - so_far);
        int64_t wanted = 1;
        const double goal = std::min(needed, 0.999 * best_on(view, view.most_replicas).effective);
        while (wanted < view.most_replicas && best_on(view, wanted).effective < goal) ++wanted;
        if (view.notes != nullptr) {
            view.notes->write("needed", needed);
            view.notes->write("replicas", static_cast<double>(wanted));
        }
        const int64_t now = view.running.on.replicas;
        calm_ = wanted < now ? calm_ + 1 : 0;
        if (wanted > now) return wanted;
        if (calm_ < options_.calm_periods) return now;
        calm_ = 0;
        return wanted;
    }

    static uint16_t fastest(std::span<const ModelBelief> models) {
        return std::min_element(models.begin(), models.end(),
                                [](const auto& a, const auto& b) { return a.mu_ms < b.mu_ms; })
            ->model;
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
    std::optional<Arrangement> tried_;  // the arrangement that the tables were measured on
    std::vector<double> accuracy_;      // by model
    double rate_per_s_ = 0;
    int64_t calm_ = 0;   // periods in a row that needed fewer replicas
    double served_ = 0;  // requests, of which
    double worth_ = 0;   // is the sum of accuracies in time
};

const Registered registered = policy<AccuracySla>("accuracy_sla", doc);

}  // namespace
}  // namespace mdisim
