// What an axis reaches over.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/scenario/document.hpp"

namespace mdisim {

// From the lowest to the highest that is shown, with a little air.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double x) {
        if (!std::isfinite(x)) return;
        low = std::min(low, x);
        high = std::max(high, x);
    }
    bool known() const { return low <= high; }
    Extent with_air(double share) const {
        const double air = low < high ? share * (high - low) : std::fabs(high) * share + 1e-9;
        return {low - air, high + air};
    }
    Node powers_of_ten() const {
        Node list = Node::list();
        if (!known() || low <= 0) return list;
        const auto last = static_cast<int>(std::floor(std::log10(high) + 1e-9));
        for (auto n = static_cast<int>(std::ceil(std::log10(low) - 1e-9)); n <= last; ++n) {
            list.append(Node(std::pow(10.0, n)));
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
