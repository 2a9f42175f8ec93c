// What the command line puts into a playground: the simulator for pages, and scenarios.
#pragma once

#include <string>

#include "sim/report/page/playground.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The file that `scripts/build web` makes; empty if there is none.
std::string web_module();

// Removes what a scenario says beside the world, its policies and its size. A page has its own.
void leave_the_world(Node& document);
// An example of a scenario. id: its name on the page and in addresses. Its figures go along its
// first axis of numbers, else along deadlines around its own.
Node example_of(const Scenario& scenario, const std::string& id);
// Adds an example and the files that it names.
void add_example(Playground& playground, Node example);

// The page, with the module and with how it is drawn. Requires a web_module(). Throws UserError
// without the library that draws.
std::string finished_playground(Playground playground);

}  // namespace mdisim
