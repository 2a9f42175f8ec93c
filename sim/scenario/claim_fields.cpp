#include <limits>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<ClaimForm>) {
    static const std::vector<std::string> names = {"value", "difference", "ratio", "distance",
                                                   "order", "monotone",   "share", "crossing"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Take>) {
    static const std::vector<std::string> names = {"every", "largest", "smallest", "mean",
                                                   "spread"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Direction>) {
    static const std::vector<std::string> names = {"rising", "falling"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Verdict>) {
    static const std::vector<std::string> names = {"reproduced", "not reproduced",
                                                   "paper disagrees with itself", "depends on"};
    return names;
}

const Object& describe(Tag<Expectation>) {
    static const Object table = [] {
        Object t = object<Expectation>(
            "expectation", "what a number should be: between bounds, or a value within a tolerance",
            {field("least", &Expectation::least, "at least this"),
             field("most", &Expectation::most, "at most this"),
             field("value", &Expectation::value, "this, give or take 'within'"),
             field("within", &Expectation::within, "the tolerance about 'value'").at_least(0)});
        t.validate = [](const void* p) {
            const auto& e = *static_cast<const Expectation*>(p);
            if (e.value.has_value() != e.within.has_value()) {
                throw UserError("'value' and 'within' belong together");
            }
            if (!e.value && !e.least && !e.most) {
                throw UserError("says nothing: give 'least', 'most', or 'value' and 'within'");
            }
            if (e.value && (e.least || e.most)) {
                throw UserError("give bounds, or 'value' and 'within', not both");
            }
            if (e.low() > e.high()) throw UserError("nothing can be as expected here");
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<Against>) {
    static const Object table = object<Against>(
        "against", "the other side of a difference or ratio; what is left open is as in the check",
        {field("policy", &Against::policy, "the other policy"),
         field("metric", &Against::metric, "the other metric"),
         field("during_s", &Against::during_s, "the other part of the run")});
    return table;
}

const Object& describe(Tag<Check>) {
    static const Object table = object<Check>(
        "check",
        "a number made of results, and what is expected of it. In place of 'policy' there may be a "
        "'contrast': {policy: weight, ...}, weights that add up to 0, for effects and "
        "interactions. "
        "'at' and 'against_at' say where on each axis it is read: {axis: value}",
        {field("label", &Check::label, "what is checked, when a claim has several checks"),
         field("form", &Check::form, "how the number is made"),
         field("policy", &Check::policy, "whose results"),
         field("metric", &Check::metric, "which number of them"),
         field("plus", &Check::plus, "more metrics, whose sum with it is taken"),
         field("during_s", &Check::during_s,
               "which part of the run, [from, until]: whole windows of the scenario's 'series'"),
         field("against", &Check::against, "what it is compared with"),
         field("along", &Check::along,
               "the axis that is gone along; time_s: the windows of 'series'"),
         field("range", &Check::range, "the part of that axis, [from, to]; all of it when absent"),
         field("take", &Check::take, "what is made of the points along the axis"),
         field("curve", &Check::curve, "distance: the published curve, below profiles/"),
         field("series", &Check::series, "distance: which line of it; the policy when absent"),
         field("order", &Check::order, "order: policies, the highest first"),
         field("direction", &Check::direction, "monotone, crossing: which way"),
         field("level", &Check::level, "crossing: what is reached"),
         field("holds", &Check::holds, "share: what must be so at a point for it to count"),
         field("expect", &Check::expect, "what the number should be").needed(),
         field("surely", &Check::surely, "all of the number's 95 % interval should be so"),
         field("reading", &Check::reading, "which of several published statements this is"),
         field("aside", &Check::aside, "shown beside the others, no part of the verdict")});
    return table;
}

const Object& describe(Tag<Claim>) {
    static const Object table = object<Claim>(
        "claim", "something a paper states that results can be held against",
        {field("id", &Claim::id, "its name").needed(),
         field("paper", &Claim::paper, "where it stands").needed(),
         field("says", &Claim::says, "what is published").needed(),
         field("verdict", &Claim::verdict, "on record; `mdisim claims` fails when it changes")
             .needed(),
         field("why", &Claim::why, "a sentence for the reader"),
         field("label", &Claim::label, "what the claim's own reading is called")});
    return table;
}

double Expectation::low() const {
    if (value) return *value - within.value_or(0);
    return least.value_or(-std::numeric_limits<double>::infinity());
}

double Expectation::high() const {
    if (value) return *value + within.value_or(0);
    return most.value_or(std::numeric_limits<double>::infinity());
}

bool Expectation::allows(double x) const { return x >= low() && x <= high(); }

}  // namespace mdisim
