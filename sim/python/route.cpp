// Policies that are written in Python and decide to which site a request goes.
#include <cstdint>
#include <memory>
#include <string>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/options.hpp"
#include "sim/python/policies.hpp"
#include "sim/python/views.hpp"

namespace mdisim {
namespace {

// A site is named by its number or its name.
uint16_t site_in(const py::object& answer, const RouteView& view) {
    if (py::isinstance<py::str>(answer)) {
        const auto name = answer.cast<std::string>();
        for (uint16_t site = 0; site < view.sites.size(); ++site) {
            if (view.sites[site].name == name) return site;
        }
        throw WrongAnswer("answered '" + name + "', which is no site");
    }
    if (!PyIndex_Check(answer.ptr()))
        throw WrongAnswer("answered " + std::string(py::repr(answer)) +
                          ", not the number or the name of a site");
    const auto number = py::int_(answer).cast<int64_t>();
    if (number < 0 || number >= static_cast<int64_t>(view.sites.size()))
        throw WrongAnswer("answered site " + std::to_string(number) + " of " +
                          std::to_string(view.sites.size()));
    return static_cast<uint16_t>(number);
}

class PythonRoute final : public Route {
  public:
    PythonRoute(const PythonPolicy& policy, const PolicyOptions& options)
        : policy_(policy), instance_(policy.entry.name, [&] { return policy.instance(options); }) {}

    uint16_t choose(const RouteView& view, Draw& draw) const override {
        uint16_t site = 0;
        instance_.ask({"choose", draw.address(), 1}, [&](const py::object& self) {
            shown_.lent().lend(view, draw);
            const Loan loan(shown_.lent());
            site = site_in(self.attr("choose")(shown_.object()), view);
        });
        return site;
    }
    void learn(const HeardFrom& heard) override {
        if (!policy_.learns) return;
        instance_.ask(Occasion("learn"),
                      [&](const py::object& self) { self.attr("learn")(heard); });
    }

  private:
    const PythonPolicy& policy_;
    PythonInstance instance_;
    Shown<LentRoute> shown_;
};

}  // namespace

Maker<Route> route_maker(const PythonPolicy& policy) {
    return [&policy](const void* options) -> std::unique_ptr<Route> {
        return std::make_unique<PythonRoute>(policy, *static_cast<const PolicyOptions*>(options));
    };
}

}  // namespace mdisim
