#include <optional>

#include "policies/parts/batch_limit.hpp"
#include "policies/parts/held_model.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Clipper's adaptive batching: the largest batch that a replica may take grows by `add` each
time a batch of that size is answered within the objective, and is multiplied by `backoff` each time
a batch is answered later (additive increase, multiplicative decrease; Clipper backs off by 10 %).
The objective is the deadline unless `objective_ms` is set. It offers the model of the setting
`model`, or all models if that is empty.)";

class AimdBatching final : public Control {
  public:
    struct Options : BatchLimitOptions {
        std::string model;
        std::optional<double> objective_ms;
    };
    static std::vector<Field> fields() {
        std::vector<Field> all = batch_limit_fields<Options>();
        all.insert(all.begin(),
                   field("model", &Options::model, "the model that is offered; empty: all"));
        all.insert(all.end() - 1, field("objective_ms", &Options::objective_ms,
                                        "latency objective; default: the deadline")
                                      .above(0));
        return all;
    }
    explicit AimdBatching(const Options& options) : options_(options), limit_(options) {}

    double period_ms() const override { return 0; }

    Operation decide(const ControlView& view, Draw&) override {
        Operation next = view.running;
        if (!options_.model.empty()) next.model = model_named(options_.model, view.names);
        next.batch = limit_.now();
        return next;
    }

    bool learn(const Served& served) override {
        return limit_.learn(served, options_.objective_ms.value_or(served.sla_ms));
    }

    void check(const ControlView& view) const override {
        if (!options_.model.empty()) model_named(options_.model, view.names);
        limit_.check(view);
    }

  private:
    Options options_;
    BatchLimit limit_;
};

const Registered registered = policy<AimdBatching>("aimd_batching", doc);

}  // namespace
}  // namespace mdisim
