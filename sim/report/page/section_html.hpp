// A section of a report as HTML.
#pragma once

#include <string>

#include "sim/report/page/section.hpp"

namespace mdisim {

struct SectionStyle {
    std::string heading;  // of the section; empty: the page's heading is its heading
    bool draws = true;    // whether the page has the library that draws
    bool open = false;    // whether the table of results is open
    bool ours = false;    // whether it says that no paper has this claim
    std::string play;     // the address of the scenario in a playground; empty: there is none
    std::string from;     // the folder of the page, if it links to drawings; empty: it has them
};

std::string section_html(const Section& section, const SectionStyle& style);

}  // namespace mdisim
