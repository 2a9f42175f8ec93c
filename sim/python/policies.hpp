// Policies that are classes of Python, as the registry has policies.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>

#include "sim/decide/control.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/python/options.hpp"

namespace mdisim {

// A policy's class. Contract: it is kept as long as the process, since scenarios that were read
// name it. Its members are set once, when the class is first given to a scenario.
struct PythonPolicy {
    pybind11::object type;
    PolicyEntry entry;
    bool has_choose = false;      // the scalar form
    bool has_choose_all = false;  // the batch form
    bool learns = false;          // it has learn()
    bool knows = false;           // it has know()
    bool rearranges = false;      // of a control policy

    // A new instance. Requires the interpreter's lock.
    pybind11::object instance(const PolicyOptions& options) const;
};

// What makes the policies of a class at each decision point.
Maker<Select> select_maker(const PythonPolicy& policy);
Maker<Place> place_maker(const PythonPolicy& policy);
Maker<Route> route_maker(const PythonPolicy& policy);
Maker<Preprocess> preprocess_maker(const PythonPolicy& policy);
std::unique_ptr<Preprocess> copy_of(const Preprocess& one);
Maker<Control> control_maker(const PythonPolicy& policy);

void bind_policies(pybind11::module_& module);

}  // namespace mdisim
