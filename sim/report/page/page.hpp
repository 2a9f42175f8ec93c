// A report: one page of HTML that needs no other files. Tables and claims are plain HTML; the
// page's own scripts draw figures.
#pragma once

#include <string>
#include <vector>

#include "sim/report/page/section.hpp"

namespace mdisim {

struct PageParts {
    std::string style;                 // CSS
    std::string script;                // code that passes the specifications to Vega
    std::vector<std::string> library;  // Vega, Vega-Lite and vega-embed; empty: the page has the
                                       // drawn figures of the results folder
    std::string version;               // of the program
};

std::string page_html(const std::vector<Section>& sections, const PageParts& parts);

}  // namespace mdisim
