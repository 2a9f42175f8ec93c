// The extent of an axis.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "sim/scenario/document.hpp"

namespace mdisim {

// The range from the lowest to the highest value that is shown.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double x) {
        if (!std::isfinite(x)) return;
        low = std::min(low, x);
        high = std::max(high, x);
    }
    bool known() const { return low <= high; }
    // Whether a line at x takes little room beside this range of positive numbers.
    bool is_near(double x) const {
        constexpr double room = 1.35;
        return known() && x <= room * high && x >= low / room;
    }
    Extent with_air(double share) const {
        const double air = low < high ? share * (high - low) : std::fabs(high) * share + 1e-9;
        return {low - air, high + air};
    }
    Node powers_of_ten() const {
        Node list = Node::list();
        if (!known() || low <= 0) return list;
        for (int n = -12; n <= 12; ++n) {
            const double power = std::strtod(("1e" + std::to_string(n)).c_str(), nullptr);
            if (power >= low * (1 - 1e-9) && power <= high * (1 + 1e-9)) list.append(Node(power));
        }
        return list;
    }
    Node domain() const {
        Node list = Node::list();
        list.append(Node(low));
        list.append(Node(high));
        return list;
    }
};

}  // namespace mdisim
