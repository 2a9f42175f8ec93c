#include "sim/judge/calibration_blocks.hpp"

#include <cstddef>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {
namespace {

// The tally of this many answers that all take this long.
Tally tally_of(size_t answers, double latency_ms) {
    Tally tally(1, 0);
    for (size_t i = 0; i < answers; ++i) {
        Outcome o;
        o.answer = Answer::cloud;
        o.model = 0;
        o.latency = Duration::from_ms(latency_ms);
        tally.add(o, true);
    }
    return tally;
}

Tally replication_of(const std::vector<Tally>& blocks) {
    Tally tally(1, 0);
    tally.blocks = blocks;
    return tally;
}

}  // namespace

TEST_CASE("a block in which nothing was simulated keeps its place", "[judge]") {
    const Tally first = replication_of({tally_of(1, 10), tally_of(0, 0), tally_of(3, 30)});
    const Tally second = replication_of({tally_of(1, 20), tally_of(0, 0), tally_of(1, 50)});
    const std::vector<Tally> blocks = simulated_blocks({first, second});
    REQUIRE(blocks.size() == 3);
    CHECK(mean_latency_ms(blocks[0]) == Approx(15));
    CHECK(blocks[1].requests == 0);
    CHECK(mean_latency_ms(blocks[2]) == Approx((3 * 30 + 50) / 4.0));
}

TEST_CASE("blocks are joined as long as what is drawn in one goes on in the next", "[judge]") {
    // Two replications that are slow and quick for `length` blocks at a time, in turn.
    const auto joined = [](size_t length) {
        std::vector<Tally> slow;
        std::vector<Tally> quick;
        for (size_t b = 0; b < 32; ++b) {
            const bool up = (b / length) % 2 == 0;
            slow.push_back(tally_of(40, up ? 30 : 10));
            quick.push_back(tally_of(40, up ? 10 : 30));
        }
        const CalibrationBlocks blocks(slow, {replication_of(slow), replication_of(quick)});
        return std::vector<size_t>{blocks.measured.size(), blocks.apart};
    };
    CHECK(joined(1) == std::vector<size_t>{32, 1});
    CHECK(joined(2) == std::vector<size_t>{32, 1});  // as often a change as none
    CHECK(joined(4) == std::vector<size_t>{16, 1});
    CHECK(joined(8) == std::vector<size_t>{8, 1});
    CHECK(joined(16) == std::vector<size_t>{8, 0});
}

}  // namespace mdisim
