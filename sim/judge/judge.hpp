// Verdicts on claims, computed from results.
//
// Checks that are asides do not affect verdicts, nor do variants that have only asides. A claim is
// reproduced if all its variants with a predicted check are as expected. It is not reproduced if no
// variant is. If some variants with a predicted check are as expected and others are not, the
// verdict depends on what distinguishes the variants. Variants without a predicted check reproduce
// nothing: if only such variants are as expected, the claim is fitted or true by input; if a claim
// has no others, and only some are as expected, the verdict depends on the variant. If the paper
// states two things of which only one can be true, and one is, the paper disagrees with itself.
//
// Claims may share a set of readings, of which a paper means one without saying which. To choose
// for each claim the reading that fits it would be fitting. So a claim whose verdict depends on the
// reading is reproduced if it is as expected under the one reading that fits most of the other
// claims.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Where a number comes from. Only predicted numbers reproduce a claim.
enum class NumberClass {
    predicted,
    fitted,  // numbers of the world were fitted to the published number
    input    // the published number was put into the world, or no draw moves the number
};
const std::string& name_of(NumberClass c);

// What a number is of.
struct NumberOf {
    ClaimForm form = ClaimForm::value;  // difference also for contrasts and spreads
    MetricInfo metric{};
    std::string policy;   // the one that leads in an order; empty for contrasts
    std::string against;  // another policy that the number compares `policy` with; may be empty
    std::string along;    // the check's axis
    std::vector<std::string> positions;  // labels on the axis at which the number was found
};

// The result of one check.
struct Finding {
    std::string label;
    NumberOf subject{};
    Interval ours;                    // the number measured; not-a-number if there is none
    std::vector<double> values = {};  // one of each replication, if the number has them
    bool fixed = false;               // whether no draw moves the number
    std::string where;
    Expectation expected;
    std::string reading;
    bool holds = false;
    bool aside = false;  // whether the finding has no effect on the verdict
    NumberClass number_class = NumberClass::predicted;
    std::string made_by;    // why the number is fitted or put in; empty if it is predicted
    std::string tolerance;  // why the tolerance is as wide as it is
    bool can_fail = false;  // whether the check would notice another published number
    std::string rival;      // label of what the check rules out; empty if nothing
    Interval of_rival = {};
    bool rival_holds = false;
};

struct VariantFinding {
    std::string label;
    std::vector<Finding> findings;
    bool holds = false;
    bool counts = false;    // whether any finding is not aside
    bool predicts = false;  // whether any finding that is not aside is predicted
};

struct Judgement {
    std::string id;
    std::string paper;
    std::string says;
    std::string why;
    Verdict verdict = Verdict::reproduced;
    Verdict on_record = Verdict::reproduced;
    std::vector<VariantFinding> variants;
    std::string readings;  // the name of the claim's set of readings; empty if none
    // The reading by which the claim is reproduced, if the other claims of its set chose it; else
    // empty.
    std::string chosen;
    // Why the claim's checks say less than they seem to: a rival is as expected too, or no check
    // can fail and the claim's `loose` does not say why, or says why although a check can. Else
    // empty.
    std::string weakness;
};
// The class of a claim: predicted if any number that counts is predicted, else fitted if any is
// fitted, else input. Numbers of asides do not count.
NumberClass class_of(const Judgement& judgement);
// The number that a claim is about: the first that counts and is predicted, else the first that
// counts, else the first. Requires a variant with a finding.
const Finding& headline(const Judgement& judgement);

// Evidence that keeps what the claims (or checks) need. The caller adds the rows of the scenario.
Evidence evidence_for(const std::vector<Claim>& claims);
Evidence evidence_for(const std::vector<Check>& checks);

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence);

// The judgements that share a set of readings, as indices, set by set.
std::vector<std::vector<size_t>> sets_of_readings(const std::vector<Judgement>& judgements);

// A judgement as a document, for programs.
Node judgement_document(const Judgement& judgement);

}  // namespace mdisim
