// Claims on a page, with the results of the page's sections.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/page/section.hpp"

namespace mdisim {

// One claim with its verdict, and a table of all numbers it was judged by.
std::string claim_html(const Judgement& judgement);
// Counts of verdicts, and a table of all claims of the sections with links to them. "" if there are
// no claims.
std::string claims_html(const std::vector<Section>& sections);

}  // namespace mdisim
