// The settings that control policies share which decide every period by the rate of the latest
// arrivals.
#pragma once

#include "sim/decide/control.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

// Options has a double period_ms.
template <class Options>
Field period_field() {
    return field("period_ms", &Options::period_ms, "time between two decisions").above(0);
}

// Options has an int64_t window.
template <class Options>
Field window_field() {
    return field("window", &Options::window, "latest arrivals from which the rate is estimated")
        .at_least(2)
        .at_most(RecentArrivals::kept);
}

// Options has a std::optional<double> deadline_ms.
template <class Options>
Field deadline_field() {
    return field("deadline_ms", &Options::deadline_ms, "D; default: the scenario's deadline")
        .above(0);
}

}  // namespace mdisim
