// The options of a policy's class, as the field tables have settings: scenarios, errors, the schema
// and explanations know them by these.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

// One of a list of words.
struct ChosenWord {
    std::shared_ptr<const std::vector<std::string>> words;
    size_t index = 0;
};
using OptionValue = std::variant<double, int64_t, bool, std::string, ChosenWord>;

// The options of one instance, in the order of the class.
struct PolicyOptions {
    std::vector<OptionValue> values;
};

// The table of a class's options. options: a list of objects that have the members of md.Option.
Object table_of_options(const std::string& policy, const std::string& doc,
                        const pybind11::list& options);
// The options by name, as arguments of the class. Requires the interpreter's lock.
pybind11::dict arguments_of(const Object& table, const PolicyOptions& options);

}  // namespace mdisim
