// Verdicts on claims, computed from results.
//
// A claim is reproduced if all its variants are as expected, and not reproduced if none is; if some
// are, the verdict depends on what distinguishes the variants. If the paper states two things of
// which only one can be true, and one is, the paper disagrees with itself. Variants without a
// predicted check reproduce nothing: if only such variants are as expected, the claim is fitted or
// true by input.
//
// Claims may share a set of readings, of which a paper means one without saying which. To choose
// for each claim the reading that fits it would be fitting. So a claim that depends on the reading
// is reproduced if it is as expected under the one reading that fits most of the other claims.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// How a number came. A claim is reproduced by predictions alone.
enum class NumberClass {
    predicted,
    fitted,  // numbers of the world were fitted to reproduce it
    input    // arithmetic on numbers put in: it was copied from the paper, or no draw moves it
};
const std::string& name_of(NumberClass c);

// The result of one check.
struct Finding {
    std::string label;
    Interval ours;                    // not-a-number if nothing was measured
    std::vector<double> values = {};  // of each replication, if the number has them
    bool fixed = false;               // whether no draw moves the number
    std::string where;
    Expectation expected;
    std::string reading;
    bool holds = false;
    bool aside = false;  // shown, without effect on the verdict
    NumberClass number_class = NumberClass::predicted;
    std::string made_by;    // what the number was fitted to or put in by; empty if it is predicted
    std::string tolerance;  // why the tolerance is as wide as it is
    bool can_fail = false;  // whether another published number, or the rival, would not hold
    std::string rival;      // what the check rules out; empty if it names nothing
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
    std::string readings;  // the name of its set of readings; empty if it has none
    // The reading by which it is reproduced, chosen by the other claims of the set; may be empty.
    std::string chosen;
    // Why the claim's checks say less than they seem to: rivals that hold too, or no check that
    // could fail. Empty if all is well.
    std::string weakness;
};
// The class of a claim: predicted if any check that counts is, else fitted if any is.
NumberClass class_of(const Judgement& judgement);
// The number that a claim is about: the first that counts and is predicted, else the first that
// counts. Requires findings.
const Finding& headline(const Judgement& judgement);

// The evidence that these claims (or checks) need. The caller adds the rows of the scenario to it.
Evidence evidence_for(const std::vector<Claim>& claims);
Evidence evidence_for(const std::vector<Check>& checks);

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence);

// The judgements that share a set of readings, as indices, set by set.
std::vector<std::vector<size_t>> sets_of_readings(const std::vector<Judgement>& judgements);

// A judgement as a document, for programs.
Node judgement_document(const Judgement& judgement);

}  // namespace mdisim
