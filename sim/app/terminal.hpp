// How wide what is printed may be, and whether it may have colours.
#pragma once

#include <optional>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// The columns of the terminal behind stdout or stderr (a file descriptor): what COLUMNS says, else
// the terminal itself; nothing where it is a file or a pipe and COLUMNS does not say.
std::optional<size_t> terminal_width(int descriptor);

// Of tables on stdout: as wide as the terminal, 80 columns where there is none; in colour on a
// terminal, unless NO_COLOR says otherwise.
TableStyle terminal_style();

// Prints text on stdout, its lines folded at the terminal's width, at 80 columns where there is
// none.
void print_folded(const std::string& text);

// Prints a line on stderr, folded at the terminal's width, whole where there is none.
void print_note(const std::string& line);

// As print_note(), a line such as "FILE:7:3: warning: WHAT [POINTER]". `kind` is "error" or
// "warning".
void print_problem(const std::string& kind, const Problem& problem);

}  // namespace mdisim
