#include "sim/engine/chain.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

TEST_CASE("a chain spends the share of its time in a state that its visits and stays say",
          "[world]") {
    const Chain chain({1e6, 2e6, 4e6}, {1, 1, 3});
    CHECK(chain.share(0) + chain.share(1) + chain.share(2) == Approx(1));
    CHECK(chain.share(0) == Approx(1.0 / 9));
    CHECK(chain.share(1) == Approx(2.0 / 9));
    std::vector<double> spent(3);
    double total = 0;
    size_t state = chain.first(0.5);
    for (uint64_t i = 0; i < 200'000; ++i) {
        const Lanes lanes = random_lanes(3, {Purpose{1}, 0, 0, 0, i});
        const auto stay = static_cast<double>(chain.stay(state, uniform_of(lanes.lane[0])).ns);
        spent[state] += stay;
        total += stay;
        const size_t next = chain.next(state, uniform_of(lanes.lane[1]));
        if (next == state) FAIL("a chain never stays where it leaves");
        state = next;
    }
    for (size_t s = 0; s < 3; ++s) CHECK(spent[s] / total == Approx(chain.share(s)).epsilon(0.02));
}

TEST_CASE("a stay may be of years, and what no run lasts is cut", "[world]") {
    constexpr double year_ns = 3.156e16;
    const Chain chain({20 * year_ns, 1e18}, {1, 1});
    const double median = chain.stay(0, 0.5).ms() * 1e6;
    CHECK(median == Approx(20 * year_ns * 0.693147));
    CHECK(chain.stay(1, 1 - 1e-15) == Duration::max());
}

TEST_CASE("a chain starts from its stationary law", "[world]") {
    const Chain chain({1e6, 2e6, 4e6}, {1, 1, 3});
    CHECK(chain.first(0.0001) == 0);
    CHECK(chain.first(chain.share(0) - 1e-6) == 0);
    CHECK(chain.first(chain.share(0) + 1e-6) == 1);
    CHECK(chain.first(chain.share(0) + chain.share(1) + 1e-6) == 2);
    CHECK(chain.first(0.9999) == 2);
    CHECK(chain.stay(0, 1e-12) > Duration{0});
}

}  // namespace
}  // namespace mdisim
