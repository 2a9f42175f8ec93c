// The option --format of commands that print a table.
#pragma once

#include "sim/app/arguments.hpp"
#include "sim/report/tables/plain_table.hpp"

namespace mdisim {

OptionSpec table_format_option();
// Throws UserError if there is no such format of a table.
TableFormat table_format_of(const Arguments& arguments);
// Prints a table on stdout.
void print_table(const PlainTable& table, const Arguments& arguments);

}  // namespace mdisim
