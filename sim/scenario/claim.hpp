// Claims: numbers a paper publishes, as data in a scenario, so that a verdict can be computed.
//
// A claim is a list of checks, or one check written into the claim itself. A check is a number made
// of results (its form) and what is expected of it. Variants ask the same of other readings of the
// paper; a check of a "reading" asks it of one of several things the paper says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

enum class ClaimForm {
    value,       // a metric of a policy
    difference,  // minus that of `against`
    ratio,       // over that of `against`
    distance,    // the largest distance to a published curve
    order,       // the least lead of each policy in `order` over the next
    monotone,    // the worst step along an axis, negative when it goes the wrong way
    share,       // of the points along an axis at which the value or difference is as `holds` says
    crossing     // the first place on an axis where the value or difference reaches `level`
};
// Which point along an axis is looked at: all must be as expected, or one number is made of them.
enum class Take { every, largest, smallest, mean, spread };
enum class Direction { rising, falling };
enum class Verdict { reproduced, not_reproduced, paper_disagrees_with_itself, depends_on };

struct Expectation {
    std::optional<double> least;
    std::optional<double> most;
    std::optional<double> value;
    std::optional<double> within;

    bool allows(double x) const;  // never what is not a number
    double low() const;           // minus infinity when open
    double high() const;          // infinity when open
};

struct Against {
    std::string policy;
    std::string metric;
    std::vector<double> during_s = {};
};

// A policy's part in a contrast. The weights of one add up to zero.
struct Weight {
    std::string policy;
    double weight = 0;
};

struct Check {
    std::string label;
    ClaimForm form = ClaimForm::value;
    std::string policy;
    std::string metric;
    std::vector<std::string> plus;   // metrics that are added to it
    std::vector<double> during_s;    // [from, until] of the run; none: all of it
    std::optional<Against> against;  // what it leaves open is as in the check
    std::string along;
    std::vector<double> range;
    Take take = Take::every;
    std::string curve;
    std::string series;
    std::vector<std::string> order;
    Direction direction = Direction::rising;
    double level = 0;
    Expectation holds;
    Expectation expect;
    std::string reading;
    bool aside = false;
    bool surely = false;           // the whole interval must be as expected
    std::vector<Weight> contrast;  // in place of a policy: the weighted sum over these
    Node at;                       // an object: axis to label
    Node against_at;               // laid over `at` for `against`

    bool along_time() const { return along == time_axis; }
};

struct Variant {
    std::string label;
    std::vector<Check> checks;
};

struct Claim {
    std::string id;
    std::string paper;                      // and where in it
    std::string says;                       // what is published
    Verdict verdict = Verdict::reproduced;  // on record: a change is worth a failing test
    std::string why;
    std::string label = "as stated";  // of the first variant
    std::vector<Variant> variants;    // never empty
};

const Object& describe(Tag<Expectation>);
const Object& describe(Tag<Against>);
const Object& describe(Tag<Check>);
const Object& describe(Tag<Claim>);
const std::vector<std::string>& names_of(Tag<ClaimForm>);
const std::vector<std::string>& names_of(Tag<Take>);
const std::vector<std::string>& names_of(Tag<Direction>);
const std::vector<std::string>& names_of(Tag<Verdict>);

// Throws UserError with everything wrong with them: names that the scenario does not have, axes
// that are not settled, a form without what it needs.
std::vector<Claim> read_claims(const Scenario& scenario);
// The same of what a scenario asks of its own results: each threshold is a check by itself.
std::vector<Check> read_thresholds(const Scenario& scenario);

}  // namespace mdisim
