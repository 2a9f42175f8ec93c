// How results are written down: lines of CSV, numbers as text.
#pragma once

#include <string>

#include "sim/campaign/rows.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Shortest text that reads back as the same number; "nan" for nothing measured.
std::string number_text(double x);
void append_number_text(std::string& text, double x);
// To the nanosecond, without zeros at the end.
std::string exact_ms(Duration d);
std::string exact_us(Duration d);

// A field of a line of CSV, in quotes where it needs them.
std::string quoted(const std::string& text);
// The first fields of lines about cells: the axes, and in what follows each cell's place on them;
// then the policy. They end with a comma.
std::string axes_head(const Scenario& scenario);
std::string cell_head(const CellRow& row);

}  // namespace mdisim
