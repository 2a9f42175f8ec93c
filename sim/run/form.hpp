// How a run is computed: the quickest form that gives the cell's answer, and what rules quicker
// ones out. A new feature of worlds that a form cannot do is one line in form.cpp.
//
// Every form gives the same answers to the bit; tests hold each against the general one.
#pragma once

#include <string>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

enum class Form {
    columns,  // no request can touch another: a loop over columns of requests
    line,     // requests can only wait: events, at servers of one kind behind one line
    general   // everything there is
};
const char* name_of(Form form);

Form form_of(const Cell& cell, const Plan& plan);
// What rules out each form that would be quicker, as "by columns: requests wait for servers".
std::vector<std::string> why_not_quicker(const Cell& cell, const Plan& plan);

// Whether all that can become of a request is its way there, a wait, a run and its way back, beside
// a copy on the phone, at times made of shared draws; then `columns` and `line` need not look for
// anything else.
bool is_plain(const ReadyWorld& world);

}  // namespace mdisim
