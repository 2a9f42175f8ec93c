#include "sim/decide/registry.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(A copy on the phone only when the cloud's answer is likely enough to be late (named as future
work by MDInference). The phone keeps a running mean and spread of T_nw from the answers that reach
it, m <- a x + (1-a) m, v <- (1-a)(v + a (x-m)^2), and copies if
    P(T_nw + mu_fastest > T_sla) > bound      with T_nw ~ N(m, v)
or if an earlier answer is overdue, or before the first two answers have come.)";

class WhenRisky final : public Place {
  public:
    struct Options {
        double bound = 0.05;
        double alpha = 0.1;
    };
    static std::vector<Field> fields() {
        return {field("bound", &Options::bound, "the probability of a late answer that is accepted")
                    .above(0)
                    .at_most(0.5),
                field("alpha", &Options::alpha, "weight of the newest measurement")
                    .above(0)
                    .at_most(1)};
    }
    explicit WhenRisky(const Options& options)
        : alpha_(options.alpha), scores_(-normal_quantile(options.bound)) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        const double slack_ms = view.sla_ms - view.cloud_ms - mean_ms_;
        const bool safe = heard_ >= 2 && view.overdue_ms == 0 && slack_ms >= 0 &&
                          slack_ms * slack_ms >= scores_ * scores_ * variance_;
        if (view.notes != nullptr) {
            view.notes->write("mean T_nw, ms", mean_ms_);
            view.notes->write("slack, ms", slack_ms);
        }
        return {true, !safe, view.usual_model};
    }

    void learn(const Heard& heard) override {
        const double x = heard.uplink_ms + heard.downlink_ms;
        if (heard_++ == 0) {
            mean_ms_ = x;
            return;
        }
        const double off = x - mean_ms_;
        variance_ = (1 - alpha_) * (variance_ + alpha_ * off * off);
        mean_ms_ += alpha_ * off;
    }

  private:
    double alpha_;
    double scores_;  // of the normal law: so many standard deviations are safe
    double mean_ms_ = 0;
    double variance_ = 0;
    int64_t heard_ = 0;
};

const Registered registered = policy<WhenRisky>("when_risky", doc);

}  // namespace
}  // namespace mdisim
