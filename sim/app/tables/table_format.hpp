// The options of commands that print a table, such as --format.
#pragma once

#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/report/tables/plain_table.hpp"

namespace mdisim {

// The value of an option that takes one of a few words; `fallback` if it is not given. Throws
// UserError if it is another word.
template <class Choice>
Choice choice_of(const Arguments& arguments, const std::string& option, Choice fallback) {
    const auto word = arguments.last(option);
    if (!word) return fallback;
    const std::vector<std::string>& names = names_of(Tag<Choice>{});
    std::string all;
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == *word) return static_cast<Choice>(i);
        all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    throw UserError({{"--" + option + " " + *word, "",
                      "expected " + all + "." + suggestion(*word, {names.begin(), names.end()})}});
}

OptionSpec table_format_option();
// Throws UserError if there is no such format of a table.
TableFormat table_format_of(const Arguments& arguments);
// Prints a table on stdout.
void print_table(const PlainTable& table, const Arguments& arguments);

}  // namespace mdisim
