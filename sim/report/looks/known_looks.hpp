// The one list of looks with fixed names: of the papers' systems, of the systems that they are
// compared with, and of the models of profiles. A name has the same look in all figures of all
// scenarios.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mdisim {

struct KnownLook {
    std::string_view label;
    std::string_view colour;
    std::string_view line;
    int marker;
};
std::span<const KnownLook> known_looks();
// The look of a label; null if it is not in the list.
const KnownLook* find_known_look(std::string_view label);

// Colours for labels that are not in the list; a label chooses among them by its hash
// (policy_looks.cpp). A line in any of them has a contrast of at least 3 to white.
std::span<const std::string_view> free_colours();
inline constexpr std::string_view line_styles[] = {"solid", "dashed", "dashdot", "long"};
inline constexpr int marker_count = 8;
// The lengths of dashes and gaps of a line style (or "dotted"), in widths of the line; empty if it
// is solid.
std::vector<double> dashes_of(std::string_view line);

// Colours of models for stacked areas. models: from the least to the most accurate. The colour of a
// model that is not in the list is between those of its neighbours, which do not change.
std::vector<std::string> model_colours(const std::vector<std::string>& models);

}  // namespace mdisim
