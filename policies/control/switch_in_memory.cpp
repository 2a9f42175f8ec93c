#include <optional>

#include "policies/parts/in_time.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching that knows which models are in memory. Loading takes seconds in which no
replica answers, longer than the spike that made the model look right. So of the models in memory it
takes the most accurate with
    P99(m, <R,T>, rate) <= D
by tables measured before the run; if there is none, the one with the least P99. A model that is not
in memory is loaded only when Model-Switching, which does not look, would have wanted it in each of
the last `patience` periods; by default never.)";

class SwitchInMemory final : public Control {
  public:
    static constexpr auto title = "switching that knows memory";
    struct Options {
        double period_ms = 1000;
        int64_t window = 20;
        std::optional<double> deadline_ms;
        std::optional<int64_t> patience;
    };
    static std::vector<Field> fields() {
        return {period_field<Options>(), window_field<Options>(), deadline_field<Options>(),
                field("patience", &Options::patience,
                      "periods in a row after which a model is loaded; default: none is")
                    .at_least(1)};
    }
    explicit SwitchInMemory(const Options& options) : options_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        const uint16_t wanted = choose(view, [](uint16_t) { return true; });
        const auto is_there = [&](uint16_t model) {
            return view.memory.empty() || view.memory[model].there;
        };
        missed_ = is_there(wanted) ? 0 : missed_ + 1;
        Operation next = view.running;
        next.model =
            options_.patience && missed_ >= *options_.patience ? wanted : choose(view, is_there);
        return next;
    }

  private:
    template <class May>
    uint16_t choose(const ControlView& view, May may) const {
        const double rate = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        return most_accurate_in_time(
            view.models, options_.deadline_ms.value_or(view.sla_ms), may,
            [&](uint16_t model) { return tables_->p99_ms(model, view.running.on, rate); });
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
    int64_t missed_ = 0;  // periods in a row in which the model that was wanted was not there
};

const Registered registered = policy<SwitchInMemory>("switch_in_memory", doc);

}  // namespace
}  // namespace mdisim
