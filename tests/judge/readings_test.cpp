#include "sim/judge/readings.hpp"

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

// A claim with the readings p and q. fits: those under which it is as expected.
Judgement with_readings(const std::string& fits, const std::string& set = "the network") {
    Judgement j;
    j.id = fits;
    j.readings = set;
    for (const char* reading : {"p", "q"}) {
        const bool holds = fits.find(reading) != std::string::npos;
        j.variants.push_back({reading, {Finding{}}, holds, true, true});
    }
    j.verdict = fits.empty()       ? Verdict::not_reproduced
                : fits.size() == 2 ? Verdict::reproduced
                                   : Verdict::depends_on;
    return j;
}

std::vector<std::string> chosen_in(std::vector<Judgement> judgements) {
    choose_readings(judgements);
    std::vector<std::string> all;
    for (const Judgement& j : judgements) {
        CHECK((j.chosen.empty() || j.verdict == Verdict::reproduced));
        all.push_back(j.chosen);
    }
    return all;
}

using Readings = std::vector<std::string>;

}  // namespace

TEST_CASE("a claim is judged by the reading that fits most of the others", "[judge]") {
    CHECK(chosen_in({with_readings("p"), with_readings("p"), with_readings("q")}) ==
          Readings{"", "", ""});  // for the first two, one other claim is for each
    CHECK(chosen_in({with_readings("p"), with_readings("p"), with_readings("p"),
                     with_readings("q")}) == Readings{"p", "p", "p", ""});
    CHECK(chosen_in({with_readings("p"), with_readings("pq"), with_readings("p"),
                     with_readings("")}) == Readings{"p", "", "p", ""});
}

TEST_CASE("a claim does not choose its own reading", "[judge]") {
    CHECK(chosen_in({with_readings("p"), with_readings("")}) == Readings{"", ""});
    CHECK(chosen_in({with_readings("p"), with_readings("q"), with_readings("q")}) ==
          Readings{"", "", ""});
    CHECK(chosen_in({with_readings("p")}) == Readings{""});
}

TEST_CASE("claims of other sets, and of none, have no say", "[judge]") {
    CHECK(chosen_in({with_readings("p"), with_readings("p", "another"), with_readings("p", "")}) ==
          Readings{"", "", ""});
    CHECK(sets_of_readings({with_readings("p", "a"), with_readings("p", ""),
                            with_readings("q", "a"), with_readings("q", "b")}) ==
          std::vector<std::vector<size_t>>{{0, 2}, {3}});
}

}  // namespace mdisim
