// The form of a run: the quickest way to compute it, and what rules the quicker ways out. A new
// feature of worlds that a form cannot do is one line in form.cpp.
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
    general   // events: all features of worlds and policies
};
const char* name_of(Form form);

Form form_of(const Cell& cell, const Plan& plan);
// What rules out each form that would be quicker, as "by columns: requests wait for servers".
std::vector<std::string> why_not_quicker(const Cell& cell, const Plan& plan);

// Why requests of the cell may touch each other, as "requests wait for servers"; empty if what
// happens to one cannot depend on the draws of another.
std::string why_requests_touch(const Cell& cell, const Plan& plan);

// True if a request can have no other stages than its way there, a wait, a run and its way back,
// with or without a copy on the phone, and their durations are made of draws that all policies
// share. The forms `columns` and `line` require it.
bool is_plain(const ReadyWorld& world);

}  // namespace mdisim
