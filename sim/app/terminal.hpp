// The width of printed text, and whether it has colours.
#pragma once

#include <optional>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// The number of columns of stdout or stderr (descriptor): that in COLUMNS, else the terminal's;
// none if it is a file or a pipe and COLUMNS is not set.
std::optional<size_t> terminal_width(int descriptor);

// The style of tables on stdout: as wide as the terminal, or 80 columns; in colour on a terminal,
// unless NO_COLOR is set.
TableStyle terminal_style();

// Prints text on stdout, with lines folded at the width of the terminal, or at 80 columns.
void print_folded(const std::string& text);

// Prints a line on stderr, folded at the width of the terminal if there is one.
void print_note(const std::string& line);

// Prints a problem on stderr like print_note(): "FILE:7:3: warning: WHAT [POINTER]". kind: "error"
// or "warning".
void print_problem(const std::string& kind, const Problem& problem);

}  // namespace mdisim
