#include "sim/app/tables/table_format.hpp"

#include <iostream>
#include <string>
#include <vector>

#include "sim/app/terminal.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

OptionSpec table_format_option() {
    return {"format", "FORMAT", "table, csv, markdown, latex or json"};
}

TableFormat table_format_of(const Arguments& arguments) {
    const std::vector<std::string>& names = names_of(Tag<TableFormat>{});
    const std::string word = arguments.last("format").value_or(names.front());
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == word) return static_cast<TableFormat>(i);
    }
    throw UserError({{"--format " + word, "",
                      "tables are written as table, csv, markdown, latex or json." +
                          suggestion(word, {names.begin(), names.end()})}});
}

void print_table(const PlainTable& table, const Arguments& arguments) {
    std::cout << written(table, table_format_of(arguments), terminal_style().width);
}

}  // namespace mdisim
