#include "sim/world/phone/pictures.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/tape.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace worlds;

// 2 MB, 40 kB when shrunk; 100 ms + 50 ms a MB on the phone, 10 + 20 in the cloud, 1 ms besides;
// 20 ms there and back, and 8 Mbit/s: a second a megabyte. Models take 40 ms.
World certain_pictures() {
    World w;
    w.models.family = Family::constant;
    w.models.list = {model("deep", 0.8, 40, 0)};
    BandwidthLink link;
    link.round_trip = Constant{20};
    link.up = Constant{8};
    link.down = Constant{1000};
    w.network = link;
    w.payload.down_kb = 0;
    Pictures p;
    p.size = Constant{2000};
    p.small = Constant{40};
    p.on_phone = {100, 50, Constant{1}};
    p.in_cloud = {10, 20, Constant{1}};
    p.phone_power_mw = 8000;
    w.pictures = p;
    return w;
}

// As it was measured: noise everywhere, sizes on both sides of where it turns.
World noisy() {
    World w = certain_pictures();
    w.pictures->size = Uniform{0, 1000};
    w.pictures->small = LogNormal{40, 8};
    w.pictures->on_phone.noise = LogNormal{1, 0.3};
    w.pictures->in_cloud.noise = LogNormal{1, 0.3};
    BandwidthLink link;
    link.round_trip = LogNormal{40, 20};
    link.up = LogNormal{60, 30};
    link.down = Constant{1000};
    w.network = link;
    return w;
}

Cell shrinking(const World& world, const char* policy, double sla_ms = 300) {
    Cell c = cell(world, sla_ms, "fastest");
    if (policy != nullptr) c.policies[Decision::preprocess] = chosen(Decision::preprocess, policy);
    return c;
}

Tally run(const World& world, const char* policy, Path path = Path::automatic) {
    const Cell c = shrinking(world, policy);
    Plan p = plan(2000);
    p.path = path;
    return simulate({&c, 1}, p).front().tally;
}

