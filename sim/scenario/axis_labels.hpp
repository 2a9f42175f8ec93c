// The labels of axes and of their values in figures and tables. Results keep the names that the
// command line takes.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

struct AxisLabels {
    std::string title;                          // with the unit; empty: made from the axis's path
    std::map<std::string, std::string> values;  // by the value's name in results
};
using Labels = std::map<std::string, AxisLabels>;  // by axis

// The axes to which labels can be given, with their values; the policies are those of "policy".
std::vector<std::pair<std::string, std::vector<Node>>> labelled_axes(const FigureWords& words);

// Reads "labels" of a scenario: {AXIS: TITLE} or {AXIS: {"title": TITLE, "values": {VALUE:
// LABEL}}}. Axes and values that are not among the words are problems.
Labels read_labels(const Node& written, const FigureWords& words, std::vector<Problem>& problems);

// The labels of values for which a scenario gives none: "wifi low end" for "networks/wifi_low_end".
// Folders are left out if the values differ without them.
std::vector<std::string> plain_labels(const std::vector<std::string>& values);

}  // namespace mdisim
