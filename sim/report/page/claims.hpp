// Claims on a page: what papers state, held against the results of the page's sections.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/page/section.hpp"

namespace mdisim {

// One claim with its verdict, and below it a table of all numbers it was judged by.
std::string claim_html(const Judgement& judgement);
// The verdicts counted, and a table of all claims of the sections that leads to each. Empty where
// there are none.
std::string claims_html(const std::vector<Section>& sections);

}  // namespace mdisim
