#include "sim/world/sampling.hpp"

#include <string>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<Sampling>) {
    static const std::vector<std::string> names = {"independent", "stratified"};
    return names;
}

const Object& describe(Tag<DrawnPart>) {
    static const Object table = [] {
        Object t = object<DrawnPart>(
            "part of all draws",
            "a part of all draws, which are numbers between 0 and 1; the highest ones are the "
            "longest latencies",
            {field("from", &DrawnPart::from, "where the part begins").at_least(0).at_most(1),
             field("to", &DrawnPart::to, "where the part ends").at_least(0).at_most(1)});
        t.validate = [](const void* p) {
            const auto& part = *static_cast<const DrawnPart*>(p);
            if (part.from >= part.to) throw UserError("a part of all draws needs from < to");
        };
        return t;
    }();
    return table;
}

}  // namespace mdisim
