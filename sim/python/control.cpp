// A control policy that is written in Python.
#include <algorithm>
#include <memory>
#include <string>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/registry.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/options.hpp"
#include "sim/python/policies.hpp"
#include "sim/python/views.hpp"

namespace mdisim {
namespace {

void check_operation(const Operation& next, const ControlView& view) {
    if (next.model != any_model && next.model >= view.models.size()) {
        throw WrongAnswer("offered model " + std::to_string(next.model) + ", of " +
                          std::to_string(view.models.size()));
    }
    const bool more = next.on.threads == view.running.on.threads && next.on.replicas >= 1 &&
                      next.on.replicas <= view.most_replicas;
    const bool known = std::find(view.arrangements.begin(), view.arrangements.end(), next.on) !=
                       view.arrangements.end();
    if (!more && !known) {
        throw WrongAnswer("asked for " + std::to_string(next.on.replicas) + " replicas of " +
                          std::to_string(next.on.threads) + " threads, as which the servers' " +
                          std::to_string(view.cores) + " cores cannot be arranged");
    }
    if (next.batch < 1) throw WrongAnswer("asked for batches of no request");
}

class PythonControl final : public Control {
  public:
    PythonControl(const PythonPolicy& policy, const PolicyOptions& options)
        : policy_(policy), instance_(policy.entry.name, [&] { return policy.instance(options); }) {}

    void consult(const Characterisation& tables) override {
        instance_.ask(Occasion("consult"), [&](const py::object& self) {
            self.attr("consult")(std::make_shared<Characterisation>(tables));
        });
    }
    double period_ms() const override {
        double period = 0;
        instance_.ask(Occasion("period_ms"), [&](const py::object& self) {
            period = self.attr("period_ms").cast<double>();
            if (!(period >= 0)) throw WrongAnswer("is no time");
        });
        return period;
    }
    Operation decide(const ControlView& view, Draw& draw) override {
        Operation next;
        instance_.ask(Occasion("decide"), [&](const py::object& self) {
            shown_.lent().lend(view, draw);
            const Loan loan(shown_.lent());
            const py::object answer = self.attr("decide")(shown_.object());
            if (!py::isinstance<Operation>(answer)) {
                throw WrongAnswer("answered " + std::string(py::repr(answer)) +
                                  ", not an Operation");
            }
            next = answer.cast<Operation>();
            check_operation(next, view);
        });
        return next;
    }
    bool learn(const Served& served) override {
        if (!policy_.learns) return false;
        bool again = false;
        instance_.ask(Occasion("learn"), [&](const py::object& self) {
            again = py::bool_(self.attr("learn")(served));
        });
        return again;
    }
    bool rearranges() const override { return policy_.rearranges; }

  private:
    const PythonPolicy& policy_;
    PythonInstance instance_;
    Shown<LentControl> shown_;
};

}  // namespace

Maker<Control> control_maker(const PythonPolicy& policy) {
    return [&policy](const void* options) -> std::unique_ptr<Control> {
        return std::make_unique<PythonControl>(policy, *static_cast<const PolicyOptions*>(options));
    };
}

}  // namespace mdisim
