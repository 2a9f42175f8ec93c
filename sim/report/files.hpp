// The text of results: lines of CSV, and numbers.
#pragma once

#include <string>

#include "sim/campaign/rows.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The shortest text that reads back as the same number; "nan" if nothing was measured.
std::string number_text(double x);
void append_number_text(std::string& text, double x);
// A duration exact to the nanosecond, without zeros at the end.
std::string exact_ms(Duration d);
std::string exact_us(Duration d);

// A field of a line of CSV, in quotes if it needs them.
std::string quoted(const std::string& text);
// The first fields of the header, and of the lines of cells: one for each axis, then the policy.
// They end with a comma.
std::string axes_head(const Scenario& scenario);
std::string cell_head(const CellRow& row);

}  // namespace mdisim
