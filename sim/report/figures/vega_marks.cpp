#include "sim/report/figures/vega.hpp"

namespace mdisim {

const char* path_of(const Look& look) {
    constexpr const char* star =
        "M0-1L.22-.31L.95-.31L.36.12L.59.81L0 .38L-.59.81L-.36.12L-.95-.31L-.22-.31Z";
    constexpr const char* paths[] = {"M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",  // as in paper figures
                                     "M-.9-.9H.9V.9H-.9Z",
                                     "M0-1L1 .8H-1Z",
                                     "M0-1L1 0L0 1L-1 0Z",
                                     "M0 1L1-.8H-1Z",
                                     "M-1 0L.8-1V1Z",
                                     "M1 0L-.8-1V1Z",
                                     "M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z"};
    return look.bound ? star : paths[static_cast<size_t>(look.marker) % std::size(paths)];
}

}  // namespace mdisim
