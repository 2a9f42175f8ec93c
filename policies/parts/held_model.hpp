// The common part of control policies that keep one model active.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

// The setting "offers" of a policy's Options.
template <class Options>
Field offers_field() {
    return field("offers", &Options::offers,
                 "one: the policy's model alone; and_faster: also all models with a lower mu, from "
                 "which the select policy chooses");
}

// The index in the pool of the model with this name. Throws a UserError if there is none.
inline uint16_t model_named(const std::string& name, std::span<const std::string> names) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) {
        const std::vector<std::string_view> known(names.begin(), names.end());
        throw UserError("the servers have no model '" + name + "'." + suggestion(name, known));
    }
    return static_cast<uint16_t>(at - names.begin());
}

// The index in the pool of the most accurate model; of equally accurate models the first one.
inline uint16_t most_accurate(std::span<const ModelBelief> models) {
    const ModelBelief* best = &models.front();
    for (const ModelBelief& m : models) {
        if (m.accuracy > best->accuracy) best = &m;
    }
    return best->model;
}

}  // namespace mdisim
