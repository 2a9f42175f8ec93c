#include "sim/scenario/setting.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

// The fields of a setting that are numbers.
std::vector<Field> number_fields() {
    return {field("requests", &Setting::requests,
                  "requests in each replication, at most; default: all there are when the workload "
                  "or the time is limited, else 10,000")
                .at_least(1)
                .at_most(2.8e14),
            field("duration_s", &Setting::duration_s,
                  "how long requests are created; each request is simulated to its end")
                .above(0)
                .at_most(1e9),
            field("replications", &Setting::replications, "independent repetitions")
                .at_least(1)
                .at_most(replication_limit - 1),
            field("warm_up_requests", &Setting::warm_up_requests,
                  "requests at the start that are simulated but not counted")
                .at_least(0),
            field("seed", &Setting::seed, "key of all random numbers").at_least(0),
            field("sla_ms", &Setting::sla_ms, "the deadline, from creation to answer")
                .at_least(0)
                .at_most(1e9)
                .usually(1, 3.6e6, "milliseconds")
                .needed()};
}

void validate_numbers(const Setting& s) {
    if (s.requests && s.warm_up_requests >= *s.requests) {
        throw UserError("'warm_up_requests' leaves no request to count");
    }
}

}  // namespace

const Object& numbers_of_setting() {
    static const Object table = [] {
        Object t = object<Setting>("numbers", "of a setting", number_fields());
        t.validate = [](const void* p) { validate_numbers(*static_cast<const Setting*>(p)); };
        return t;
    }();
    return table;
}

bool is_number_of_setting(std::string_view path) {
    const std::vector<Field>& fields = numbers_of_setting().fields;
    return std::any_of(fields.begin(), fields.end(),
                       [&](const Field& f) { return f.name == path; });
}

const Object& describe(Tag<Setting>) {
    static const Object table = [] {
        std::vector<Field> fields = number_fields();
        for (const Field& inner : describe(Tag<World>{}).fields) {
            Field f = inner;
            f.slot = [slot = inner.slot](void* s) {
                return slot(&static_cast<Setting*>(s)->world);
            };
            fields.push_back(std::move(f));
        }
        Object t = object<Setting>("scenario", "one scenario", std::move(fields));
        t.validate = [](const void* p) {
            const auto& s = *static_cast<const Setting*>(p);
            describe(Tag<World>{}).validate(&s.world);
            validate_numbers(s);
        };
        return t;
    }();
    return table;
}

}  // namespace mdisim
