#include "sim/world/models/beliefs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/world.hpp"
#include "tests/run/spy.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace spying;

// Runs take one and a half times what is believed of them.
ReadyPool pool_of(const std::vector<ModelBelief>& beliefs) {
    ModelPool pool;
    for (const ModelBelief& b : beliefs) {
        Model model = worlds::model(std::to_string(b.model), b.accuracy, 1.5 * b.mu_ms, b.sigma_ms);
        model.belief = Belief{b.mu_ms, b.sigma_ms, b.accuracy};
        pool.list.push_back(std::move(model));
    }
    return ReadyPool(pool);
}

// A book over models that start out believed so.
struct Book : BeliefBook {
    Book(const Beliefs& how, const ReadyPool& models) : BeliefBook(how, models, {}, 1, 0) {}
    void learn(uint16_t model, double ms) { BeliefBook::learn(model, ms, 0); }
};

const std::vector<ModelBelief> beginning = {{100, 10, 0.9, 0}, {50, 5, 0.6, 1}, {60, 0, 0.6, 2}};
const ReadyPool starting_pool = pool_of(beginning);

ModelBelief belief(const BeliefBook& book, uint16_t model) {
    for (const ModelBelief& m : book.offer().by_accuracy()) {
        if (m.model == model) return m;
    }
    throw std::out_of_range("no such model");
}

TEST_CASE("fixed beliefs learn nothing", "[world]") {
    Book book({.kind = BeliefKind::fixed, .alpha = 0.5}, starting_pool);
    book.learn(0, 1000);
    CHECK(belief(book, 0).mu_ms == 100);
    CHECK(belief(book, 0).sigma_ms == 10);
}

TEST_CASE("believed accuracies follow labels once they are known", "[world]") {
    Book book({.kind = BeliefKind::fixed, .accuracy_alpha = 0.25}, starting_pool);
    book.expect_label(0, false, {100});
    book.expect_label(1, true, {100});
    book.expect_label(0, false, {200});
    book.learn_labels({99});
    CHECK(belief(book, 0).accuracy == 0.9);
    book.learn_labels({100});
    CHECK(belief(book, 0).accuracy == Approx(0.75 * 0.9));
    CHECK(belief(book, 1).accuracy == Approx(0.25 + 0.75 * 0.6));
    CHECK(belief(book, 2).accuracy == 0.6);
    CHECK(book.offer().most_accurate().model == 1);
    book.learn_labels({1000});
    CHECK(belief(book, 0).accuracy == Approx(0.75 * 0.75 * 0.9));
    CHECK(belief(book, 0).mu_ms == 100);
}

// sigma^2 <- (1-a)(sigma^2 + a (x-mu)^2), mu <- a x + (1-a) mu
TEST_CASE("learnt beliefs follow ModiPick's rule, by hand", "[world]") {
    Book book({.kind = BeliefKind::ewma, .alpha = 0.5}, starting_pool);
    book.learn(0, 120);  // (100 + 0.5 400) / 2 = 150
    CHECK(belief(book, 0).mu_ms == 110);
    CHECK(belief(book, 0).sigma_ms == Approx(std::sqrt(150)));
    book.learn(0, 90);  // (150 + 0.5 400) / 2 = 175
    CHECK(belief(book, 0).mu_ms == 100);
    CHECK(belief(book, 0).sigma_ms == Approx(std::sqrt(175)));

    Book slow({.kind = BeliefKind::ewma, .alpha = 0.1}, starting_pool);
    slow.learn(1, 70);  // 0.9 (25 + 0.1 400) = 58.5
    CHECK(belief(slow, 1).mu_ms == Approx(52));
    CHECK(belief(slow, 1).sigma_ms == Approx(std::sqrt(58.5)));

    Book last({.kind = BeliefKind::ewma, .alpha = 1}, starting_pool);
    last.learn(2, 33);
    CHECK(belief(last, 2).mu_ms == 33);
    CHECK(belief(last, 2).sigma_ms == 0);
}

