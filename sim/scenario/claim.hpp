// Claims: numbers that a paper publishes, as data in a scenario, so that a verdict can be computed.
//
// A claim is a list of checks, or one check written into the claim itself. A check is a number made
// from results (its form) and what is expected of it. A variant repeats the checks for another
// reading of the paper; a check with a "reading" is about one of several statements of the paper
// that contradict each other.
#pragma once

#include <memory>
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
    difference,  // the value minus that of `against`
    ratio,       // the value over that of `against`
    distance,    // the largest distance to a published curve
    order,       // the least lead of a policy in `order` over the next one
    monotone,    // the worst step along an axis, negative if it goes the wrong way
    share,       // the share of points along an axis at which the value or difference `holds`
    crossing,    // the first position on an axis at which the value or difference reaches `level`
    recorded     // of a series in a file, at the x that `level` says
};
// How a check combines the points along an axis: every one must be as expected, or one number is
// made of all.
enum class Take { every, largest, smallest, mean, spread };
enum class Direction { rising, falling };
enum class Verdict {
    reproduced,
    not_reproduced,
    paper_disagrees_with_itself,
    depends_on,
    fitted,    // all is as expected, by numbers that were fitted to what the paper says
    by_input,  // all is as expected, and was put in
};

struct Expectation {
    std::optional<double> least;
    std::optional<double> most;
    std::optional<double> value;
    std::optional<double> within;

    bool allows(double x) const;  // false if x is not-a-number
    double low() const;           // minus infinity if there is no lower limit
    double high() const;          // infinity if there is no upper limit
};

struct Against {
    std::string policy;
    std::string metric;
    std::vector<double> during_s = {};
};

// The weight of a policy in a contrast. The weights of a contrast add up to zero.
struct Weight {
    std::string policy;
    double weight = 0;
};

struct Check {
    std::string label;
    ClaimForm form = ClaimForm::value;
    std::string policy;
    std::string metric;
    std::vector<std::string> plus;   // metrics that are added to `metric`
    std::vector<double> during_s;    // [from, until] of the run; empty: the whole run
    std::optional<Against> against;  // what it does not say is as in the check
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
    std::string published;         // the published number's name; empty: by paper and label
    std::string put_in;            // why no draw can move the number, if none can
    std::string tolerance;         // why the tolerance is as wide as it is
    bool aside = false;            // the check is shown and does not affect the verdict
    bool surely = false;           // the whole interval must be as expected
    std::vector<Weight> contrast;  // the weighted sum over these, in place of a policy
    Node at;                       // an object: axis to label
    Node against_at;               // replaces parts of `at` for `against`
    // What the check rules out: the same check of something else, which must not be as expected.
    std::shared_ptr<const Check> rival;

    bool along_time() const { return along == time_axis; }
};

struct Variant {
    std::string label;
    std::vector<Check> checks;
};

struct Claim {
    std::string id;
    std::string paper;                      // with the section or figure
    std::string says;                       // what the paper says
    Verdict verdict = Verdict::reproduced;  // the expected verdict; another one fails a test
    std::string why;
    std::string loose;     // why no check would notice if the paper's numbers were others
    std::string readings;  // the name of a set of readings, by which several claims are judged
    std::string label = "as stated";  // label of the first variant
    std::vector<Variant> variants;    // never empty

    // Whether it states what we ask ourselves, and no paper.
    bool is_ours() const { return paper.starts_with("our question"); }
};

const Object& describe(Tag<Expectation>);
const Object& describe(Tag<Against>);
const Object& describe(Tag<Check>);
const Object& describe(Tag<Claim>);
const std::vector<std::string>& names_of(Tag<ClaimForm>);
const std::vector<std::string>& names_of(Tag<Take>);
const std::vector<std::string>& names_of(Tag<Direction>);
const std::vector<std::string>& names_of(Tag<Verdict>);

// Reads the claims of a scenario. Throws UserError with all problems: names that the scenario does
// not have, axes without a label, a form without the keys it needs.
std::vector<Claim> read_claims(const Scenario& scenario);
// Reads the thresholds of a scenario, each of which is a check. Throws UserError like
// read_claims().
std::vector<Check> read_thresholds(const Scenario& scenario);

}  // namespace mdisim
