#include "sim/decide/views.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <tuple>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

std::vector<ModelBelief> made_up(std::mt19937_64& engine) {
    const auto below = [&](uint64_t n) { return static_cast<double>(engine() % n); };
    std::vector<ModelBelief> beliefs(1 + engine() % 24);
    for (uint16_t i = 0; i < beliefs.size(); ++i) beliefs[i] = {below(6), below(3), below(4), i};
    std::shuffle(beliefs.begin(), beliefs.end(), engine);
    return beliefs;
}

std::vector<uint16_t> places(const Offer& offer) {
    std::vector<uint16_t> places;
    for (const ModelBelief& m : offer.by_accuracy()) places.push_back(m.model);
    return places;
}

TEST_CASE("an offer is in order: accuracy, then the lesser mu, then the place", "[decide]") {
    std::mt19937_64 engine(1);
    for (int i = 0; i < 2000; ++i) {
        std::vector<ModelBelief> beliefs = made_up(engine);
        const Offer offer(beliefs);
        std::sort(beliefs.begin(), beliefs.end(), [](const ModelBelief& a, const ModelBelief& b) {
            if (a.accuracy != b.accuracy) return a.accuracy > b.accuracy;
            if (a.mu_ms != b.mu_ms) return a.mu_ms < b.mu_ms;
            return a.model < b.model;
        });
        REQUIRE(offer.by_accuracy().size() == beliefs.size());
        bool same = true;
        for (size_t m = 0; m < beliefs.size(); ++m) {
            const ModelBelief& a = offer.by_accuracy()[m];
            const ModelBelief& b = beliefs[m];
            same = same && std::tie(a.model, a.mu_ms, a.sigma_ms, a.accuracy) ==
                               std::tie(b.model, b.mu_ms, b.sigma_ms, b.accuracy);
        }
        CHECK(same);
        CHECK(offer.most_accurate().model == beliefs.front().model);
    }
}

TEST_CASE("the fastest of an offer has the least mu, and of equals it is the more accurate",
          "[decide]") {
    std::mt19937_64 engine(2);
    for (int i = 0; i < 2000; ++i) {
        const std::vector<ModelBelief> beliefs = made_up(engine);
        const Offer offer(beliefs);
        const ModelBelief& fastest = offer.fastest();
        for (const ModelBelief& m : beliefs) {
            const bool beaten = std::tuple(m.mu_ms, -m.accuracy, m.model) <
                                std::tuple(fastest.mu_ms, -fastest.accuracy, fastest.model);
            if (beaten) FAIL_CHECK("model " << m.model << " is faster");
        }
    }
}

TEST_CASE("an offer by hand", "[decide]") {
    const Offer offer({{30, 0, 0.7, 0},
                       {20, 9, 0.7, 1},
                       {5, 0, 0.2, 2},
                       {20, 1, 0.7, 3},
                       {5, 0, 0.4, 4},
                       {90, 0, 0.9, 5}});
    CHECK(places(offer) == std::vector<uint16_t>{5, 1, 3, 0, 4, 2});
    CHECK(offer.fastest().model == 4);
    CHECK(offer.most_accurate().model == 5);
}

TEST_CASE("an offer is never empty", "[decide]") {
    CHECK_THROWS_AS(Offer(std::vector<ModelBelief>{}), InternalError);
}

TEST_CASE("the budget is what the network leaves of the deadline", "[decide]") {
    const Offer offer({{1, 0, 1, 0}});
    CHECK(SelectView{250, 30, 100, offer, {}, nullptr}.budget_ms() == 150);
    CHECK(SelectView{50, 30, 100, offer, {}, nullptr}.budget_ms() == -50);
}

TEST_CASE("a notebook keeps what is written, in order", "[decide]") {
    Notebook notes;
    notes.write("budget", 150);
    notes.write(7, "utility", 0.5);
    REQUIRE(notes.notes().size() == 2);
    CHECK_FALSE(notes.notes()[0].model);
    CHECK(notes.notes()[0].what == "budget");
    CHECK(notes.notes()[0].value == 150);
    CHECK(notes.notes()[1].model == 7);
    CHECK(notes.notes()[1].what == "utility");
    CHECK(notes.notes()[1].value == 0.5);
}

}  // namespace
}  // namespace mdisim
