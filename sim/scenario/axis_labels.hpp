// What a scenario calls its axes and the values on them where people look: in figures. Results keep
// the names that the command line takes.
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
    std::string title;                          // of the axis, with its unit; empty: from its path
    std::map<std::string, std::string> values;  // by the label in results
};
using Labels = std::map<std::string, AxisLabels>;  // by axis

// What labels can be given to, with its values: the axes, and the policies as those of "policy".
std::vector<std::pair<std::string, std::vector<Node>>> labelled_axes(const FigureWords& words);

// "labels" of a scenario: {AXIS: TITLE} or {AXIS: {"title": TITLE, "values": {VALUE: LABEL}}}.
// Notes axes and values that are not among the words.
Labels read_labels(const Node& written, const FigureWords& words, std::vector<Problem>& problems);

// How a value is called where a scenario says nothing: "wifi low end" for "networks/wifi_low_end".
// Folders are left out where the values differ without them.
std::vector<std::string> plain_labels(const std::vector<std::string>& values);

}  // namespace mdisim
