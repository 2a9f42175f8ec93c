#include "policies/parts/slack.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Dynamic greedy that reads the queue: the most accurate model that would be in time after the
expected wait W,
    argmax { A(m) : mu(m) <= T_b - W }
    W = (waiting + 1) x s / replicas while all are busy, else 0
where s is a running mean of the execution times x so far, s <- a x + (1-a) s. If no model fits, it
takes the one with the least mu. For servers with a queue: it chooses a model for each request,
where Model-Switching chooses one for all requests every second.)";

class ExpectedWait final : public Select {
  public:
    struct Options {
        double alpha = 0.05;
    };
    static std::vector<Field> fields() {
        return {field("alpha", &Options::alpha, "a: weight of the newest execution time")
                    .above(0)
                    .at_most(1)};
    }
    explicit ExpectedWait(const Options& options) : alpha_(options.alpha) {}

    uint16_t choose(const SelectView& view, Draw&) const override {
        const double expected_ms = wait_ms(view.queue);
        const double budget_ms = view.budget_ms() - expected_ms;
        if (view.notes != nullptr) view.notes->write("expected wait, ms", expected_ms);
        note_slack(view, [&](const ModelBelief& m) { return budget_ms - m.mu_ms; });
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.mu_ms <= budget_ms) return m.model;
        }
        return view.models.fastest().model;
    }

    void learn(const Measured& measured) override {
        took_ms_ =
            seen_ ? took_ms_ + alpha_ * (measured.execution_ms - took_ms_) : measured.execution_ms;
        seen_ = true;
    }

  private:
    double wait_ms(const QueueView& queue) const {
        if (queue.replicas == 0 || queue.busy < queue.replicas) return 0;
        return static_cast<double>(queue.waiting + 1) * took_ms_ /
               static_cast<double>(queue.replicas);
    }

    double alpha_;
    double took_ms_ = 0;
    bool seen_ = false;
};

const Registered registered = policy<ExpectedWait>("expected_wait", doc);

}  // namespace
}  // namespace mdisim
