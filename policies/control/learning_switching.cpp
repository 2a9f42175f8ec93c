#include <algorithm>

#include "policies/parts/period_fields.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(A controller that learns while it runs which model to hold, without tables or a model of
the servers: the agent that Model-Switching's paper names as future work. Its state s has two
parts: how many requests are at the servers (none, 1, 2, up to 4, 8, 16, more, for each replica),
and the rate of the last `window` arrivals times the time of the slowest model, for each replica,
in quarters.
What it has earned by the next decision is r, the mean over what was served meanwhile of the
accuracy of answers in time; if something was served, it learns the value of holding model m in
state s (Q-learning with a table),
    Q(s, m) <- Q(s, m) + a (r + d max_n Q(s', n) - Q(s, m))
Then it holds the model with the highest value, or with the chance `explore` any model. Values begin
at zero, and of equal ones the fastest model's comes first: a controller that thinks well of what it
has not tried fills the line before it knows better. `explore` falls as 1 / (1 + k / n) with the
number k of decisions, n being `explore_periods`.)";

class LearningSwitching final : public Control {
  public:
    static constexpr auto title = "learning switching";
    struct Options {
        double period_ms = 1000;
        int64_t window = 20;
        double alpha = 0.2;
        double discount = 0.5;
        double explore = 0.1;
        double explore_periods = 10'000;
    };
    static std::vector<Field> fields() {
        return {period_field<Options>(),
                window_field<Options>(),
                field("alpha", &Options::alpha, "a: weight of what was learnt last")
                    .above(0)
                    .at_most(1),
                field("discount", &Options::discount, "d: weight of the period after the next")
                    .at_least(0)
                    .at_most(0.999999),
                field("explore", &Options::explore, "chance of any model, at the start")
                    .at_least(0)
                    .at_most(1),
                field("explore_periods", &Options::explore_periods,
                      "decisions after which the chance has halved")
                    .above(0)};
    }
    explicit LearningSwitching(const Options& options) : options_(options) {}

    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw& draw) override {
        if (values_.empty()) begin(view);
        const size_t state = state_of(view);
        if (served_ > 0) learn_from(state);
        Operation next = view.running;
        held_ = best(state);
        const double explore =
            options_.explore / (1 + static_cast<double>(decisions_) / options_.explore_periods);
        if (draw.uniform() < explore) {
            const auto n = static_cast<double>(models_);
            held_ = std::min(models_ - 1, static_cast<size_t>(draw.uniform() * n));
        }
        state_ = state;
        earned_ = served_ = 0;
        ++decisions_;
        next.model = static_cast<uint16_t>(held_);
        return next;
    }

    bool learn(const Served& served) override {
        served_ += static_cast<double>(served.batch);
        if (served.latency_ms() <= served.sla_ms)
            earned_ += static_cast<double>(served.batch) * accuracy_[served.model];
        return false;
    }

  private:
    static constexpr int64_t at_servers[] = {0, 1, 2, 4, 8, 16};
    static constexpr size_t lines = std::size(at_servers) + 1;
    static constexpr size_t rates = 16;

    void begin(const ControlView& view) {
        models_ = view.models.size();
        accuracy_.resize(models_);
        for (const ModelBelief& m : view.models) {
            accuracy_[m.model] = m.accuracy;
            slowest_ms_ = std::max(slowest_ms_, m.mu_ms);
        }
        values_.assign(lines * rates * models_, 0);
        const auto* fastest =
            std::min_element(view.models.data(), view.models.data() + models_,
                             [](const auto& a, const auto& b) { return a.mu_ms < b.mu_ms; });
        fastest_ = fastest->model;
    }
    size_t state_of(const ControlView& view) {
        const int64_t replicas = std::max<int64_t>(1, view.queue.replicas);
        const int64_t there = view.queue.busy + view.queue.waiting;
        size_t line = 0;
        while (line + 1 < lines && there > at_servers[line] * replicas) ++line;
        const double rate = view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
        const double load = rate * slowest_ms_ / 1000 / static_cast<double>(replicas);
        return line * rates + std::min(rates - 1, static_cast<size_t>(load * 4));
    }
    double& value(size_t state, size_t model) { return values_[state * models_ + model]; }
    size_t best(size_t state) {
        size_t best = fastest_;
        for (size_t m = 0; m < models_; ++m) {
            if (value(state, m) > value(state, best)) best = m;
        }
        return best;
    }
    void learn_from(size_t state) {
        double& learnt = value(state_, held_);
        const double target = earned_ / served_ + options_.discount * value(state, best(state));
        learnt += options_.alpha * (target - learnt);
    }

    Options options_;
    std::vector<double> values_;  // by state and model
    std::vector<double> accuracy_;
    size_t models_ = 0;
    size_t fastest_ = 0;
    double slowest_ms_ = 0;
    size_t state_ = 0;
    size_t held_ = 0;
    double earned_ = 0;  // since the last decision, by
    double served_ = 0;  // so many requests
    int64_t decisions_ = 0;
};

const Registered registered = policy<LearningSwitching>("learning_switching", doc);

}  // namespace
}  // namespace mdisim
