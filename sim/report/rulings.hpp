// What came of holding results against something, for people and for the machines of a CI.
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
    std::string text;     // what is with it, in words
    Node numbers = Node::object();
    bool passed = true;
    bool told = true;  // to people too: something happened to it
    int line = 0;      // of the scenario's file, where there is one
};

// A number to be followed from commit to commit.
struct Followed {
    std::string name;
    std::string unit;
    Interval value;
    Better better = Better::neither;
};

// All that is said of one scenario.
struct Assessment {
    std::string name;      // of the scenario, or what else is compared
    std::string file;      // may be empty
    std::string headline;  // "identical, 312 cells"
    std::vector<Ruling> rulings;
    std::vector<Followed> followed;
    bool judged = true;  // else it is only said what is so

    bool passed() const;
};

// What is different fails; where noise is tolerated, only what can be told apart, what nothing can
// be tested by, and cells that are not in both.
enum class Tolerance { none, noise };
Assessment assessment_of(const Comparison& comparison, const std::string& name,
                         const std::string& file, Tolerance tolerance);

// "better"; "not distinguishable, Holm's p 0.21" of what would be told apart alone; "moved" of what
// nothing can be tested by.
std::string verdict_text(const Movement& movement);

// "8 of 11 points moved; of 8 tested 3 better, 5 not distinguishable".
std::string moves_text(const Change& change);

// What every policy comes to over the whole sweep.
std::vector<Followed> followed_in(const Ledger& ledger);

// The findings on a scenario's thresholds, in their order.
Assessment assessment_of(const Scenario& scenario, const std::vector<Check>& thresholds,
                         const Evidence& evidence);

// The last two are as github-action-benchmark calls its tools.
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
