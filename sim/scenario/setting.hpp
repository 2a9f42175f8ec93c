// The setting of one point of a sweep: everything but its policies.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/describe/field.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct Setting {
    std::optional<int64_t> requests;
    std::optional<double> duration_s;
    int64_t replications = 10;
    int64_t warm_up_requests = 0;
    int64_t seed = 1;
    double sla_ms = 0;
    World world;
};
const Object& describe(Tag<Setting>);

// The table of a setting's numbers, which are all of it but the world.
const Object& numbers_of_setting();
bool is_number_of_setting(std::string_view path);

}  // namespace mdisim
