// The one list of looks that belong to names, so that a name looks the same in every figure of
// every scenario: of the papers' systems, of what they are compared with and of the models of
// profiles.
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
// Null for a label that is not in the list.
const KnownLook* find_known_look(std::string_view label);

// Colours for labels that are not in the list, in the order in which they are to be given away. A
// line of any of them has a contrast of at least 3 to white.
std::span<const std::string_view> free_colours();
inline constexpr std::string_view line_styles[] = {"solid", "dashed", "dashdot", "long"};
inline constexpr int marker_count = 8;
// The lengths of dashes and gaps of a kind of line, "dotted" too, in widths of the line; none:
// solid.
std::vector<double> dashes_of(std::string_view line);

// Colours of models for stacked areas, given from the least accurate model to the most accurate. A
// model that is not in the list lies between its neighbours and moves none of them.
std::vector<std::string> model_colours(const std::vector<std::string>& models);

}  // namespace mdisim
