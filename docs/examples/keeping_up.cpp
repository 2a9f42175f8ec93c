#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model with which the servers keep up with the load:
    argmax { A(m) : rate * mu(m) <= share * replicas }
The rate is that of the latest arrivals. An example: it tries nothing out before the run. None keeps
up: the least mu.)";

class KeepingUp final : public Control {
  public:
    struct Options {
        double period_ms = 1000;
        double share = 0.8;
    };
    static std::vector<Field> fields() {
        return {field("period_ms", &Options::period_ms, "time between two decisions").above(0),
                field("share", &Options::share, "of the replicas' time that requests may take")
                    .share()};
    }
    explicit KeepingUp(const Options& options) : options_(options) {}

    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        constexpr size_t window = 20;
        const double per_ms = view.arrivals.rate_per_s(window) / 1000;
        const double most = options_.share * static_cast<double>(view.running.on.replicas);
        const ModelBelief* best = nullptr;
        const ModelBelief* fastest = &view.models.front();
        for (const ModelBelief& m : view.models) {
            if (m.mu_ms < fastest->mu_ms) fastest = &m;
            if (per_ms * m.mu_ms > most) continue;
            if (best == nullptr || m.accuracy > best->accuracy) best = &m;
        }
        Operation next = view.running;
        next.model = (best != nullptr ? best : fastest)->model;
        return next;
    }

  private:
    Options options_;
};

const Registered registered = policy<KeepingUp>("keeping_up", doc);

}  // namespace
}  // namespace mdisim
