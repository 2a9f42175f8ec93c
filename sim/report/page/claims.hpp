// Claims on a page, with the results of the page's sections.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/claim_words.hpp"
#include "sim/report/page/section.hpp"

namespace mdisim {

// One claim with its verdict, and a table of all numbers it was judged by.
std::string claim_html(const Judgement& judgement, const ClaimWords& words);
// Links to a section's claims, each with its verdict, for a heading. "" if there are no claims.
std::string chips_html(const Section& section);

// Where a reader finds what is at an anchor of a section: "#claim-mp-1" on a page that has the
// section, "report/modipick.html#claim-mp-1" elsewhere; "" if no page has it.
using AddressOnPage = std::function<std::string(const Section& section, const std::string& anchor)>;

// Counts of verdicts, paper by paper, each of which shows only its claims; and a table of all
// claims of the sections with links to them. "" if there are no claims.
std::string claims_html(const std::vector<Section>& sections, const AddressOnPage& address);

}  // namespace mdisim
