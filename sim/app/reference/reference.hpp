// The pages of the reference, docs/reference/*.md, made of the tables that the program itself
// reads: fields, policies, metrics, files and commands. `mdisim explain --pages DIR` writes them.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

struct ReferencePage {
    std::string file;  // such as "metrics.md"
    std::string text;  // Markdown
};

std::vector<ReferencePage> reference_pages();

// Each of these functions is defined in the file of its page.
std::string scenario_page();
std::string policies_page();
std::string metrics_page();
std::string files_page();
std::string commands_page();

}  // namespace mdisim
