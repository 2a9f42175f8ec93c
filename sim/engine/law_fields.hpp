// The field tables of laws: how a scenario describes a probability distribution. The name of a
// parameter ends in the unit of the quantity ("mean_ms" of a latency, "mean_kb" of a size, "mean"
// without a unit).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"

namespace mdisim {

const OneOf& describe_law(const std::string& unit);
// The unit of a table that describe_law() has made; null for any other table.
const std::string* unit_of_laws(const OneOf& table);
const std::vector<std::string>& names_of(Tag<Family>);
const std::vector<std::string>& names_of(Tag<BelowZero>);
const std::vector<std::string>& names_of(Tag<FitFamily>);

template <class T>
Field law_field(std::string name, Law T::*member, std::string unit, std::string doc) {
    return {std::move(name), std::move(doc),
            [member, table = &describe_law(unit)](void* object) -> Slot {
                return OneOfSlot{table, &(static_cast<T*>(object)->*member)};
            }};
}

template <class T>
Field law_field(std::string name, std::optional<Law> T::*member, std::string unit,
                std::string doc) {
    return {std::move(name), std::move(doc),
            [member, table = &describe_law(unit)](void* object) -> Slot {
                auto* law = &(static_cast<T*>(object)->*member);
                return OptionalSlot{
                    [law] { return law->has_value(); },
                    [law, table]() -> Slot {
                        return OneOfSlot{table, law->has_value() ? &**law : &law->emplace()};
                    }};
            }};
}

}  // namespace mdisim