TEST_CASE("a measurement changes what is believed of its model alone, and no accuracy", "[world]") {
    Book book({.kind = BeliefKind::ewma, .alpha = 0.5}, starting_pool);
    book.learn(1, 999);
    for (uint16_t other : {uint16_t{0}, uint16_t{2}}) {
        CHECK(belief(book, other).mu_ms == beginning[other].mu_ms);
        CHECK(belief(book, other).sigma_ms == beginning[other].sigma_ms);
    }
    for (uint16_t m = 0; m < 3; ++m) CHECK(belief(book, m).accuracy == beginning[m].accuracy);
}

TEST_CASE("learnt beliefs put the offer in a new order", "[world]") {
    Book book({.kind = BeliefKind::ewma, .alpha = 1}, starting_pool);
    CHECK(book.offer().fastest().model == 1);
    CHECK(book.offer().by_accuracy()[1].model == 1);
    book.learn(1, 80);  // now the slower of two that are equally accurate
    CHECK(book.offer().by_accuracy()[1].model == 2);
    CHECK(book.offer().fastest().model == 2);
    book.learn(0, 1);
    CHECK(book.offer().fastest().model == 0);
    CHECK(book.offer().most_accurate().model == 0);
}

TEST_CASE("in the long run a learnt mean and spread are near the truth", "[world]") {
    Book book({.kind = BeliefKind::ewma, .alpha = 0.02}, starting_pool);
    const Plan plan = worlds::plan(1);
    double mu = 0, variance = 0;
    constexpr int n = 40'000;
    for (uint64_t i = 0; i < n; ++i) {
        book.learn(0, draw(Normal{300, 20}, uniform(plan, execution_draws, i, 0)).ms());
        mu += belief(book, 0).mu_ms / n;
        variance += belief(book, 0).sigma_ms * belief(book, 0).sigma_ms / n;
    }
    CHECK(mu == Approx(300).epsilon(0.01));
    CHECK(std::sqrt(variance) == Approx(20).epsilon(0.05));
}

// What is measured aside is the truth, here one and a half times the belief.
TEST_CASE("models that are not run for long are measured again", "[world]") {
    Book book({.kind = BeliefKind::ewma, .alpha = 1, .remeasure_after_requests = 10},
              starting_pool);
    book.measure_cold(9);
    for (uint16_t m = 0; m < 3; ++m) CHECK(belief(book, m).mu_ms == beginning[m].mu_ms);
    book.BeliefBook::learn(1, 77, 5);
    book.measure_cold(10);
    CHECK(belief(book, 2).mu_ms == 90);  // no spread: exactly
    CHECK(belief(book, 0).mu_ms == Approx(150).margin(60));
    CHECK(belief(book, 0).mu_ms != beginning[0].mu_ms);
    CHECK(belief(book, 1).mu_ms == 77);  // it was run at request 5
    book.measure_cold(14);
    CHECK(belief(book, 1).mu_ms == 77);
    book.measure_cold(15);
    CHECK(belief(book, 1).mu_ms == Approx(75).margin(30));
    CHECK(belief(book, 1).mu_ms != 77);

    Book never({.kind = BeliefKind::ewma, .alpha = 1}, starting_pool);
    never.measure_cold(1'000'000);
    CHECK(belief(never, 2).mu_ms == beginning[2].mu_ms);
}

TEST_CASE("warm-up runs take the place of the profile", "[world]") {
    const Book book({.kind = BeliefKind::ewma, .warm_up_runs = 2000}, starting_pool);
    for (uint16_t m = 0; m < 3; ++m) {
        const double se = beginning[m].sigma_ms / std::sqrt(2000);
        CHECK(belief(book, m).mu_ms == Approx(1.5 * beginning[m].mu_ms).margin(4 * se + 1e-9));
        CHECK(belief(book, m).sigma_ms == Approx(beginning[m].sigma_ms).epsilon(0.06).margin(1e-6));
    }
}

