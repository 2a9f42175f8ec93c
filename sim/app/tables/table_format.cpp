#include "sim/app/tables/table_format.hpp"

#include <iostream>

#include "sim/app/terminal.hpp"

namespace mdisim {

OptionSpec table_format_option() {
    return {"format", "FORMAT", "table, csv, markdown, latex or json"};
}

TableFormat table_format_of(const Arguments& arguments) {
    return choice_of(arguments, "format", TableFormat::table);
}

void print_table(const PlainTable& table, const Arguments& arguments) {
    std::cout << written(table, table_format_of(arguments), terminal_style().width);
}

}  // namespace mdisim
