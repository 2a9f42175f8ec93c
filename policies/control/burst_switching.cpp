#include <algorithm>
#include <optional>

#include "policies/parts/in_time.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching that looks for bursts. The last 20 stamps say what the rate was, a count of
the arrivals of the last `count_ms` what it is, and the line what it has been. It takes the rate to
be
    max { rate of the last `window` stamps, arrivals of the last count_ms / count_ms }
and takes the most accurate model m, by tables measured before the run, with
    P99(m, <R,T>, rate) <= D     and     (waiting / R + 1) x mu(m) <= D
the second of which says that the line is worked off by the deadline D. If there is none, it takes
the model with the least P99, or the fastest. It decides every `period_ms`, which is shorter than
Model-Switching's second: a burst that is over by the next decision is not noticed at all.)";

class BurstSwitching final : public Control {
  public:
    static constexpr auto title = "burst-aware switching";
    struct Options {
        double period_ms = 250;
        int64_t window = 20;
        double count_ms = 1000;
        std::optional<double> deadline_ms;
    };
    static std::vector<Field> fields() {
        return {
            period_field<Options>(), window_field<Options>(),
            field("count_ms", &Options::count_ms, "time in which arrivals are counted").above(0),
            deadline_field<Options>()};
    }
    explicit BurstSwitching(const Options& options) : options_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        const double deadline_ms = options_.deadline_ms.value_or(view.sla_ms);
        const double rate = rate_per_s(view);
        const double in_line = static_cast<double>(view.queue.waiting) /
                               static_cast<double>(std::max<int64_t>(1, view.queue.replicas));
        Operation next = view.running;
        next.model = most_accurate_in_time(
            view.models, deadline_ms, [](uint16_t) { return true; },
            [&](uint16_t model) {
                const double clears_ms = (in_line + 1) * view.models[model].mu_ms;
                return std::max(clears_ms, tables_->p99_ms(model, view.running.on, rate));
            });
        if (view.notes != nullptr) view.notes->write("rate, 1/s", rate);
        return next;
    }

  private:
    double rate_per_s(const ControlView& view) const {
        const double since_ms = std::max(0.0, view.now_ms - options_.count_ms);
        const auto count = static_cast<double>(view.arrivals.count_since(since_ms));
        return std::max(view.arrivals.rate_per_s(static_cast<size_t>(options_.window)),
                        count * 1000 / options_.count_ms);
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
};

const Registered registered = policy<BurstSwitching>("burst_switching", doc);

}  // namespace
}  // namespace mdisim
