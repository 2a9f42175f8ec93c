// Lines that are JSON objects ("JSONL"), for tables (sim/describe/data_table.hpp).
#pragma once

#include <string_view>

#include "sim/describe/data_table.hpp"

namespace mdisim {

// Divides a line into the members of its object. Numbers keep the digits they are written in where
// a double would lose some. A member that holds an object or a list has "{...}" or "[...]" as its
// text, so that only whoever asks for it is told that it is no number.
void divide_json(std::string_view line, NamedCells& cells);

}  // namespace mdisim
