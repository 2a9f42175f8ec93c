#include "sim/run/trials/line_tests.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/fit/regression.hpp"
#include "sim/measure/line_errors.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

Network link(double latency_ms, double mbit_per_s, double sd_ms = 0) {
    BandwidthLink bandwidth;
    bandwidth.round_trip = TruncatedNormal{latency_ms, sd_ms};
    bandwidth.up = Constant{mbit_per_s};
    bandwidth.down = Constant{1000};
    return Network(bandwidth);
}

// Two phones, and networks of which one is five times slower. Pictures of up to 10 MB.
World two_by_two(double sd_ms = 0) {
    World world;
    world.models = worlds::pool();
    world.payload.down_kb = 0;
    Pictures& pictures = world.pictures.emplace();
    pictures.size = Uniform{0, 10'000};
    pictures.small = Constant{54};
    pictures.trials.pictures = 400;
    pictures.in_cloud = {4, 58, Constant{1}};
    LineTests& lines = pictures.trials.lines.emplace();
    lines.transfers = LineTransfers::raw;
    lines.features = LineFeatures::size;
    const StageTime quick{60, 40, Constant{1}};
    const StageTime slow{36, 104, Constant{1}};
    lines.places = {{"quick", "near", link(100, 50, sd_ms), quick},
                    {"quick", "far", link(100, 10, sd_ms), quick},
                    {"slow", "near", link(100, 50, sd_ms), slow},
                    {"slow", "far", link(100, 10, sd_ms), slow}};
    return world;
}

LineErrors errors(World world, const std::string& phone, const std::string& at,
                  uint32_t again = 0) {
    world.pictures->trials.lines->phone = phone;
    world.pictures->trials.lines->at = at;
    return test_lines(ReadyWorld(world), again);
}

double share(uint128 parts) { return static_cast<double>(parts) / 1e9; }

}  // namespace

TEST_CASE("a line of one phone on one network is right where nothing is noisy", "[trials]") {
    const LineErrors exact = errors(two_by_two(), "slow", "far");
    CHECK(exact.fits == 1);
    CHECK(share(exact.network) < 1e-6);
    CHECK(share(exact.on_phone) < 1e-6);
    CHECK(share(exact.in_cloud) < 1e-6);
}

TEST_CASE("phones that share a line are not, nor are networks, though each has a level",
          "[trials]") {
    const LineErrors phones = errors(two_by_two(), all_places, "far");
    CHECK(share(phones.network) < 1e-6);  // both phones have the same network
    CHECK(share(phones.on_phone) > 0.05);
    const LineErrors networks = errors(two_by_two(), "slow", all_places);
    CHECK(share(networks.network) > 0.5);
    CHECK(share(networks.on_phone) < 1e-6);
    CHECK(share(networks.in_cloud) < 1e-6);
}

TEST_CASE("five features hold what follows from others, and predict no worse", "[trials]") {
    World world = two_by_two();
    world.pictures->trials.lines->features = LineFeatures::five;
    CHECK(share(errors(world, "slow", "far").network) < 1e-6);
    CHECK(share(errors(world, "slow", "far").on_phone) < 1e-6);
}

TEST_CASE("the error of one place is that of a fit of what was measured there", "[trials]") {
    World world = two_by_two(30);
    world.pictures->trials.lines->phone = "quick";
    world.pictures->trials.lines->at = "near";
    World there = world;
    there.network = world.pictures->trials.lines->places[0].network;
    there.pictures->on_phone = world.pictures->trials.lines->places[0].on_phone;
    for (const uint32_t replication : {0u, 3u}) {
        Measurements rows({"bytes"});
        for (const PictureMeasured& m : measure_pictures(ReadyWorld(there), replication)) {
            const double sent = static_cast<double>(m.sent_bytes);
            if (!m.on_phone) rows.add({&sent, 1}, m.network_ms);
        }
        FitOptions options;
        options.folds = 0;
        options.seed = replication + 1;
        const LineErrors found = test_lines(ReadyWorld(world), replication);
        CHECK(share(found.network) == Approx(fit(rows, options).test_error).margin(1e-8));
        CHECK(share(found.network) > 0.01);
    }
}

TEST_CASE("each replication measures anew, and again the same", "[trials]") {
    const World world = two_by_two(30);
    CHECK(errors(world, "slow", "near", 0) == errors(world, "slow", "near", 0));
    CHECK_FALSE(errors(world, "slow", "near", 0) == errors(world, "slow", "near", 1));
}

TEST_CASE("lines are tested at places that there are", "[trials]") {
    World world = two_by_two();
    world.pictures->trials.lines->phone = "slower";
    CHECK_THROWS_AS(describe(Tag<LineTests>{}).validate(&*world.pictures->trials.lines), UserError);
}

}  // namespace mdisim