TEST_CASE("what is faster than the one that is held is so by what is believed now", "[world]") {
    ModelPool models;
    models.list = {worlds::model("a", 0.9, 100, 0), worlds::model("b", 0.5, 90, 0),
                   worlds::model("c", 0.4, 10, 0)};
    const ReadyPool ready(models);
    BeliefBook book({.kind = BeliefKind::ewma, .alpha = 1}, ready, {}, 1, 0);
    const auto offered = [&] {
        std::vector<uint16_t> places;
        for (const ModelBelief& m : book.offer().by_accuracy()) places.push_back(m.model);
        return places;
    };
    const std::vector<std::vector<double>> as_given(1, std::vector<double>(3, 1));
    book.offer_only(0, Offering::and_faster, as_given);
    CHECK(offered() == std::vector<uint16_t>{0, 1, 2});
    book.learn(1, 100, 1);  // as slow as the one that is held
    CHECK(offered() == std::vector<uint16_t>{0, 2});
    book.offer_only(2, Offering::and_faster, as_given);
    CHECK(offered() == std::vector<uint16_t>{2});
    book.offer_only(0, Offering::one, as_given);
    CHECK(offered() == std::vector<uint16_t>{0});
    // On servers where it runs at a quarter of its time, c aside.
    book.offer_only(0, Offering::and_faster, {{0.25, 1, 1}});
    CHECK(offered() == std::vector<uint16_t>{0, 2});
}

// Requests a second apart, execution times of up to three seconds: a request sees what was measured
// by the time it reaches the servers, and nothing that is still running.
TEST_CASE("requests see beliefs learnt from what had been executed by then", "[world]") {
    World world = worlds::plain();
    world.models.list = {worlds::model("a", 0.9, 1500, 0), worlds::model("b", 0.5, 1500, 0)};
    const Law laws[] = {Uniform{0, 3000}, Uniform{100, 200}};
    for (size_t m = 0; m < 2; ++m) {
        world.models.list[m].mean_ms.reset();
        world.models.list[m].law = laws[m];
    }
    LatencyLink link;
    link.latency = Constant{25};
    world.network = link;
    world.beliefs = {.kind = BeliefKind::ewma, .alpha = 0.3};
    const Plan plan = worlds::plan(200);
    Spy spy;
    spy.answer = [&](const Seen&) { return static_cast<uint16_t>(spy.seen.size() % 3 == 0); };
    spy.run(world, 4000, plan);

    REQUIRE(spy.seen.size() == 200);
    struct Execution {
        Time end;
        uint16_t model;
        double ms;
    };
    std::vector<Execution> executions;
    const auto reached = [](uint64_t i) {
        return Time{} + testing::lasting_s(static_cast<int64_t>(i)) + Duration::from_ms(25);
    };
    for (uint64_t i = 0; i < 200; ++i) {
        const auto model = static_cast<uint16_t>((i + 1) % 3 == 0);
        const Duration d = draw(laws[model], uniform(plan, execution_draws, i, 0));
        executions.push_back({reached(i) + d, model, d.ms()});
    }
    std::sort(executions.begin(), executions.end(),
              [](const auto& a, const auto& b) { return a.end < b.end; });
    for (uint64_t i = 0; i < 200; ++i) {
        double mu[2], variance[2];
        for (size_t m = 0; m < 2; ++m) {
            mu[m] = mean(laws[m]);
            variance[m] = sd(laws[m]) * sd(laws[m]);
        }
        for (const Execution& e : executions) {
            if (e.end > reached(i)) break;
            const double off = e.ms - mu[e.model];
            variance[e.model] = 0.7 * (variance[e.model] + 0.3 * off * off);
            mu[e.model] += 0.3 * off;
        }
        for (size_t m = 0; m < 2; ++m) {
            CHECK(spy.seen[i].offer[m].mu_ms == Approx(mu[m]).epsilon(1e-10));
            CHECK(spy.seen[i].offer[m].sigma_ms == Approx(std::sqrt(variance[m])).epsilon(1e-10));
        }
    }
}

}  // namespace
}  // namespace mdisim
