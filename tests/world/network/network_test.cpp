#include "sim/world/network/network.hpp"

#include <malloc.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <tuple>

#include "sim/describe/error.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "tests/support/times.hpp"
#include "tests/world/network/moving.hpp"

namespace mdisim {
namespace {

using namespace moving;

BandwidthLink bandwidth(const Law& round_trip, const Law& up, const Law& down,
                        Directions directions = Directions::same) {
    return {round_trip, up, down, directions};
}

// Mean and sd of one direction over the quantiles of its draw; the other draws stay in the middle.
struct OneWay {
    double mean_ms;
    double sd_ms;
};
OneWay spread(const Link& link, bool up) {
    constexpr int n = 40'000;
    const ReadyLink ready(link, payload);
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        NetworkDraws draws;
        draws.up = draws.down = (i + 0.5) / n;
        const double ms = (up ? ready.up(draws, up_bytes) : ready.down(draws, down_bits)).ms();
        sum += ms;
        squares += ms * ms;
    }
    return {sum / n, std::sqrt(squares / n - sum / n * (sum / n))};
}

void check_spread(const Link& link, double mean_ms, double sd_ms) {
    for (bool up : {true, false}) {
        const OneWay s = spread(link, up);
        CAPTURE(up);
        CHECK(s.mean_ms == Approx(mean_ms).epsilon(1e-3));
        CHECK(s.sd_ms == Approx(sd_ms).epsilon(1e-2).margin(1e-6));
    }
}

TEST_CASE("a latency is one way, or half of a round trip", "[world]") {
    for (Directions directions : {Directions::same, Directions::independent}) {
        check_spread(latency(Gamma{80, 20}, Measures::one_way, directions), 80, 20);
        check_spread(latency(Gamma{80, 20}, Measures::round_trip, directions), 40, 10);
    }
}

TEST_CASE("the way back takes the same time, or is drawn on its own", "[world]") {
    const ReadyLink same(latency(Exponential{30}), payload);
    const ReadyLink own(latency(Exponential{30}, Measures::one_way, Directions::independent),
                        payload);
    for (double up : {0.1, 0.5, 0.9}) {
        for (double down : {0.2, 0.5, 0.99}) {
            const NetworkDraws draws{up, down, 0.5, 0.5};
            CHECK(same.down(draws, down_bits) == same.up(draws, up_bytes));
            CHECK(own.up(draws, up_bytes) == same.up(draws, up_bytes));
            CHECK(own.down(draws, down_bits) == same.up({down, up, 0.5, 0.5}, up_bytes));
        }
    }
}

TEST_CASE("a cv keeps the mean and sets the spread", "[world]") {
    const Law laws[] = {Normal{200, 5}, LogNormal{200, 10}, Gamma{200, 90}, Uniform{100, 300},
                        Empirical{{{100, 0}, {200, 0.5}, {300, 1}}}};
    for (const Law& law : laws) {
        CAPTURE(law.index());
        LatencyLink link = latency(law);
        link.cv = 0.2;
        check_spread(link, 200, 40);
        link.cv = 0;
        check_spread(link, 200, 0);
    }
    // Of a truncated normal the parent's mean and sd, which is how the papers name it.
    LatencyLink cut = latency(TruncatedNormal{50, 25});
    cut.cv = 1;
    check_spread(cut, mean(TruncatedNormal{50, 50}), sd(TruncatedNormal{50, 50}));
}

TEST_CASE("a family keeps mean and sd and changes the law", "[world]") {
    LatencyLink link = latency(LogNormal{200, 40});
    for (Family family : {Family::normal, Family::gamma, Family::lognormal}) {
        link.family = family;
        check_spread(link, 200, 40);
    }
    link.family = Family::constant;
    check_spread(link, 200, 0);
    link.family = Family::exponential;
    check_spread(link, 200, 200);
    link.family = Family::gamma;
    link.cv = 0.5;
    check_spread(link, 200, 100);
    NetworkDraws low;
    low.up = 0.01;
    const double gamma_ms = ReadyLink(link, payload).up(low, up_bytes).ms();
    link.family = Family::lognormal;
    CHECK(ReadyLink(link, payload).up(low, up_bytes).ms() != Approx(gamma_ms).epsilon(0.01));
}

TEST_CASE("a time below zero is zero", "[world]") {
    const ReadyLink link(latency(Normal{10, 10}), payload);
    CHECK(link.up({0.001, 0.5, 0.5, 0.5}, up_bytes) == Duration{0});
    CHECK(link.up({0.5, 0.5, 0.5, 0.5}, up_bytes) == Duration::from_ms(10));
}

TEST_CASE("over a bandwidth a transfer takes half a round trip and its bits over the rate",
          "[world]") {
    // 100 kB are 800,000 bits: 100 ms at 8 Mbit/s; 2 kB are 16,000: 0.5 ms at 32 Mbit/s.
    const ReadyLink link(bandwidth(Constant{40}, Constant{8}, Constant{32}), payload);
    CHECK(link.has_bandwidth());
    CHECK(link.up({}, up_bytes) == Duration::from_ms(20 + 100));
    CHECK(link.down({}, down_bits) == Duration::from_ms(20 + 0.5));

    const ReadyLink random(bandwidth(Uniform{0, 80}, Uniform{0, 16}, Uniform{0, 64}), payload);
    CHECK(random.up({0.25, 0.75, 0.5, 0.125}, up_bytes) == Duration::from_ms(10 + 100));
    CHECK(random.down({0.25, 0.75, 0.125, 0.5}, down_bits) == Duration::from_ms(10 + 0.5));
    const ReadyLink own(
        bandwidth(Uniform{0, 80}, Uniform{0, 16}, Uniform{0, 64}, Directions::independent),
        payload);
    CHECK(own.down({0.25, 0.75, 0.125, 0.5}, down_bits) == Duration::from_ms(30 + 0.5));
}

TEST_CASE("a bandwidth of zero or less is out of range", "[world]") {
    const ReadyLink link(bandwidth(Constant{40}, Uniform{-1, 1}, Constant{32}), payload);
    CHECK_THROWS_AS(link.up({0.5, 0.5, 0.25, 0.5}, up_bytes), OutOfRange);
    CHECK_THROWS_WITH(link.up({0.5, 0.5, 0.5, 0.5}, up_bytes), Catch::Contains("bandwidth"));
    CHECK(link.up({0.5, 0.5, 0.75, 0.5}, up_bytes) > Duration{0});
    CHECK(link.down({0.5, 0.5, 0.25, 0.5}, down_bits) > Duration{0});
}

TEST_CASE("links filled by the column give the bits of one by one", "[world]") {
    const Law laws[] = {Constant{5},
                        Uniform{1, 9},
                        Exponential{4},
                        Normal{5, 3},
                        LogNormal{5, 2},
                        Gamma{5, 2},
                        TruncatedNormal{50, 40},
                        LogNormalLog{1, 1},
                        Empirical{{{1, 0}, {3, 0.5}, {9, 1}}},
                        Mixture{{{1, Constant{4}}, {2, Gamma{9, 2}}}}};
    std::vector<Link> links;
    for (const Law& law : laws) {
        for (Directions directions : {Directions::same, Directions::independent}) {
            links.push_back(latency(law, Measures::round_trip, directions));
            links.push_back(bandwidth(law, Shifted{50, {law}}, Uniform{1, 2}, directions));
        }
    }
    double lanes[4][column_size];
    columns().uniforms(3, {}, column_size, lanes[0], lanes[1]);
    columns().uniforms(4, {}, column_size, lanes[2], lanes[3]);
    for (size_t l = 0; l < links.size(); ++l) {
        const ReadyLink link(links[l], payload);
        for (size_t n : {size_t{1}, size_t{7}, column_size}) {
            LinkColumns filled;
            Duration ups[column_size], downs[column_size];
            link.fill(lanes[0], lanes[1], lanes[2], lanes[3], n, filled);
            link.times(filled, n, ups, downs);
            bool same = true;
            for (size_t i = 0; i < n; ++i) {
                const NetworkDraws d{lanes[0][i], lanes[1][i], lanes[2][i], lanes[3][i]};
                same =
                    same && ups[i] == link.up(d, up_bytes) && downs[i] == link.down(d, down_bits);
                same = same && link.up(filled, i, 70'000) == link.up(d, 70'000);
                same = same && link.down(filled, i, 4321) == link.down(d, 4321);
            }
            INFO("link " << l << ", " << n << " requests");
            CHECK(same);
        }
    }
}

TEST_CASE("which networks draw what", "[world]") {
    const auto draws = [](const Network& network) {
        const ReadyNetwork ready(network, payload);
        return std::tuple(ready.timeless(), ready.draws_latency(), ready.draws_bandwidth());
    };
    CHECK(draws(latency(Constant{5})) == std::tuple(true, false, false));
    CHECK(draws(latency(Exponential{5})) == std::tuple(true, true, false));
    CHECK(draws(bandwidth(Constant{5}, Uniform{1, 2}, Constant{1})) ==
          std::tuple(true, false, true));
    const StateNetwork states{{{"a", 1, 1, latency(Exponential{5})}, {"off", 1, 1, {}}}};
    CHECK(draws(states) == std::tuple(false, true, false));
}

TEST_CASE("links that describe no law are the user's mistake", "[world]") {
    LatencyLink constant = latency(Constant{5});
    constant.cv = 0.5;
    CHECK_THROWS_AS(ReadyLink(constant, payload), UserError);
    CHECK_THROWS_AS(ReadyLink(latency(Normal{5, -1}), payload), UserError);
}

TEST_CASE("states of a network: stationary at any time", "[world]") {
    const ReadyNetwork network = telling();
    NetworkPaths paths(network, 1, 0);
    constexpr uint32_t phones = 20'000;
    for (double s : {0.0, 0.3, 5.0}) {
        double counts[3] = {};
        const Time at = Time{} + Duration::from_ms(s * 1000);
        for (uint32_t phone = 0; phone < phones; ++phone) ++counts[state_at(paths, phone, at)];
        for (size_t state = 0; state < 3; ++state) {
            INFO("at " << s << " s: " << counts[state] << " of " << phones * share(state));
            CHECK(is_near(counts[state], phones, share(state)));
        }
    }
}

TEST_CASE("states of a network: exponential stays of their mean", "[world]") {
    const std::vector<Visit> all = visits(60'000);
    for (size_t state = 0; state < 3; ++state) {
        double n = 0, sum = 0, squares = 0, beyond = 0;
        for (const Visit& v : all) {
            if (v.state != state) continue;
            const double in_means = v.stay.ms() / 1000 / means_s[state];
            ++n;
            sum += in_means;
            squares += in_means * in_means;
            beyond += in_means > 2;
        }
        CAPTURE(state, n);
        CHECK(std::abs(sum / n - 1) < 4 / std::sqrt(n));
        CHECK(std::abs(squares / n - 2) < 4 * std::sqrt(20 / n));
        CHECK(is_near(beyond, n, std::exp(-2)));
    }
}

TEST_CASE("states of a network: the next is one of the others, by weight", "[world]") {
    const std::vector<Visit> all = visits(60'000);
    double left[3] = {}, moves[3][3] = {};
    for (size_t i = 1; i < all.size(); ++i) {
        ++left[all[i - 1].state];
        ++moves[all[i - 1].state][all[i].state];
    }
    for (size_t a = 0; a < 3; ++a) {
        for (size_t b = 0; b < 3; ++b) {
            CAPTURE(a, b, moves[a][b], left[a]);
            if (a == b)
                CHECK(moves[a][b] == 0);
            else
                CHECK(is_near(moves[a][b], left[a], weights[b] / (6 - weights[a])));
        }
    }
}

TEST_CASE("states of a network: a transfer takes the state in which it starts", "[world]") {
    const ReadyNetwork network(network_of_phones(), payload);
    NetworkPaths paths(network, 2, 1);
    const ReadyNetwork tells = telling();
    NetworkPaths told(tells, 2, 1);
    size_t waited = 0;
    for (const Visit& v : visits(2000)) {
        const Time last = v.from + v.stay + Duration{-1};
        for (Time start : {v.from, v.from + Duration{v.stay.ns / 2}, last}) {
            REQUIRE(state_at(told, 3, start) == v.state);
            const NetworkDraws draws{0.25, 0.75, 0.5, 0.5};
            const Duration up = paths.up(3, start, draws, up_bytes);
            const Duration wifi = Duration::from_ms(7), lte = Duration::from_ms(25);
            if (v.state != off) {
                CHECK(up == (v.state == 0 ? wifi : lte));
                CHECK(paths.down(3, start, draws, down_bits) == up);
                continue;
            }
            // Nothing moves: it waits for the next state, and takes that.
            const Time on = v.from + v.stay;
            CHECK(up == (on - start) + (state_at(told, 3, on) == 0 ? wifi : lte));
            ++waited;
        }
        paths.forget_before(v.from);
        told.forget_before(v.from);
    }
    CHECK(waited > 500);
}

TEST_CASE("states of a network are a pure function of time", "[world]") {
    const ReadyNetwork network = telling();
    NetworkPaths every(network, 9, 4);
    std::vector<std::vector<size_t>> expected(4);
    for (int64_t ms = 0; ms < 60'000; ++ms) {
        for (uint32_t phone = 0; phone < 4; ++phone) {
            expected[phone].push_back(state_at(every, phone, Time{ms * 1'000'000}));
        }
    }
    std::mt19937_64 engine(5);
    NetworkPaths seldom(network, 9, 4);
    NetworkPaths other_seed(network, 10, 4), other_replication(network, 9, 5);
    size_t same = 0, differ_by_seed = 0, differ_by_replication = 0, differ_by_phone = 0, asked = 0;
    for (size_t ms = 0; ms < 60'000; ms += engine() % 700) {
        seldom.forget_before(Time{static_cast<int64_t>(ms) * 1'000'000});
        // Ahead and back again, the phones in any order.
        for (size_t ahead : {engine() % 9000, size_t{0}}) {
            const size_t at = std::min<size_t>(ms + ahead, 59'999);
            const auto phone = static_cast<uint32_t>(engine() % 4);
            const Time time{static_cast<int64_t>(at) * 1'000'000};
            const size_t state = state_at(seldom, phone, time);
            ++asked;
            same += state == expected[phone][at];
            differ_by_seed += state != state_at(other_seed, phone, time);
            differ_by_replication += state != state_at(other_replication, phone, time);
            differ_by_phone += state != expected[(phone + 1) % 4][at];
        }
    }
    CHECK(asked > 200);
    CHECK(same == asked);
    CHECK(differ_by_seed > asked / 5);
    CHECK(differ_by_replication > asked / 5);
    CHECK(differ_by_phone > asked / 5);
}

size_t bytes_in_use() { return mallinfo2().uordblks; }

TEST_CASE("states of a network: what is past is forgotten", "[world]") {
    const ReadyNetwork network(network_of_phones(), payload);
    const auto growth = [&](bool forget) {
        NetworkPaths paths(network, 1, 0);
        paths.up(0, Time{}, {}, up_bytes);
        const size_t before = bytes_in_use();
        for (int64_t s = 1; s <= 3000; ++s) {
            const Time now = Time{} + testing::lasting_s(s);
            if (forget) paths.forget_before(now);
            paths.up(0, now, {}, up_bytes);
        }
        return bytes_in_use() - before;
    };
    if (bytes_in_use() == 0) {
        WARN("skipped: this allocator does not say how much is in use");
        return;
    }
    CHECK(growth(true) < 4096);
    CHECK(growth(false) > 16'384);
}

void validate_network(const StateNetwork& states) {
    const Network network = states;
    describe(Tag<Network>{}).validate(&network);
}

TEST_CASE("a network of states needs two, and one with a link", "[world]") {
    const Link link = latency(Constant{5});
    CHECK_NOTHROW(validate_network(network_of_phones()));
    CHECK_THROWS_AS(validate_network({}), UserError);
    CHECK_THROWS_AS(validate_network({{{"on", 1, 1, link}}}), UserError);
    CHECK_THROWS_AS(validate_network({{{"a", 1, 1, {}}, {"b", 1, 1, {}}}}), UserError);
}

// Where the only state with a link is never the next one, a message would wait for ever.
TEST_CASE("a state of a network can be reached: its weight is above zero", "[world]") {
    const auto& fields = describe(Tag<NetworkState>{}).fields;
    const auto weight = std::find_if(fields.begin(), fields.end(),
                                     [](const Field& f) { return f.name == "weight"; });
    REQUIRE(weight != fields.end());
    CHECK(weight->low == 0);
    CHECK(weight->open_low);
}

TEST_CASE("states of a network: two take turns, whatever their weights", "[world]") {
    for (double weight : {1.0, 1e-9}) {
        const StateNetwork two{
            {{"wifi", 3, 1, latency(Constant{5})}, {"lte", 1, weight, latency(Constant{9})}}};
        const ReadyNetwork network(two, payload);
        NetworkPaths paths(network, 1, 0);
        for (const Time at : {Time{}, Time{} + testing::lasting_s(40)}) {
            double lte = 0;
            for (uint32_t phone = 0; phone < 4000; ++phone) {
                lte += paths.up(phone, at, {}, up_bytes) == Duration::from_ms(9);
            }
            CAPTURE(weight, lte);
            CHECK(is_near(lte, 4000, 0.25));
        }
    }
}

}  // namespace
}  // namespace mdisim
