// Man pages of the program. They are made of the tables of commands, options and topics.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

struct ManPage {
    std::string file;  // such as "mdisim-run.1"
    std::string text;
};

// One page for the program, and one for each command.
std::vector<ManPage> man_pages();

}  // namespace mdisim
