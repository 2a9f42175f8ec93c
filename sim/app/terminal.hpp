// The width and the colours of printed text.
#pragma once

#include <optional>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// The number of columns of stdout or stderr, at least 40: that of the variable COLUMNS if it is
// set, else the terminal's; none for a file or a pipe. `descriptor` is that of the stream.
std::optional<size_t> terminal_width(int descriptor);

// The style of tables on stdout. They are as wide as terminal_width() says, else 80 columns, and
// coloured on a terminal unless NO_COLOR is set.
TableStyle terminal_style();

// Prints text on stdout, with lines folded at the width of tables.
void print_folded(const std::string& text);

// Prints a line on stderr, folded at its width if terminal_width() says one.
void print_note(const std::string& line);

// Prints a problem on stderr, as one line that is folded as print_note() does: "FILE:7:3: warning:
// WHAT [POINTER]". Line ends in it are escaped, so that nobody's text begins a line of a log.
// `kind` is "error" or "warning".
void print_problem(const std::string& kind, const Problem& problem);

}  // namespace mdisim
