// Reports: pages of HTML. Tables and claims are plain HTML; the page's own scripts draw figures.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/page/section.hpp"
#include "sim/report/page/shell.hpp"

namespace mdisim {

// A page of some results. It needs no other files.
std::string page_html(const std::vector<Section>& sections, const PageParts& parts);

// The first page of all results: papers with the counts of their claims, and every claim. It needs
// no other files. pages: the folder of the pages of site_pages(), as seen from this page; if it is
// empty, nothing links there.
std::string front_html(const std::vector<Section>& sections, const PageParts& parts,
                       const std::string& pages);

// The scenarios that are in a playground, and its file as seen from the pages.
struct PlayedScenarios {
    std::string page{};
    std::set<std::string> names{};
};

// A page for each paper and for each other folder of scenarios, by the names of their files.
// folder: where they are written; they link to the drawings in results folders, and to `front`, the
// first page as seen from there.
std::vector<std::pair<std::string, std::string>> site_pages(const std::vector<Section>& sections,
                                                            const PageParts& parts,
                                                            const std::string& folder,
                                                            const std::string& front,
                                                            const PlayedScenarios& played = {});

}  // namespace mdisim
