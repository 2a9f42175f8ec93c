// The page on which a reader plays with scenarios: the simulator itself is in it.
#pragma once

#include <string>

#include "sim/report/page/shell.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

struct Playground {
    Node examples = Node::list();  // each a scenario, with what may be moved in it
    Node files = Node::object();   // the text of the files that these name, by path
    std::string module;            // the simulator, as scripts/build web makes it
};

// It needs no other files. Requires the library that draws.
std::string playground_html(const Playground& playground, const PageParts& parts);

}  // namespace mdisim
