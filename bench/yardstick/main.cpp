// A piece of work that always is the same: draws, one by one. Prints the nanoseconds of one, the
// median of a few looks: what neighbours on the same core have left of it.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <vector>

#include "sim/engine/random.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr uint64_t draws = 32'000;  // less than a millisecond

// What is left of the draws is the caller's to look at, or the compiler would leave them out.
double look(uint64_t& left) {
    const Clock::time_point start = Clock::now();
    for (uint64_t i = 0; i < draws; ++i) {
        const mdisim::Lanes lanes = mdisim::random_lanes(7, {mdisim::Purpose{1}, 0, 0, 0, i});
        left += lanes.lane[0] ^ lanes.lane[1];
    }
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / draws;
}

}  // namespace

int main() {
    uint64_t left = 0;
    std::vector<double> looks(9);
    for (double& ns : looks) ns = look(left);
    std::nth_element(looks.begin(), looks.begin() + 4, looks.end());
    std::cout << looks[4] << '\n';
    return left == 0;  // never
}
