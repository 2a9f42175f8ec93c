// What every page of a report has around its content: its style, its head with links, its scripts.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

struct PageParts {
    std::string style;                 // CSS
    std::string script;                // code that passes the specifications to Vega
    std::vector<std::string> library;  // Vega, Vega-Lite and vega-embed; empty: the page has the
                                       // drawn figures of the results folder
    std::string version;               // of the program
};

struct PageLink {
    std::string to;
    std::string text;
    bool here = false;  // whether it leads to the page itself
};

// A page up to and with its heading.
std::string page_head(const std::string& title, const std::vector<PageLink>& links,
                      const PageParts& parts);
// The end of a page. draws: whether it has figures for Vega, which are of no use without its code.
enum class Draws { figures, nothing };
std::string page_foot(const PageParts& parts, Draws draws);

// A button that copies a command, which is shown beside it.
std::string command_html(const std::string& command);

}  // namespace mdisim