TEST_CASE("both ways to the servers take the sum of their stages", "[pictures]") {
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally local = run(certain_pictures(), "static_local", path);
        const uint64_t n = local.requests;
        // 100 + 100, 10 + 40, 10 + 0.8 + 1, 40, 10.
        CHECK(local.latency.total == n * 311'800'000u);
        CHECK(local.before_execution.total == n * 261'800'000u);
        CHECK(local.network.total == n * 60'000'000u);
        CHECK(local.sent_bytes == n * 40'000u);
        // 8 W for 200 ms, 0.005 J/kB.
        CHECK(local.energy_pj == n * 1'800'000'000'000u);
        CHECK(local.shrink == ShrinkTally{n, 0, 0, 0});
        const Tally remote = run(certain_pictures(), "static_remote", path);
        // 10 + 2000, 10 + 40 + 1, 40, 10.
        CHECK(remote.latency.total == n * 2'111'000'000u);
        CHECK(remote.sent_bytes == n * 2'000'000u);
        CHECK(remote.energy_pj == n * 10'000'000'000'000u);
        CHECK(remote.shrink == ShrinkTally{0, 0, 0, n});
        CHECK(run(certain_pictures(), nullptr, path).fingerprint == local.fingerprint);
    }
}

TEST_CASE("the minimum is the less of both, request by request", "[pictures]") {
    const Tally local = run(noisy(), "static_local");
    const Tally remote = run(noisy(), "static_remote");
    const Tally least = run(noisy(), "clairvoyant_minimum");
    CHECK(least.shrink.phone_wrong + least.shrink.cloud_wrong == 0);
    CHECK(least.shrink.phone_right == local.shrink.phone_right);
    CHECK(least.shrink.cloud_right == remote.shrink.cloud_right);
    CHECK(least.shrink.phone_right > 100);
    CHECK(least.shrink.cloud_right > 100);
    CHECK(least.latency.total < local.latency.total);
    CHECK(least.latency.total < remote.latency.total);
}

TEST_CASE("both paths agree about pictures, whoever decides", "[pictures]") {
    for (const char* policy : {"static_local", "static_remote", "clairvoyant_minimum"}) {
        const Tally by_columns = run(noisy(), policy);
        const Tally general = run(noisy(), policy, Path::events);
        CHECK(by_columns.fingerprint == general.fingerprint);
        CHECK(by_columns.shrink == general.shrink);
        CHECK(by_columns.bound.cloud == general.bound.cloud);
    }
}

TEST_CASE("the bound takes the faster way", "[pictures]") {
    const Tally least = run(noisy(), "clairvoyant_minimum");
    CHECK(least.bound.cloud.front() == least.on_time);
    CHECK(run(noisy(), "static_local").bound.cloud == least.bound.cloud);
    CHECK(run(noisy(), "static_remote").on_time < least.on_time);
}

TEST_CASE("pictures leave the arrivals and networks of others as they are", "[pictures]") {
    World without = noisy();
    without.pictures.reset();
    const Cell cells[] = {shrinking(noisy(), "static_local"), cell(without, 300, "fastest")};
    const auto results = simulate(cells, plan(500));
    CHECK_FALSE(results[0].tape == results[1].tape);
    CHECK(results[0].tally.requests == results[1].tally.requests);
}

TEST_CASE("measurements before a run are of other pictures, each both ways", "[pictures]") {
    World w = noisy();
    w.pictures->trials.pictures = 300;
    const ReadyWorld world(w);
    const std::vector<PictureMeasured> measured = measure_pictures(world);
    REQUIRE(measured.size() == 600);
    for (size_t i = 0; i < measured.size(); i += 2) {
        const PictureMeasured& local = measured[i];
        const PictureMeasured& remote = measured[i + 1];
        CHECK(local.on_phone);
        CHECK_FALSE(remote.on_phone);
        CHECK(local.bytes == remote.bytes);
        CHECK(remote.sent_bytes == remote.bytes);
        CHECK(remote.phone_ms == 0);
        CHECK(local.phone_ms > 0);
    }
    CHECK(measure_pictures(world).front().bytes == measured.front().bytes);
    Tape tape(7, 0, 1);
    REQUIRE(tape.advance());
    Derivation derivation(world, tape, Time::max());
    auto batch = std::make_unique<RequestColumns>();
    derivation.next(tape, *batch);
    CHECK(batch->picture[0].bytes != measured.front().bytes);
}

Picture picture_of(const ReadyPictures& ready, double u) {
    Picture picture;
    ready.fill({&u, &u, &u, &u, &u}, 1, &picture);
    return picture;
}

TEST_CASE("sizes give widths and heights of 4 to 3", "[pictures]") {
    Pictures p;
    p.size = Constant{3000};
    p.bits_per_pixel = Constant{2};
    const Picture picture = picture_of(ReadyPictures(p), 0.5);
    CHECK(picture.width * picture.height == Approx(12e6));
    CHECK(picture.width / picture.height == Approx(4.0 / 3));
}

// 100 ms x 1.5 + 100 ms x 0.5, in all x 2: of 2 MB at 50 ms a megabyte.
TEST_CASE("the intercept may have a noise of its own, and a stage a scale", "[pictures]") {
    Pictures p = *certain_pictures().pictures;
    p.on_phone.noise = Constant{0.5};
    p.on_phone.intercept_noise = Constant{1.5};
    p.on_phone.scale = 2;
    const ReadyPictures ready(p);
    const double middle[1] = {0.5};
    Picture picture;
    ready.fill({middle, middle, middle, middle, middle}, 1, &picture);
    CHECK(ready.on_phone(picture) == Duration::from_ms(2 * (150 + 50)));
    CHECK(ready.in_cloud(picture, picture.bytes) == Duration::from_ms(10 + 40 + 1));
}

TEST_CASE("with a seed of their own, all runs have the same pictures, and noise of their own",
          "[pictures]") {
    World w = noisy();
    const auto sizes = [](const World& world, uint32_t replication) {
        const ReadyWorld ready(world);
        Tape tape(7, replication, 600);
        Derivation derivation(ready, tape, Time::max());
        RequestColumns batch;
        std::vector<std::pair<int64_t, double>> found;
        while (tape.advance()) {
            derivation.next(tape, batch);
            for (size_t i = 0; i < batch.size; ++i)
                found.emplace_back(batch.picture[i].bytes, batch.picture[i].phone_noise);
        }
        return found;
    };
    CHECK(sizes(w, 0)[300].first != sizes(w, 1)[300].first);
    w.pictures->seed = 5;
    CHECK(sizes(w, 0)[300].first == sizes(w, 1)[300].first);
    CHECK(sizes(w, 0)[300].second != sizes(w, 1)[300].second);
    CHECK(sizes(w, 0)[300].first != sizes(w, 0)[301].first);
}

TEST_CASE("one's own pictures are each as likely", "[pictures]") {
    Pictures p;
    p.own_bytes = std::vector<int64_t>{50'000, 3'000'000};
    p.own_widths = std::vector<double>{640, 4000};
    p.own_heights = std::vector<double>{480, 3000};
    const ReadyPictures ready(p);
    CHECK(picture_of(ready, 0.2).bytes == 50'000);
    CHECK(picture_of(ready, 0.2).width == 640);
    CHECK(picture_of(ready, 0.7).bytes == 3'000'000);
    CHECK(picture_of(ready, 0.7).height == 3000);
    p.own_heights = std::vector<double>{480};
    CHECK_THROWS_AS(ReadyPictures(p), InternalError);
}

}  // namespace
}  // namespace mdisim
