#include "sim/measure/grading.hpp"

namespace mdisim {

Grading graded_class(const Grading& grading, size_t of_class) {
    Grading graded = grading;
    if (grading.class_phones.empty()) return graded;
    graded.battery_wh = grading.class_phones[of_class].battery_wh;
    graded.idle_power_mw = grading.class_phones[of_class].idle_power_mw;
    return graded;
}

}  // namespace mdisim
