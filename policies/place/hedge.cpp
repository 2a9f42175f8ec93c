#include <algorithm>
#include <optional>

#include "policies/parts/phone_model.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(A hedged request: the phone begins its copy once the cloud is slower than usual. The delay d
is `after_ms` or, without it, a quantile of the latencies of the last `window` answers that the
phone has received from the cloud: of n latencies in ascending order the one of rank ceil(quantile x
n). Until ten answers have come, a copy begins with each request.
With independent exponential answers of mean m from both sides, P(T > t) = exp(-t/m) for t <= d, and
exp(-t/m) exp(-(t - d)/m) beyond it.)";

class Hedge final : public Place {
  public:
    static constexpr bool late_copies = true;

    struct Options {
        PhoneModel model = PhoneModel::usual;
        std::optional<double> after_ms;
        double quantile = 0.95;
        int64_t window = 100;
    };
    static std::vector<Field> fields() {
        return {field("model", &Options::model, phone_model_doc),
                field("after_ms", &Options::after_ms,
                      "d, if it is given (default: learnt from the cloud's answers)")
                    .at_least(0),
                field("quantile", &Options::quantile,
                      "the share of the cloud's answers for which no copy shall begin")
                    .above(0)
                    .at_most(1),
                field("window", &Options::window, "how many of the last answers are remembered")
                    .at_least(enough)};
    }
    explicit Hedge(const Options& options) : options_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        const double after_ms = options_.after_ms.value_or(quantile_ms());
        if (view.notes != nullptr) view.notes->write("due after, ms", after_ms);
        return {.phone = true,
                .phone_model = phone_model(view, options_.model),
                .phone_after_ms = after_ms};
    }

    void learn(const Heard& heard) override {
        const auto size = static_cast<size_t>(options_.window);
        if (recent_.size() < size) {
            recent_.push_back(heard.latency_ms);
        } else {
            sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), recent_[next_]));
            recent_[next_] = heard.latency_ms;
        }
        next_ = (next_ + 1) % size;
        sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), heard.latency_ms),
                       heard.latency_ms);
    }

  private:
    static constexpr int64_t enough = 10;  // answers, before their quantile is used

    double quantile_ms() const {
        const size_t n = sorted_.size();
        if (n < static_cast<size_t>(enough)) return 0;
        const double rank = options_.quantile * static_cast<double>(n);
        auto below = static_cast<size_t>(rank);
        if (static_cast<double>(below) == rank) --below;
        return sorted_[below];
    }

    Options options_;
    std::vector<double> recent_;  // a ring of the last latencies, in ms
    size_t next_ = 0;             // the place in the ring of the next one
    std::vector<double> sorted_;  // the same latencies in ascending order
};

const Registered registered = policy<Hedge>("hedge", doc);

}  // namespace
}  // namespace mdisim
