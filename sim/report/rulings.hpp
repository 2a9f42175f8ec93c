// Rulings: the outcomes of comparing results with a reference, other results or thresholds, for
// people and for the programs of a CI.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Ruling {
    std::string subject;  // "mdinference attainment"
    std::string text;     // the outcome in words
    Node numbers = Node::object();
    bool passed = true;
    bool shown = true;  // to people too; false if nothing changed
    int line = 0;       // of the scenario's file; 0: none
};

// A number to be tracked from commit to commit.
struct TrackedNumber {
    std::string name;
    std::string unit;
    Interval value;
    Better better = Better::neither;
};

// The rulings on one scenario, or on one pair of results.
struct Assessment {
    std::string name;      // of the scenario, or of what is compared
    std::string file;      // may be empty
    std::string headline;  // "identical, 312 cells"
    std::vector<Ruling> rulings;
    std::vector<TrackedNumber> tracked;
    bool judged = true;  // false: differences are listed and nothing fails

    bool passed() const;
};

// Which differences fail. none: all; noise: those that are distinguishable, those that cannot be
// tested, and cells that are not in both results.
enum class Tolerance { none, noise };
Assessment assessment_of(const Comparison& comparison, const std::string& name,
                         const std::string& file, Tolerance tolerance);

// A movement in words: "better"; "not distinguishable, Holm's p 0.21" if it is distinguishable by
// itself but not among all tests; "moved" if it cannot be tested.
std::string verdict_text(const Movement& movement);

// The movements of a change in words: "8 of 11 points moved; of 8 tested 3 better, 5 not
// distinguishable".
std::string moves_text(const Change& change);

// The metrics of every policy over the whole sweep.
std::vector<TrackedNumber> tracked_in(const Ledger& ledger);

// The assessment of a scenario's thresholds, in their order.
Assessment assessment_of(const Scenario& scenario, const std::vector<Check>& thresholds,
                         const Evidence& evidence);

// The last two are the names of tools in github-action-benchmark.
enum class Format {
    table,
    json,
    junit,
    markdown,
    github,
    customBiggerIsBetter,
    customSmallerIsBetter
};
const std::vector<std::string>& names_of(Tag<Format>);

std::string rulings_text(const std::vector<Assessment>& assessments, Format format);

}  // namespace mdisim
