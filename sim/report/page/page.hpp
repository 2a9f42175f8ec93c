// A report: one page of HTML that needs nothing beside it. Tables and claims are plain HTML,
// figures are drawn by the scripts that come with it.
#pragma once

#include <string>
#include <vector>

#include "sim/report/page/section.hpp"

namespace mdisim {

struct PageParts {
    std::string style;                 // CSS
    std::string script;                // what hands the specifications to Vega
    std::vector<std::string> library;  // Vega, Vega-Lite and vega-embed; none: drawn figures stand
                                       // in, where the results folder has them
    std::string version;               // of the program
};

std::string page_html(const std::vector<Section>& sections, const PageParts& parts);

}  // namespace mdisim
