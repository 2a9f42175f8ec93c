#include "sim/report/rounds/rounds_text.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "sim/campaign/rounds/found.hpp"

namespace mdisim {
namespace {

using Catch::Contains;

Rounds rounds_of(double more_requests) {
    Rounds rounds;
    rounds.looked_after = {20, 30};
    rounds.more_requests = more_requests;
    return rounds;
}

}  // namespace

TEST_CASE("how many more requests would do is said as surely as it is known", "[rounds]") {
    Rounds rounds = rounds_of(4000);
    rounds.widest = {"attainment", "fastest", 0.02, 0.01};
    CHECK_THAT(sentence_of(rounds), Contains("known to ±0.02, not to ±0.01; about 4000 more "));
    rounds.more_requests = std::numeric_limits<double>::infinity();
    CHECK_THAT(sentence_of(rounds), Contains("nothing says yet how many more requests"));
    rounds = rounds_of(4000);
    rounds.races = {{"attainment", 0.01, "", {"a", "b"}}};
    rounds.at_most = true;
    CHECK_THAT(sentence_of(rounds), Contains("may be any of a and b; at most 4000 more requests"));
}

TEST_CASE("policies that a race leaves out are named", "[rounds]") {
    Rounds rounds = rounds_of(0);
    rounds.enough = true;
    rounds.races = {{"attainment", 0.01, "sla_ms=50", {"a"}, {"c"}, true}};
    CHECK(
        rounds_text(rounds, 200) ==
        "precise enough after 30 replications; looked at after 20 and 30\n"
        "best by attainment at sla_ms=50: a (95 %, if ahead by 0.01; Kim and Nelson's procedure); "
        "without c, which lack a value of some replication\n");
}

}  // namespace mdisim
