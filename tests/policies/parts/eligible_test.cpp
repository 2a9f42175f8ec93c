#include "policies/parts/eligible.hpp"

#include <cstdint>
#include <utility>

#include "sim/measure/outcome.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim {
namespace {

using namespace offers;

std::string told_set(const Pool& pool, double budget_ms, double threshold_ms) {
    return "threshold " + std::to_string(threshold_ms) + ", " +
           told(pool, {budget_ms, budget_ms}, no_model);
}

void same_set(EligibleRule rule, const Pool& pool, double budget_ms, double threshold_ms) {
    const Offer offer(pool);
    const Eligible eligible(rule, offer, budget_ms, threshold_ms);
    const Stages stages = rule == EligibleRule::modipick
                              ? modipick_stages(pool, budget_ms, threshold_ms)
                              : mdinference_stages(pool, budget_ms);
    const bool found = eligible.base() != nullptr;
    if (found != (stages.base != nullptr)) FAIL_CHECK(told_set(pool, budget_ms, threshold_ms));
    if (!found || stages.base == nullptr) return;
    bool same = eligible.base()->model == stages.base->model;
    for (const ModelBelief& m : pool) {
        const auto count = std::count(stages.eligible.begin(), stages.eligible.end(), &m);
        same = same && eligible.contains(m) == (count == 1);
    }
    // The base is always among the eligible.
    same = same && eligible.contains(*eligible.base());
    if (!same) FAIL_CHECK(told_set(pool, budget_ms, threshold_ms));
}

TEST_CASE("base and eligible models are those of the papers, read word by word", "[policies]") {
    RandomPools make(11);
    size_t asked = 0;
    for (int i = 0; i < 1500; ++i) {
        const Pool pool = make.pool();
        const double threshold_ms = make.quarters(1 + make.below(200));
        for (const Question& q : make.questions(pool, threshold_ms)) {
            same_set(EligibleRule::modipick, pool, q.budget_ms, threshold_ms);
            same_set(EligibleRule::modipick, pool, q.budget_ms, 0);
            same_set(EligibleRule::mdinference, pool, q.budget_ms, 0);
            ++asked;
        }
    }
    CHECK(asked > 20'000);
}

std::vector<uint16_t> members_of(const auto& eligible) {
    std::vector<uint16_t> members;
    eligible.each([&](const ModelBelief& m) { members.push_back(m.model); });
    return members;
}

TEST_CASE("sets that are kept for an offer are those of each request by itself", "[policies]") {
    RandomPools make(12);
    MDInferenceSets sets;
    size_t found = 0;
    size_t none = 0;
    for (int i = 0; i < 500; ++i) {
        const Pool pool = make.pool();
        const Offer offer(pool);
        sets.renew(offer);
        for (const Question& q : make.questions(pool, 0)) {
            const Eligible eligible(EligibleRule::mdinference, offer, q.budget_ms);
            const MDInferenceSets::Set* kept = sets.find(q.budget_ms);
            bool same = (kept == nullptr) == (eligible.base() == nullptr);
            if (same && kept != nullptr) {
                same = kept->base() == eligible.base() && members_of(*kept) == members_of(eligible);
            }
            if (!same) FAIL_CHECK(told_set(pool, q.budget_ms, 0));
            ++(kept == nullptr ? none : found);
        }
    }
    CHECK(found > 5'000);
    CHECK(none > 100);
}

TEST_CASE("the threshold lowers the target, for ModiPick alone", "[policies]") {
    const Offer offer({{10, 1, 0.5, 0}, {40, 1, 0.9, 1}});
    const Eligible near(EligibleRule::modipick, offer, 50);
    CHECK(near.upper_ms() == 50);
    CHECK(near.lower_ms() == 50);
    CHECK(near.base()->model == 1);
    const Eligible far(EligibleRule::modipick, offer, 50, 20);
    CHECK(far.upper_ms() == 50);
    CHECK(far.lower_ms() == 30);
    CHECK(far.base()->model == 0);  // 40 - 1 lies above 30
    CHECK(Eligible(EligibleRule::mdinference, offer, 50, 20).base()->model == 1);
}

TEST_CASE("the papers' utility", "[policies]") {
    const ModelBelief m{60, 10, 0.8, 0};
    CHECK(papers_utility(m, 150, 150) == Approx(0.8 * 80 / 90));
    CHECK(papers_utility(m, 150, 40) == Approx(0.8 * 80 / 20));  // the target is below mu
    CHECK(papers_utility(m, 70, 50) == 0);
    CHECK(papers_utility(m, 69, 50) == 0);                         // never negative
    CHECK(papers_utility(m, 150, 60) == Approx(0.8 * 80 / 1e-6));  // a nanosecond at least
}

TEST_CASE("an enumeration and its names agree", "[policies]") {
    const auto& names = names_of(Tag<EligibleRule>{});
    REQUIRE(names.size() == 2);
    CHECK(names[static_cast<size_t>(EligibleRule::modipick)] == "modipick");
    CHECK(names[static_cast<size_t>(EligibleRule::mdinference)] == "mdinference");
}

// Weights 1, 2, 0, 5 for models that all are eligible, the most accurate first.
struct Wheel {
    Offer offer{{{10, 5, 0.4, 3}, {11, 5, 0.5, 2}, {12, 5, 0.6, 1}, {13, 5, 0.7, 0}}};
    Eligible eligible{EligibleRule::mdinference, offer, 100};
    double weights[4] = {1, 2, 0, 5};
    int asked = 0;

    uint16_t spin(double uniform, Notebook* notes = nullptr) {
        const auto weight = [this](const ModelBelief& m) { return weights[m.model]; };
        const auto draw = [&] {
            ++asked;
            return uniform;
        };
        std::vector<Weighed> some;
        return draw_by_weight(eligible, weight, draw, some, notes);
    }
};

TEST_CASE("a draw by weight gives each model its stretch of the uniform", "[policies]") {
    Wheel wheel;
    REQUIRE(wheel.eligible.base()->model == 0);
    const std::pair<double, uint16_t> stretches[] = {{1e-300, 0}, {0.1249, 0}, {0.1251, 1},
                                                     {0.3749, 1}, {0.3751, 3}, {1 - 0x1p-53, 3}};
    for (const auto& [uniform, model] : stretches) CHECK(wheel.spin(uniform) == model);
    CHECK(wheel.asked == 6);
}

TEST_CASE("a draw by weight asks for a uniform only when there is something to draw",
          "[policies]") {
    Wheel wheel;
    for (double& w : wheel.weights) w = 0;
    CHECK(wheel.spin(0.99) == 0);  // all zero: the base
    CHECK(wheel.asked == 0);
    Wheel alone;
    alone.offer = Offer({{10, 5, 0.4, 3}, {40, 5, 0.5, 2}});
    alone.eligible = Eligible(EligibleRule::mdinference, alone.offer, 100);
    CHECK(alone.spin(0.99) == 2);
    CHECK(alone.asked == 0);
}

TEST_CASE("a draw by weight notes what it weighed", "[policies]") {
    Wheel wheel;
    Notebook notes;
    wheel.spin(0.5, &notes);
    REQUIRE(notes.notes().size() == 8);
    for (size_t m = 0; m < 4; ++m) {
        CAPTURE(m);
        const Note& utility = notes.notes()[2 * m];
        CHECK(utility.model == m);
        CHECK(utility.what == "utility");
        CHECK(utility.value == wheel.weights[m]);
        const Note& probability = notes.notes()[2 * m + 1];
        CHECK(probability.model == m);
        CHECK(probability.what == "probability");
        CHECK(probability.value == wheel.weights[m] / 8);
    }
}

TEST_CASE("where no weight is above zero, the base is noted as certain", "[policies]") {
    Wheel wheel;
    for (double& w : wheel.weights) w = 0;
    Notebook notes;
    wheel.spin(0.5, &notes);
    REQUIRE(notes.notes().size() == 8);
    for (size_t m = 0; m < 4; ++m) CHECK(notes.notes()[2 * m + 1].value == (m == 0 ? 1 : 0));
}

TEST_CASE("who is eligible is noted, and what happens where nobody is", "[policies]") {
    const Wheel wheel;
    Notebook notes;
    note_eligible(wheel.eligible, &notes);
    REQUIRE(notes.notes().size() == 5);
    CHECK(notes.notes()[3].what == "eligible");
    CHECK(notes.notes()[4].what == "base");
    CHECK(notes.notes()[4].model == 0);
    note_eligible(wheel.eligible, nullptr);

    CHECK(least_mu(wheel.offer, nullptr) == 3);
    CHECK(least_mu(wheel.offer, &notes) == 3);
    CHECK(notes.notes().back().model == 3);
}

}  // namespace
}  // namespace mdisim
