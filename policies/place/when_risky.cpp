#include "sim/decide/registry.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Runs a copy on the phone only if the cloud's answer is likely to be late (named as future
work by MDInference). From the answers that reach it, the phone keeps a running mean m and variance
v of T_nw, m <- a x + (1-a) m, v <- (1-a)(v + a (x-m)^2), and runs a copy if
    P(T_nw + mu_fastest > T_sla) > bound      with T_nw ~ N(m, v)
where mu_fastest is mu of the cloud's fastest model. It also runs a copy while an earlier answer is
overdue, and until two answers have arrived.)";

class WhenRisky final : public Place {
  public:
    struct Options {
        double bound = 0.05;
        double alpha = 0.1;
    };
    static std::vector<Field> fields() {
        return {field("bound", &Options::bound, "the accepted probability of a late answer")
                    .above(0)
                    .at_most(0.5),
                field("alpha", &Options::alpha, "a: weight of the newest measurement")
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
    double scores_;  // standard deviations of T_nw by which an answer must be in time
    double mean_ms_ = 0;
    double variance_ = 0;
    int64_t heard_ = 0;
};

const Registered registered = policy<WhenRisky>("when_risky", doc);

}  // namespace
}  // namespace mdisim
