#include <optional>

#include "policies/parts/batch_limit.hpp"
#include "policies/parts/in_time.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching with Clipper's adaptive batches, which its paper turns off. Every period it
takes the most accurate model m with
    P99(m, <R,T>, rate) <= D
by tables measured before the run, with batches as large as the servers allow; if there is none, the
one with the least P99. The largest batch that a replica may take grows by `add` each time a batch
of that size is answered by D, and is multiplied by `backoff` each time a batch is answered later
(additive increase, multiplicative decrease).)";

class SwitchAndBatch final : public Control {
  public:
    static constexpr auto title = "switching with adaptive batches";
    struct Options : BatchLimitOptions {
        double period_ms = 1000;
        int64_t window = 20;
        std::optional<double> deadline_ms;
    };
    static std::vector<Field> fields() {
        std::vector<Field> all = {period_field<Options>(), window_field<Options>(),
                                  deadline_field<Options>()};
        for (Field& of_batches : batch_limit_fields<Options>())
            all.push_back(std::move(of_batches));
        return all;
    }
    explicit SwitchAndBatch(const Options& options) : options_(options), limit_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }

    // Called every period and whenever the limit has changed; the model changes with the period.
    Operation decide(const ControlView& view, Draw&) override {
        Operation next = view.running;
        next.batch = limit_.now();
        if (next.model != any_model && view.now_ms < decided_ms_ + options_.period_ms) return next;
        decided_ms_ = view.now_ms;
        const double rate = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        next.model = most_accurate_in_time(
            view.models, options_.deadline_ms.value_or(view.sla_ms), [](uint16_t) { return true; },
            [&](uint16_t model) { return tables_->p99_ms(model, view.running.on, rate); });
        return next;
    }
    bool learn(const Served& served) override {
        return limit_.learn(served, options_.deadline_ms.value_or(served.sla_ms));
    }
    void check(const ControlView& view) const override { limit_.check(view); }

  private:
    Options options_;
    BatchLimit limit_;
    const Characterisation* tables_ = nullptr;
    double decided_ms_ = 0;  // when the model was last chosen
};

const Registered registered = policy<SwitchAndBatch>("switch_and_batch", doc);

}  // namespace
}  // namespace mdisim
