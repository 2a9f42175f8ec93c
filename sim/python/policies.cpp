#include "sim/python/policies.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/options.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

// The classes that scenarios may name while this exists. Contract: several may be used at a time,
// in several threads; two classes of one name may not.
class PoliciesInUse {
  public:
    explicit PoliciesInUse(std::vector<PythonPolicy*> policies) : policies_(std::move(policies)) {}

    void enter() {
        for (size_t i = 0; i < policies_.size(); ++i) {
            try {
                add(*policies_[i]);
            } catch (...) {
                while (i > 0) take_away(*policies_[--i]);
                throw;
            }
        }
    }
    void leave() {
        for (PythonPolicy* policy : policies_) take_away(*policy);
    }

  private:
    static std::map<const PythonPolicy*, size_t>& counts() {
        static std::map<const PythonPolicy*, size_t> uses;
        return uses;
    }
    static void add(const PythonPolicy& policy) {
        if (counts()[&policy]++ > 0 || add_policy(policy.entry)) return;
        counts().erase(&policy);
        const std::string name = policy.entry.name;
        const PolicyEntry* other = find_policy(policy.entry.decision, name);
        const bool in_use = std::any_of(counts().begin(), counts().end(), [&](const auto& use) {
            return &use.first->entry == other;
        });
        throw UserError(!in_use ? "there is a policy '" + name +
                                      "' already; give the class another one: name = \"...\""
                                : "another class of the name '" + name +
                                      "' is being used; give one of them another: name = \"...\"");
    }
    static void take_away(const PythonPolicy& policy) {
        const auto at = counts().find(&policy);
        if (--at->second > 0) return;
        counts().erase(at);
        remove_policy(policy.entry);
    }

    std::vector<PythonPolicy*> policies_;
};

Decision decision_of(const std::string& name) {
    for (const DecisionPoint& point : decision_points) {
        if (point.name == name) return point.decision;
    }
    throw py::value_error("there is no decision point '" + name + "'");
}

void set_maker(PythonPolicy& policy) {
    PolicyEntry& entry = policy.entry;
    switch (entry.decision) {
        case Decision::preprocess:
            entry.maker = preprocess_maker(policy);
            entry.copy_preprocess = copy_of;
            break;
        case Decision::place:
            entry.maker = place_maker(policy);
            break;
        case Decision::route:
            entry.maker = route_maker(policy);
            break;
        case Decision::select:
            entry.maker = select_maker(policy);
            break;
        case Decision::control:
            entry.maker = control_maker(policy);
            break;
    }
}

// described: an object of Python that says what the class has (md.Described).
PythonPolicy* policy_of(const py::object& type, const py::object& described) {
    const auto has = [&](const char* what) { return described.attr("has")(what).cast<bool>(); };
    auto policy = std::make_unique<PythonPolicy>();
    policy->type = type;
    policy->has_choose = has("choose");
    policy->has_choose_all = has("choose_all");
    policy->learns = has("learn");
    policy->knows = has("know");
    policy->rearranges = has("rearranges");
    PolicyEntry& entry = policy->entry;
    entry.name = described.attr("name").cast<std::string>();
    entry.title = described.attr("title").cast<std::string>();
    entry.doc = described.attr("doc").cast<std::string>();
    if (const py::object stated = described.attr("stated"); !stated.is_none()) {
        entry.stated = stated.cast<std::string>();
    }
    entry.decision = decision_of(described.attr("point").cast<std::string>());
    entry.options = table_of_options(entry.name, entry.doc, described.attr("options"));
    entry.needs.learning = policy->learns || has("remember") || has("train");
    entry.needs.remembering = has("remember");
    entry.needs.characterisation = has("consult");
    entry.needs.late_copies = has("late_copies");
    set_maker(*policy);
    return policy.release();  // it is kept as long as the process
}

}  // namespace

py::object PythonPolicy::instance(const PolicyOptions& options) const {
    return type(**arguments_of(entry.options, options));
}

void bind_policies(py::module_& module) {
    py::class_<PythonPolicy, std::unique_ptr<PythonPolicy, py::nodelete>>(
        module, "Policy", "A class of policies as scenarios know it.")
        .def(py::init(&policy_of), py::arg("type"), py::arg("described"))
        .def(
            "explain",
            [](const PythonPolicy& policy) {
                const std::string settings = fields_text(policy.entry.options);
                return full_name(policy.entry) + "\n\n" + policy.entry.doc + "\n" +
                       (settings.empty() ? "\nNo settings.\n" : "\nSettings:\n" + settings);
            },
            "What 'mdisim explain' says of a policy.");
    py::class_<PoliciesInUse>(module, "PoliciesInUse",
                              "The classes that scenarios may name within a with-statement.")
        .def(py::init<std::vector<PythonPolicy*>>(), py::arg("policies"))
        .def("__enter__", &PoliciesInUse::enter)
        .def("__exit__", [](PoliciesInUse& used, const py::args&) { used.leave(); });
    module.def("in_policy", &Asking::in_this_thread, "Whether this thread is asking a policy.");
    module.def("note_fork", &Asking::note_fork, "Notes that a policy has forked the process.");
}

}  // namespace mdisim
