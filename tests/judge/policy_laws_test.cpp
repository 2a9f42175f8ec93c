#include "sim/judge/policy_laws.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using Texts = std::vector<std::string>;

// Its answers depend on how often it was ever asked, in whatever run.
class Counting final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        static std::atomic<uint64_t> asked = 0;
        return asked++ % 7 == 0 ? view.models.fastest().model : view.models.most_accurate().model;
    }
};

// It answers otherwise when it is asked for many requests at once.
class TwoFaced final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.fastest().model;
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        for (size_t i = 0; i < batch.size; ++i) models[i] = batch.models.most_accurate().model;
    }
};

// What each law says of results that are as simulated, but for a change.
class Courtroom {
  public:
    Courtroom() {
        point_ = testing::swept("{}").point(0);
        cells_ = {worlds::cell(worlds::plain(), 100, "fastest"),
                  worlds::cell(worlds::plain(), 100, "mdinference")};
        cells_[1].world = cells_[0].world;
        point_.world = cells_[0].world;
        plan_ = worlds::plan(600);
        results_ = simulate(cells_, plan_);
    }
    Texts broken() const {
        Texts all;
        for (const PolicyLaw& law : laws_of_policies()) {
            for (const std::string& text : law.broken({point_, plan_, cells_, results_}))
                all.push_back(text);
        }
        return all;
    }
    void try_out(const PolicyEntry& entry) {
        cells_[1].policies[Decision::select] = {&entry, nullptr};
        results_ = simulate(cells_, plan_);
    }
    CellResult& result() { return results_[1]; }

  private:
    Point point_;
    Plan plan_;
    std::vector<Cell> cells_;
    std::vector<CellResult> results_;
};

}  // namespace

TEST_CASE("policies that keep the laws break none", "[judge][laws]") {
    CHECK(Courtroom().broken() == Texts{});
}

TEST_CASE("state that runs share, and answers that depend on how one asks, break a law",
          "[judge][laws]") {
    Courtroom court;
    const PolicyEntry counting = policy_entry<Counting>("counting", "Counts.");
    court.try_out(counting);
    CHECK_THAT(court.broken(),
               Catch::VectorContains(
                   std::string("mdinference+cloud: has other numbers when it runs alone")) ||
                   Catch::VectorContains(std::string(
                       "mdinference+cloud: has other numbers when policies run again in "
                       "another order")));
    const PolicyEntry two_faced = policy_entry<TwoFaced>("two_faced", "Two answers.");
    court.try_out(two_faced);
    const Texts broken = court.broken();
    REQUIRE(broken.size() == 1);
    CHECK_THAT(broken.front(),
               Catch::StartsWith("mdinference+cloud: has other numbers when it is computed "));
}

TEST_CASE("each law notices results that break it", "[judge][laws]") {
    const auto first = [](const auto& change) {
        Courtroom court;
        change(court.result());
        const Texts broken = court.broken();
        return broken.empty() ? std::string() : broken.front();
    };
    CHECK(first([](CellResult& r) { ++r.tally.on_time; }) ==
          "mdinference+cloud: answers in time are not those that were counted");
    CHECK(first([](CellResult& r) { ++r.tally.dropped; }) ==
          "mdinference+cloud: there are not as many answers as requests that were not dropped");
    CHECK(first([](CellResult& r) { ++r.tally.chosen.front(); }) ==
          "mdinference+cloud: there are not as many choices as requests that were sent");
    CHECK(first([](CellResult& r) { ++r.tally.rescued; }) ==
          "mdinference+cloud: requests went nowhere, or copies that were not made answered");
    CHECK(first([](CellResult& r) { ++r.tape.low; }) ==
          "mdinference+cloud: draws other random numbers than fastest+cloud");
    CHECK(first([](CellResult& r) { ++r.tally.bound.cloud.front(); }) ==
          "mdinference+cloud: has another bound than fastest+cloud");
}

TEST_CASE("campaigns of any threads and shards are alike", "[judge][laws]") {
    CHECK(unlike_campaigns(testing::swept(R"({"sla_ms": [10, 20, 30]})")) == Texts{});
}

}  // namespace mdisim
