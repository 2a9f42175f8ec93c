// Scenarios and their results, as Python has them (mdisim/mdisim.hpp).
#pragma once

#include <pybind11/pybind11.h>

namespace mdisim {

void bind_studies(pybind11::module_& module);
void bind_results(pybind11::module_& module);

}  // namespace mdisim
