#include <optional>

#include "policies/parts/held_model.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(One model for the whole run, on the cores as the scenario or the settings arrange them: the
baseline of Model-Switching.)";

class Hold final : public Control {
  public:
    struct Options {
        std::string model;
        std::optional<int64_t> replicas;
        std::optional<int64_t> threads;
        Offering offers = Offering::one;
    };
    static std::vector<Field> fields() {
        return {
            field("model", &Options::model, "the model; empty: the most accurate"),
            field("replicas", &Options::replicas, "number of replicas; default: the servers'")
                .at_least(1),
            field("threads", &Options::threads, "threads of each replica; default: the servers'")
                .at_least(1),
            offers_field<Options>()};
    }
    explicit Hold(const Options& options) : options_(options) {}

    double period_ms() const override { return 0; }
    Operation decide(const ControlView& view, Draw&) override { return operation(view); }
    void check(const ControlView& view) const override {
        const Arrangement on = operation(view).on;
        bool known = on == view.running.on;
        for (const Arrangement& a : view.arrangements) known = known || a == on;
        if (!known) {
            throw UserError("the servers' " + std::to_string(view.cores) +
                            " cores cannot be arranged as " + std::to_string(on.replicas) +
                            " replicas of " + std::to_string(on.threads) + " threads");
        }
    }

  private:
    Operation operation(const ControlView& view) const {
        Operation o = view.running;
        o.model = options_.model.empty() ? most_accurate(view.models)
                                         : model_named(options_.model, view.names);
        o.offers = options_.offers;
        o.on.replicas = options_.replicas.value_or(o.on.replicas);
        o.on.threads = options_.threads.value_or(o.on.threads);
        return o;
    }

    Options options_;
};

const Registered registered = policy<Hold>("hold", doc);

}  // namespace
}  // namespace mdisim
