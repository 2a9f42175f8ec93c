// Formulas first: two right answers are two correlated normal scores below two quantiles, so every
// joint event has a number that needs no draw.
#include "sim/world/correctness.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine/math.hpp"
#include "sim/world/phone/front.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr uint64_t many = 100'000;

NoiseAddress request(uint64_t index, uint64_t seed = 3) {
    NoiseAddress address;
    address.seed = seed;
    address.request.index = index;
    return address;
}

Model loaded(const std::string& name, double accuracy, double loading) {
    Model m = worlds::model(name, accuracy, 10, 0);
    m.loading = loading;
    return m;
}

Phone phone_with(std::vector<Model> models, std::vector<Front> fronts = {}) {
    Phone phone;
    phone.models.list = std::move(models);
    phone.fronts = std::move(fronts);
    return phone;
}

// Correctness of a cloud's models and of a phone's.
ReadyCorrectness ready(const Correctness& how, const std::vector<Model>& cloud,
                       const Phone& phone) {
    return {how, cloud, {&phone}};
}

// The cloud's model 0 and the phone's model 0, both answered.
Outcome both_answered(Answer answer = Answer::cloud) {
    Outcome o;
    o.model = 0;
    o.executed = true;
    o.phone = {1};
    o.phone_model = 0;
    o.answer = answer;
    return o;
}

// Shares of many requests.
struct Shares {
    double cloud = 0;
    double phone = 0;
    double both = 0;
    double either = 0;
    double answer = 0;
};

Shares shares_of(const ReadyCorrectness& correctness, const Outcome& outcome) {
    Shares sum;
    for (uint64_t i = 0; i < many; ++i) {
        const Rights r = correctness.rights_of(request(i), outcome);
        sum.cloud += r.cloud;
        sum.phone += r.phone;
        sum.both += r.cloud && r.phone;
        sum.either += r.cloud || r.phone;
        sum.answer += r.answer;
    }
    for (double* share : {&sum.cloud, &sum.phone, &sum.both, &sum.either, &sum.answer})
        *share /= static_cast<double>(many);
    return sum;
}

// Four standard errors of a share.
double four_errors(double share, double of = many) {
    return 4 * std::sqrt(share * (1 - share) / of);
}

struct Pair {
    Model cloud;
    Model phone;
    double correlation() const { return *cloud.loading * *phone.loading; }
    double both_right() const {
        return both_below(normal_quantile(cloud.accuracy), normal_quantile(phone.accuracy),
                          correlation());
    }
};

const std::vector<Pair> pairs = {{loaded("a", 0.8, 0.9), loaded("b", 0.414, 0.8)},
                                 {loaded("a", 0.75, 0.94), loaded("b", 0.7, 0.93)},
                                 {loaded("a", 0.55, 0.5), loaded("b", 0.9, 0.4)},
                                 {loaded("a", 0.6, 0), loaded("b", 0.7, 0.9)}};

}  // namespace

TEST_CASE("a model is right as often as its accuracy says, two as their loadings say",
          "[correctness]") {
    for (const Pair& pair : pairs) {
        const ReadyCorrectness correctness = ready({}, {pair.cloud}, phone_with({pair.phone}));
        const Shares s = shares_of(correctness, both_answered());
        CHECK(std::abs(s.cloud - pair.cloud.accuracy) < four_errors(pair.cloud.accuracy));
        CHECK(std::abs(s.phone - pair.phone.accuracy) < four_errors(pair.phone.accuracy));
        CHECK(std::abs(s.both - pair.both_right()) < four_errors(pair.both_right()));
    }
}

TEST_CASE("models that are never or always right, or that only the difficulty decides",
          "[correctness]") {
    const ReadyCorrectness certain =
        ready({}, {loaded("always", 1, 0.9)}, phone_with({loaded("never", 0, 0.9)}));
    const Shares s = shares_of(certain, both_answered());
    CHECK(s.cloud == 1);
    CHECK(s.phone == 0);
    // With a loading of 1 the weaker model is right on a part of what the stronger is right on.
    const ReadyCorrectness nested =
        ready({}, {loaded("strong", 0.8, 1)}, phone_with({loaded("weak", 0.5, 1)}));
    const Shares n = shares_of(nested, both_answered());
    CHECK(n.both == n.phone);
}

TEST_CASE("a model is right on the same requests wherever it runs, in whatever pool",
          "[correctness]") {
    const Model m = loaded("m", 0.7, 0.8);
    const Model other = loaded("other", 0.7, 0.8);
    const ReadyCorrectness correctness = ready({}, {m, other}, phone_with({other, m}));
    Outcome o = both_answered();
    o.phone_model = 1;
    size_t differ = 0;
    for (uint64_t i = 0; i < 2000; ++i) {
        const Rights same = correctness.rights_of(request(i), o);
        CHECK(same.cloud == same.phone);
        Outcome swapped = o;
        swapped.model = 1;
        differ += correctness.rights_of(request(i), swapped).cloud != same.cloud;
    }
    CHECK(differ > 200);
}

TEST_CASE("other draws: another seed, another request", "[correctness]") {
    const ReadyCorrectness correctness =
        ready({}, {loaded("a", 0.5, 0.9)}, phone_with({loaded("b", 0.5, 0.9)}));
    const auto pattern = [&](uint64_t seed, uint64_t first) {
        std::vector<bool> right;
        for (uint64_t i = 0; i < 64; ++i)
            right.push_back(correctness.rights_of(request(first + i, seed), both_answered()).cloud);
        return right;
    };
    CHECK(pattern(3, 0) == pattern(3, 0));
    CHECK(pattern(3, 0) != pattern(4, 0));
    CHECK(pattern(3, 0) != pattern(3, 64));
}

