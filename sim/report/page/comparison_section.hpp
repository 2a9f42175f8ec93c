// The section of a page that compares two sets of results, or two policies of one.
#pragma once

#include <string>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/report/comparison_text.hpp"
#include "sim/report/page/section.hpp"
#include "sim/report/rulings.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// One side of a comparison.
struct ComparedSide {
    std::string name;
    Node settings;  // what was set: a resolved scenario, or a policy of one
};

// The settings of a policy in a resolved scenario; null if it has no policy of this name.
Node settings_of_policy(const Node& resolved, const std::string& name);

// What differs between two documents: a row for each place, with both values.
Table differing_settings(const ComparedSide& before, const ComparedSide& after);

// scenario and manifest: those of the results after.
Section comparison_section(const Scenario& scenario, const Manifest& manifest,
                           const ComparedSide& before, const ComparedSide& after,
                           const Comparison& comparison, const Assessment& assessment,
                           const PolicyNames& labels);

}  // namespace mdisim
