// The module mdisim._core: what the package mdisim of Python is made of (python/mdisim/).
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <exception>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/policies.hpp"
#include "sim/python/studies.hpp"
#include "sim/python/views.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

// Exceptions of C++ become those of mdisim.errors, with all that they carry.
void raise_mistakes(const UserError& error) {
    std::vector<py::tuple> problems;
    for (const Problem& p : error.problems()) {
        problems.push_back(py::make_tuple(p.where, p.pointer, p.what));
    }
    const py::object type = py::module_::import("mdisim.errors").attr("Error");
    PyErr_SetObject(type.ptr(), type(problems).ptr());
}

void raise_failure(const PolicyFailed& failed) {
    const py::object type = py::module_::import("mdisim.errors").attr("PolicyError");
    py::object request = py::none();
    py::object replication = py::none();
    if (failed.occasion.requests > 0) {
        request = py::cast(failed.occasion.request);
        replication = py::cast(failed.occasion.replication);
    }
    const py::object raised = type(failed.what(), failed.policy, request, replication);
    if (failed.cause) {
        py::object cause = failed.cause->value();
        if (failed.cause->trace())
            PyException_SetTraceback(cause.ptr(), failed.cause->trace().ptr());
        PyException_SetCause(raised.ptr(), cause.release().ptr());
    }
    PyErr_SetObject(type.ptr(), raised.ptr());
}

void translate(std::exception_ptr thrown) {
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (const UserError& error) {
        raise_mistakes(error);
    } catch (const PolicyFailed& failed) {
        raise_failure(failed);
    }
}

}  // namespace
}  // namespace mdisim

PYBIND11_MODULE(_core, module) {
    using namespace mdisim;
    module.doc() = "mdisim as C++ has it; the package mdisim is what to use.";
    py::register_exception_translator(&translate);
    bind_answers(module);
    bind_views(module);
    bind_policies(module);
    bind_studies(module);
    bind_results(module);
    module.def(
        "schema", [] { return dump(scenario_schema(), 1); },
        "The JSON schema of scenarios, with the classes in use.");
}