TEST_CASE("a perfect chooser is right where one is, a blind one takes the more accurate model",
          "[correctness]") {
    for (const Pair& pair : pairs) {
        Correctness how;
        how.confidence = 1;
        const ReadyCorrectness perfect = ready(how, {pair.cloud}, phone_with({pair.phone}));
        how.confidence = 0;
        const ReadyCorrectness blind = ready(how, {pair.cloud}, phone_with({pair.phone}));
        const bool cloud_is_better = pair.cloud.accuracy > pair.phone.accuracy;
        for (uint64_t i = 0; i < 2000; ++i) {
            const Rights chosen = perfect.rights_of(request(i), both_answered(Answer::both));
            CHECK(chosen.answer == (chosen.cloud || chosen.phone));
            const Rights usual = blind.rights_of(request(i), both_answered(Answer::both));
            CHECK(usual.answer == (cloud_is_better ? usual.cloud : usual.phone));
        }
        const double either = pair.cloud.accuracy + pair.phone.accuracy - pair.both_right();
        CHECK(perfect.pair_accuracy().at(0) == Approx(either).epsilon(1e-9));
        CHECK(blind.pair_accuracy().at(0) ==
              Approx(std::max(pair.cloud.accuracy, pair.phone.accuracy)).epsilon(1e-9));
    }
}

TEST_CASE("in between, the accuracy of a combination is what its answers come to, and rises",
          "[correctness]") {
    for (const Pair& pair : pairs) {
        double last = std::max(pair.cloud.accuracy, pair.phone.accuracy);
        for (const double confidence : {0.2, 0.5, 0.8, 0.95, 1.0}) {
            Correctness how;
            how.confidence = confidence;
            const ReadyCorrectness correctness = ready(how, {pair.cloud}, phone_with({pair.phone}));
            const double expected = correctness.pair_accuracy().at(0);
            CAPTURE(confidence, pair.cloud.accuracy, pair.phone.accuracy);
            CHECK(expected >= last - 1e-12);
            last = expected;
            const Shares s = shares_of(correctness, both_answered(Answer::both));
            CHECK(std::abs(s.answer - expected) < four_errors(expected));
        }
    }
}

TEST_CASE("a perfect chooser repairs little of what MDInference's own copy could",
          "[correctness]") {
    const auto repaired_at = [](double correlation) {
        Correctness how;
        how.loading = std::sqrt(correlation);
        how.confidence = 1;
        const ReadyCorrectness pair = ready(how, {worlds::model("cloud", 0.801, 1, 0)},
                                            phone_with({worlds::model("phone", 0.414, 1, 0)}));
        return (pair.pair_accuracy().at(0) - 0.801) / (1 - 0.801);
    };
    CHECK(repaired_at(0.9) == Approx(0.0025).margin(0.0005));
    CHECK(repaired_at(0.7) == Approx(0.0607).margin(0.0005));
}

TEST_CASE("two answers of one model are one answer", "[correctness]") {
    Correctness how;
    how.confidence = 0.7;
    const ReadyCorrectness same =
        ready(how, {loaded("m", 0.7, 0.9)}, phone_with({loaded("m", 0.7, 0.9)}));
    CHECK(same.pair_accuracy().at(0) == Approx(0.7));
}

TEST_CASE("a front exits on its share, is as accurate as it says, and leaves the hard requests",
          "[correctness]") {
    Front front;
    front.name = "exit";
    front.exit_share = 0.4;
    front.exit_accuracy = 0.9;
    for (const double loading : {0.0, 0.6, 0.93}) {
        front.loading = loading;
        const Model m = loaded("m", 0.75, 0.9);
        const ReadyCorrectness correctness = ready({}, {m}, phone_with({}, {front}));
        Outcome exited = both_answered(Answer::phone);
        exited.executed = false;
        double exits = 0, right_at_exit = 0, right_behind = 0;
        for (uint64_t i = 0; i < many; ++i) {
            if (correctness.exits(request(i), 0)) {
                ++exits;
                right_at_exit += correctness.rights_of(request(i), exited).answer;
            } else {
                right_behind += correctness.rights_of(request(i), both_answered()).cloud;
            }
        }
        CAPTURE(loading);
        const double behind = many - exits;
        CHECK(std::abs(exits / many - 0.4) < four_errors(0.4));
        CHECK(std::abs(right_at_exit / exits - 0.9) < four_errors(0.9, exits));
        const double easy = both_below(normal_quantile(0.75), normal_quantile(0.4), 0.9 * loading);
        const double expected = (0.75 - easy) / 0.6;
        CHECK(std::abs(right_behind / behind - expected) < four_errors(expected, behind));
        CHECK((loading == 0 ? expected == Approx(0.75) : expected < 0.7));
    }
}

TEST_CASE("labels are of a share of the requests, and say what was drawn", "[correctness]") {
    Correctness how;
    how.labels.share = 0.3;
    const ReadyCorrectness correctness =
        ready(how, {loaded("m", 0.7, 0.9)}, phone_with({loaded("n", 0.5, 0.9)}));
    double labelled = 0;
    for (uint64_t i = 0; i < many; ++i) {
        const Rights rights = correctness.rights_of(request(i), both_answered());
        const std::optional<bool> label = correctness.label(request(i), 0);
        REQUIRE(label.has_value() == rights.labelled);
        if (label) REQUIRE(*label == rights.cloud);
        labelled += rights.labelled;
    }
    CHECK(std::abs(labelled / many - 0.3) < four_errors(0.3));
}

}  // namespace mdisim
