#include "sim/measure/outcome.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <vector>

namespace mdisim {

TEST_CASE("every part of an outcome is in its digest", "[outcome]") {
    const std::vector<void (*)(Outcome&)> changes = {
        [](Outcome&) {},
        [](Outcome& o) { o.index = 1; },
        [](Outcome& o) { o.source = 1; },
        [](Outcome& o) { o.created = {1}; },
        [](Outcome& o) { o.uplink = {1}; },
        [](Outcome& o) { o.wait = {1}; },
        [](Outcome& o) { o.execution = {1}; },
        [](Outcome& o) { o.downlink = {1}; },
        [](Outcome& o) { o.phone = {1}; },
        [](Outcome& o) { o.latency = {1}; },
        [](Outcome& o) { o.model = 1; },
        [](Outcome& o) { o.phone_model = 1; },
        [](Outcome& o) { o.answer = Answer::cloud; },
        [](Outcome& o) { o.answer = Answer::phone; },
        [](Outcome& o) { o.on_time = true; },
        [](Outcome& o) { o.rescued = true; },
        [](Outcome& o) { o.executed = true; },
        [](Outcome& o) { o.cold = true; },
        [](Outcome& o) { o.shrunk = Shrunk::on_phone; },
        [](Outcome& o) { o.rights.drawn = true; },
        [](Outcome& o) { o.rights.drawn = o.rights.cloud = true; },
        [](Outcome& o) { o.rights.drawn = o.rights.phone = true; },
        [](Outcome& o) { o.rights.drawn = o.rights.answer = true; },
        [](Outcome& o) { o.rights.drawn = o.rights.labelled = true; },
        [](Outcome& o) { o.sent_bytes = 1; },
        [](Outcome& o) { o.energy_pj = 1; },
    };
    std::set<Digest> digests;
    for (const auto& change : changes) {
        Outcome outcome;
        change(outcome);
        digests.insert(digest_of(outcome));
    }
    CHECK(digests.size() == changes.size());
}

TEST_CASE("outcomes that differ a little in two parts have different digests", "[outcome]") {
    const std::vector<Duration Outcome::*> stages = {&Outcome::uplink,    &Outcome::wait,
                                                     &Outcome::execution, &Outcome::downlink,
                                                     &Outcome::phone,     &Outcome::latency};
    std::set<Digest> digests;
    size_t outcomes = 0;
    for (size_t a = 0; a < stages.size(); ++a) {
        for (size_t b = 0; b < a; ++b) {
            for (int64_t x = 1; x <= 20; ++x) {
                for (int64_t y = 1; y <= 20; ++y) {
                    Outcome o;
                    o.*stages[a] = {x};
                    o.*stages[b] = {y};
                    digests.insert(digest_of(o));
                    ++outcomes;
                }
            }
        }
    }
    CHECK(digests.size() == outcomes);
}

}  // namespace mdisim
