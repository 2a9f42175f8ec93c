// How far lines fitted to measurements of pictures are off on measurements that were put aside.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"

namespace mdisim {

// Mean absolute percentage errors, in parts of 1e9, added up over fits.
struct LineErrors {
    uint64_t fits = 0;
    uint128 on_phone = 0;
    uint128 network = 0;
    uint128 in_cloud = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.fits...);
        visit(them.on_phone...);
        visit(them.network...);
        visit(them.in_cloud...);
    }
    bool operator==(const LineErrors&) const = default;
};

}  // namespace mdisim
