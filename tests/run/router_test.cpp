// Attempts at several sites.
#include "sim/run/router.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/engine/law.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "tests/support/routed.hpp"

namespace mdisim {
namespace {

constexpr Duration whole_ms(int64_t n) { return {n * 1'000'000}; }

// 5 ms each way to the phones; a site 10 ms away that takes 100 ms, and one 30 ms away that takes
// a quarter of that.
World two_sites() {
    World w;
    w.workload = EveryWorkload{10'000};
    w.models.list = {worlds::model("model", 0.8, 100, 0)};
    w.network = LatencyLink{Constant{5}, {}, {}, Measures::one_way, Directions::same};
    Servers quick;
    quick.speed = 4;
    w.sites = {{"near", Constant{10}, {}, Servers{}}, {"far", Constant{30}, {}, quick}};
    return w;
}

std::vector<Record> run_on(const Cell& cell, uint64_t requests) {
    Observer observer(first_requests(0, requests, requests));
    Plan plan = worlds::plan(requests);
    plan.observer = &observer;
    simulate({&cell, 1}, plan);
    return observer.take();
}

}  // namespace

TEST_CASE("a further attempt goes to the next nearest site, and the first answer counts",
          "[sites]") {
    World w = two_sites();
    w.retries.emplace();
    w.retries->timeout_ms = 20;
    w.retries->most = 1;
    const Record r = run_on(worlds::routed(w, 200, "fastest", "", "nearest"), 1).front();
    // Near: 10 there, 100, 10 back. Far: from 20 on, 20 there, 25, 20 back.
    CHECK(r.outcome.latency == whole_ms(85));
    CHECK(r.outcome.site == 1);
    CHECK(r.outcome.attempts == 2);
    CHECK(r.outcome.earlier == whole_ms(20));
    CHECK(r.outcome.others_executed == 1);
    REQUIRE(r.attempts.size() == 2);
    CHECK(r.attempts[0].site + r.attempts[1].site == 1);
    // The bound would have sent the first attempt to the far one.
    CHECK(r.best_at == whole_ms(65));
}

TEST_CASE("a message that calls an attempt off goes to the attempt's site", "[sites]") {
    World w = two_sites();
    w.workload = EveryWorkload{1};
    w.retries.emplace();
    w.retries->timeout_ms = 20;
    w.retries->most = 1;
    w.retries->cancel = true;
    const std::vector<Record> all = run_on(worlds::routed(w, 200, "fastest", "", "nearest"), 2);
    // The second request reaches the near site 1 ms after the first and waits behind it. It is
    // called off at 21, and the message is there at 31.
    const Record& second = all[1];
    REQUIRE(second.attempts.size() == 2);
    const Outcome& near = second.attempts[0].site == 0 ? second.attempts[0] : second.attempts[1];
    CHECK(near.wait == whole_ms(20));
    CHECK_FALSE(near.executed);
}

TEST_CASE("what a phone hears of a site is what its requests took there", "[sites]") {
    // The near site is slow: after one answer from each, the quickest is the far one.
    World w = two_sites();
    Cell cell = worlds::routed(w, 200, "fastest", "", "quickest");
    const std::vector<Record> all = run_on(cell, 40);
    size_t far = 0;
    for (const Record& r : all) far += r.outcome.site == 1;
    CHECK(all[0].outcome.site == 1);  // 30 + 25 believed against 10 + 100
    CHECK(far >= 36);
    // A site that is believed to be quick and is full is left.
    w.sites[1].servers->speed = 1;
    w.workload = EveryWorkload{60};
    w.sites[0].round_trip = Constant{0};
    const std::vector<Record> loaded =
        run_on(worlds::routed(w, 200, "fastest", "", "quickest"), 400);
    size_t near = 0;
    for (const Record& r : loaded) near += r.outcome.site == 0;
    CHECK(near > 100);
    CHECK(near < 300);
}

}  // namespace mdisim
