#include "sim/python/options.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mdisim {
namespace {

namespace py = pybind11;

Slot slot_of_value(OptionValue& value) {
    return std::visit(
        [](auto& held) -> Slot {
            if constexpr (std::is_same_v<decltype(held), ChosenWord&>) {
                return ChoiceSlot{held.words.get(), [&held] { return held.index; },
                                  [&held](size_t i) { held.index = i; }};
            } else {
                return &held;
            }
        },
        value);
}

OptionValue default_of(const py::handle& option) {
    const py::object value = option.attr("default");
    if (const py::object words = option.attr("choices"); !words.is_none()) {
        const auto list = std::make_shared<const std::vector<std::string>>(
            words.cast<std::vector<std::string>>());
        const auto at = std::find(list->begin(), list->end(), value.cast<std::string>());
        return ChosenWord{list, static_cast<size_t>(at - list->begin())};
    }
    if (py::isinstance<py::bool_>(value)) return value.cast<bool>();
    if (py::isinstance<py::int_>(value)) return value.cast<int64_t>();
    if (py::isinstance<py::float_>(value)) return value.cast<double>();
    return value.cast<std::string>();
}

}  // namespace

Object table_of_options(const std::string& policy, const std::string& doc,
                        const py::list& options) {
    PolicyOptions defaults;
    std::vector<Field> fields;
    for (size_t i = 0; i < options.size(); ++i) {
        const py::object option = options[i];
        defaults.values.push_back(default_of(option));
        Field field(option.attr("name").cast<std::string>(),
                    option.attr("meaning").cast<std::string>(), [i](void* object) {
                        return slot_of_value(static_cast<PolicyOptions*>(object)->values[i]);
                    });
        if (const double longest = longest_in(unit_of(field.name)); longest > 0) {
            field.low = -longest;
            field.high = longest;
        }
        const py::object low = option.attr("low");
        const py::object high = option.attr("high");
        if (!low.is_none()) field.low = low.cast<double>();
        if (!high.is_none()) field.high = high.cast<double>();
        fields.push_back(std::move(field));
    }
    return {policy, doc, std::move(fields), [defaults] {
                return std::static_pointer_cast<void>(std::make_shared<PolicyOptions>(defaults));
            }};
}

py::dict arguments_of(const Object& table, const PolicyOptions& options) {
    py::dict arguments;
    for (size_t i = 0; i < table.fields.size(); ++i) {
        arguments[table.fields[i].name.c_str()] = std::visit(
            [](const auto& held) -> py::object {
                if constexpr (std::is_same_v<decltype(held), const ChosenWord&>) {
                    return py::cast((*held.words)[held.index]);
                } else {
                    return py::cast(held);
                }
            },
            options.values[i]);
    }
    return arguments;
}

}  // namespace mdisim
