#include "sim/judge/evidence.hpp"

#include "tests/judge/made_up.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("replications that only one side has are left out of a comparison", "[evidence]") {
    MadeUp results(R"({"sla_ms": [10, 20]})");
    results.set(0, "a", "attainment", {0.5, 0.5, 1}).set(0, "b", "attainment", {0.25, 0.25});
    Check check = reading_at(R"({"sla_ms": 10})");
    check.form = ClaimForm::difference;
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.25);
    results.set(1, "a", "attainment", {0.25, 0.5});
    CHECK(results.measured(taking(Take::mean)).ours.mean == 0.4375);
    results.set(0, "a", "attainment", {0.5, 0.75}).set(1, "a", "attainment", {0.25, 0.5, 1});
    CHECK(results.measured(taking(Take::mean)).ours.mean == 0.5);
}

TEST_CASE("without evidence nothing holds, whatever is expected", "[evidence]") {
    for (const std::string& form : names_of(Tag<ClaimForm>{})) {
        for (const std::string& take : names_of(Tag<Take>{})) {
            const auto place = [](const auto& names, const std::string& name) {
                return std::find(names.begin(), names.end(), name) - names.begin();
            };
            Check check =
                along_sla(static_cast<ClaimForm>(place(names_of(Tag<ClaimForm>{}), form)));
            check.take = static_cast<Take>(place(names_of(Tag<Take>{}), take));
            check.against = Against{"b", ""};
            check.order = {"a", "b"};
            check.curve = "published/line";
            check.series = "s";
            CAPTURE(form, take);
            const bool counts = check.form == ClaimForm::share;
            const Finding none = MadeUp(four).measured(check);
            CHECK((counts ? none.ours.mean == 0 : is_nothing(none)));
        }
    }
}

TEST_CASE("a replication without a number is no evidence", "[evidence]") {
    MadeUp results;
    Check check = check_of();
    check.expect = at_least(0);
    results.set(0, "a", "attainment", {0.5, nan});
    CHECK(is_nothing(results.measured(check)));
    CHECK(results.measured(check).where == "nothing measured");
    results.set(0, "a", "attainment", {0.5, 0.5}, {nan, nan, nan});  // too few beyond a tail
    CHECK(is_nothing(results.measured(check)));
    Check other = check_of(ClaimForm::difference);
    other.against = Against{"b", ""};
    results.set(0, "b", "attainment", {0.25, 0.25});
    CHECK(is_nothing(results.measured(other)));
    results.set(0, "a", "attainment", {0.5, 0.5});
    CHECK(results.measured(check).holds);
}

TEST_CASE("what must hold everywhere does not where nothing was measured", "[evidence]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.25, nan, 0.5, 1});
    for (ClaimForm form : {ClaimForm::value, ClaimForm::monotone}) {
        Check check = along_sla(form);
        check.expect = at_least(0);
        CHECK(is_nothing(results.measured(check)));
        CHECK(results.measured(check).where == "sla_ms 20: nothing measured");
        check.range = {30, 40};
        CHECK(results.measured(check).holds);
    }
    Check share = along_sla(ClaimForm::share);
    share.holds = at_least(0);
    CHECK(results.measured(share).where == "3 of 4");
}

TEST_CASE("the largest, smallest and mean are of what was measured", "[evidence]") {
    for (const Numbers& numbers : {Numbers{nan, 0.25, 0.75, 0.5}, {0.25, 0.5, 0.75, nan}}) {
        MadeUp results(four);
        results.line("a", "attainment", numbers);
        CHECK(results.measured(taking(Take::largest)).ours.mean == 0.75);
        CHECK(results.measured(taking(Take::smallest)).ours.mean == 0.25);
        CHECK(results.measured(taking(Take::spread)).ours.mean == 0.5);
        CHECK(results.measured(taking(Take::mean)).ours.mean == 0.5);
    }
}

TEST_CASE("nothing over nothing is no number, wherever it stands", "[evidence]") {
    for (const bool first : {true, false}) {
        MadeUp results(R"({"sla_ms": [10, 20, 30]})");
        results.line("a", "attainment", first ? Numbers{0, 0.25, 0.5} : Numbers{0.25, 0.5, 0});
        results.line("b", "attainment", first ? Numbers{0, 0.5, 0.5} : Numbers{0.5, 0.5, 0});
        Check check = taking(Take::largest, ClaimForm::ratio);
        check.against = Against{"b", ""};
        CHECK(results.measured(check).ours.mean == 1);
        check.take = Take::smallest;
        CHECK(results.measured(check).ours.mean == 0.5);
        check.take = Take::every;
        check.expect = at_least(0);
        CHECK(is_nothing(results.measured(check)));
    }
}

}  // namespace mdisim
