#include <optional>

#include "policies/parts/held_model.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Model-Switching, by the rules of its paper. Every period it estimates the arrival rate from
the oldest and the youngest of the last `window` arrivals. Tables measured before the run have the
latencies of each model m at that rate on each arrangement <R,T> of the cores (R replicas of T
threads). Rule algorithm1 (the paper's Algorithm 1) takes the most accurate model with
    P99(m, <R,T>, rate) <= D
and, of its arrangements <R,T>, the one with the least P99. If there is none, it takes the model
with the least P99 of all; if no model carries the rate, the fastest. Rule argmax_effective (the
prose of Sec. 3.2.3) takes
    argmax { A(m) x P(latency <= D | m, <R,T>, rate) }
D is `deadline_ms`, or else the scenario's deadline. The rate is zero until two requests have
arrived. It offers the model it found or, with `offers` (not in the paper), also all faster models,
so that a select policy has a choice that never needs more of the servers than Model-Switching
would.)";

enum class Rule { algorithm1, argmax_effective };
const std::vector<std::string>& names_of(Tag<Rule>) {
    static const std::vector<std::string> names = {"algorithm1", "argmax_effective"};
    return names;
}

struct Candidate {
    uint16_t model = 0;
    Arrangement on;
    double accuracy = 0;
    double mu_ms = 0;
    double p99_ms = 0;
    double effective = 0;
};

// Whether the rule prefers candidate a to candidate b.
bool better(Rule rule, double deadline_ms, const Candidate& a, const Candidate& b) {
    if (rule == Rule::argmax_effective) {
        if (a.effective != b.effective) return a.effective > b.effective;
        return a.p99_ms != b.p99_ms ? a.p99_ms < b.p99_ms : a.mu_ms < b.mu_ms;
    }
    const bool a_fits = a.p99_ms <= deadline_ms;
    const bool b_fits = b.p99_ms <= deadline_ms;
    if (a_fits != b_fits) return a_fits;
    if (a_fits && a.accuracy != b.accuracy) return a.accuracy > b.accuracy;
    return a.p99_ms != b.p99_ms ? a.p99_ms < b.p99_ms : a.mu_ms < b.mu_ms;
}

class ModelSwitching final : public Control {
  public:
    static constexpr auto title = "Model-Switching";
    struct Options {
        Rule rule = Rule::algorithm1;
        double period_ms = 1000;
        int64_t window = 20;
        std::optional<double> deadline_ms;
        bool choose_threads = false;
        Offering offers = Offering::one;
    };
    static std::vector<Field> fields() {
        return {field("rule", &Options::rule, "which of the paper's two rules"),
                period_field<Options>(),
                window_field<Options>(),
                deadline_field<Options>(),
                field("choose_threads", &Options::choose_threads,
                      "whether to choose <R,T> too, instead of keeping it"),
                offers_field<Options>()};
    }
    explicit ModelSwitching(const Options& options) : options_(options) {}

    void consult(const Characterisation& tables) override { tables_ = &tables; }
    double period_ms() const override { return options_.period_ms; }
    bool rearranges() const override { return options_.choose_threads; }

    Operation decide(const ControlView& view, Draw&) override {
        const double rate = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        const double deadline_ms = options_.deadline_ms.value_or(view.sla_ms);
        std::optional<Candidate> best;
        for (const ModelBelief& m : view.models) {
            for (const Arrangement& on : arrangements(view)) {
                const Candidate c = weigh(view, m, on, rate, deadline_ms);
                if (!best || better(options_.rule, deadline_ms, c, *best)) best = c;
            }
        }
        Operation next = view.running;
        next.model = best->model;
        next.on = best->on;
        next.offers = options_.offers;
        return next;
    }

  private:
    std::span<const Arrangement> arrangements(const ControlView& view) const {
        if (options_.choose_threads) return view.arrangements;
        return {&view.running.on, 1};
    }

    Candidate weigh(const ControlView& view, const ModelBelief& m, Arrangement on, double rate,
                    double deadline_ms) const {
        Candidate c{m.model, on, m.accuracy, m.mu_ms, 0, 0};
        c.p99_ms = tables_->p99_ms(m.model, on, rate);
        if (options_.rule == Rule::argmax_effective || view.notes != nullptr)
            c.effective = m.accuracy * tables_->share_within(m.model, on, rate, deadline_ms);
        if (view.notes != nullptr) {
            view.notes->write(m.model, "P99, ms", c.p99_ms);
            view.notes->write(m.model, "A x P(in time)", c.effective);
        }
        return c;
    }

    Options options_;
    const Characterisation* tables_ = nullptr;
};

const Registered registered = policy<ModelSwitching>("model_switching", doc);

}  // namespace
}  // namespace mdisim
