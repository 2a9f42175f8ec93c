#include <optional>

#include "policies/parts/held_model.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"

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
    struct Options {
        std::string model;
        int64_t add = 1;
        double backoff = 0.9;
        std::optional<double> objective_ms;
        int64_t most = 64;
    };
    static std::vector<Field> fields() {
        return {field("model", &Options::model, "the model that is offered; empty: all"),
                field("add", &Options::add, "requests by which a full batch grows").at_least(1),
                field("backoff", &Options::backoff, "factor of the batch size after a late batch")
                    .above(0)
                    .at_most(1),
                field("objective_ms", &Options::objective_ms,
                      "latency objective; default: the deadline")
                    .above(0),
                field("most", &Options::most, "upper limit of the largest batch").at_least(1)};
    }
    explicit AimdBatching(const Options& options) : options_(options) {}

    double period_ms() const override { return 0; }

    Operation decide(const ControlView& view, Draw&) override {
        Operation next = view.running;
        if (!options_.model.empty()) next.model = model_named(options_.model, view.names);
        next.batch = batch_;
        return next;
    }

    bool learn(const Served& served) override {
        const double objective_ms = options_.objective_ms.value_or(served.sla_ms);
        const int64_t before = batch_;
        if (served.latency_ms() > objective_ms) {
            batch_ = static_cast<int64_t>(static_cast<double>(batch_) * options_.backoff);
        } else if (served.batch >= batch_) {
            batch_ += options_.add;
        }
        if (batch_ > options_.most) batch_ = options_.most;
        if (batch_ < 1) batch_ = 1;
        return batch_ != before;
    }

    void check(const ControlView& view) const override {
        if (!options_.model.empty()) model_named(options_.model, view.names);
        if (view.running.batch < options_.most) {
            throw UserError("batches of up to " + std::to_string(options_.most) +
                            " need \"servers\": {\"batching\": {\"max_size\": " +
                            std::to_string(options_.most) + "}}");
        }
    }

  private:
    Options options_;
    int64_t batch_ = 1;
};

const Registered registered = policy<AimdBatching>("aimd_batching", doc);

}  // namespace
}  // namespace mdisim
