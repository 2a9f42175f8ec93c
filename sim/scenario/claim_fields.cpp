#include <limits>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<ClaimForm>) {
    static const std::vector<std::string> names = {"value",    "difference", "ratio",
                                                   "distance", "order",      "monotone",
                                                   "share",    "crossing",   "recorded"};
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
    static const std::vector<std::string> names = {
        "reproduced", "not reproduced", "paper disagrees with itself",
        "depends on", "fitted",         "by input"};
    return names;
}

const Object& describe(Tag<Expectation>) {
    static const Object table = [] {
        Object t = object<Expectation>(
            "expectation", "what a number should be: between bounds, or a value within a tolerance",
            {field("least", &Expectation::least, "the least allowed value"),
             field("most", &Expectation::most, "the greatest allowed value"),
             field("value", &Expectation::value, "this value, plus or minus 'within'"),
             field("within", &Expectation::within, "the tolerance about 'value'").at_least(0)});
        t.validate = [](const void* p) {
            const auto& e = *static_cast<const Expectation*>(p);
            if (e.value.has_value() != e.within.has_value()) {
                throw UserError("'value' and 'within' belong together");
            }
            if (!e.value && !e.least && !e.most) {
                throw UserError("an expectation needs 'least', 'most', or 'value' and 'within'");
            }
            if (e.value && (e.least || e.most)) {
                throw UserError("give bounds, or 'value' and 'within', not both");
            }
            if (e.low() > e.high())
                throw UserError("no number can be as expected: 'least' is above 'most'");
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<Against>) {
    static const Object table = object<Against>(
        "against",
        "the other side of a difference or ratio; keys that it does not have are as in the check",
        {field("policy", &Against::policy, "the other policy"),
         field("metric", &Against::metric, "the other metric"),
         field("during_s", &Against::during_s, "the other part of the run")});
    return table;
}

const Object& describe(Tag<Check>) {
    static const Object table = object<Check>(
        "check",
        "a number computed from results, and what is expected of it. In place of 'policy' there "
        "may be a 'contrast': {policy: weight, ...} with weights that add up to 0, for effects and "
        "interactions. 'at' and 'against_at' are the points at which it is read: {axis: value}. "
        "'rival' is an object of keys that make it the check of something else (another policy, "
        "another point, policies swapped), which must not be as expected",
        {field("label", &Check::label, "what is checked, when a claim has several checks"),
         field("form", &Check::form, "how the number is computed from results"),
         field("policy", &Check::policy, "the policy whose results are checked"),
         field("metric", &Check::metric, "the metric that is checked"),
         field("plus", &Check::plus, "metrics that are added to it"),
         field("during_s", &Check::during_s,
               "the part of the run, [from, until], in whole windows of the scenario's 'series'"),
         field("against", &Check::against, "the other side of a difference or ratio"),
         field("along", &Check::along,
               "the axis along which points are taken; time_s: the windows of 'series'"),
         field("range", &Check::range, "the part of that axis, [from, to]; default: all of it"),
         field(
             "take", &Check::take,
             "how the points along the axis are combined; every: each of them must be as expected"),
         field("curve", &Check::curve,
               "distance: the published curve, below profiles/; recorded: the table of numbers "
               "that a "
               "script made, likewise"),
         field(
             "series", &Check::series,
             "distance, recorded: the series of the curve; default: the one named like the policy"),
         field("order", &Check::order, "order: policies, the highest first"),
         field("direction", &Check::direction,
               "monotone, crossing: whether values rise or fall along the axis"),
         field("level", &Check::level,
               "crossing: the level that is reached; recorded: the x at which the number stands"),
         field("holds", &Check::holds,
               "share: what the number must be at a point for the point to count"),
         field("expect", &Check::expect, "what the number should be").needed(),
         field("surely", &Check::surely,
               "whether the whole 95 % interval must be as expected, not only the mean"),
         field("reading", &Check::reading,
               "names one of several statements of the paper that contradict each other"),
         field("published", &Check::published,
               "the name of the published number, as 'made_from' calls it; default: the claim's "
               "paper and the check's label"),
         field("put_in", &Check::put_in,
               "why the number is an input: a sentence that says why no draw can move it"),
         field("tolerance", &Check::tolerance,
               "why the tolerance is as wide as it is: rounding, the resolution of a figure, the "
               "paper's number of requests"),
         field("aside", &Check::aside,
               "whether the check is only shown and has no effect on the verdict")});
    return table;
}

const Object& describe(Tag<Claim>) {
    static const Object table = object<Claim>(
        "claim", "a statement of a paper with which results are compared",
        {field("id", &Claim::id, "its name").needed(),
         field("paper", &Claim::paper, "the paper, with the section or figure").needed(),
         field("says", &Claim::says, "what the paper says").needed(),
         field("verdict", &Claim::verdict,
               "the expected verdict; `mdisim claims` fails if another one comes out")
             .needed(),
         field("why", &Claim::why, "a sentence that explains the verdict"),
         field("loose", &Claim::loose,
               "why no check of the claim would notice if the published numbers were others by a "
               "quarter (shares: by 5 points)"),
         field("readings", &Claim::readings,
               "the name of a set of readings: claims of one set have variants of the same labels, "
               "and each is judged by the reading that fits most of the others"),
         field("label", &Claim::label,
               "the label of the claim's own checks, beside those of variants")});
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
