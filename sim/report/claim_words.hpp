// The numbers of claims in the claims' own words and units: "43.1 % ±0.1 less" where a paper says
// "42 to 43 % less".
#pragma once

#include <map>
#include <string>

#include "sim/judge/judge.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class ClaimWords {
  public:
    ClaimWords() = default;
    // Keeps what it needs of the scenario.
    explicit ClaimWords(const Scenario& scenario);

    // The number of a finding with its unit and its interval; "-" if there is none. says: what the
    // claim says, from which it is told whether a ratio is meant as "less", "more" or "times".
    std::string number(const Finding& finding, const std::string& says) const;
    // What was expected, in the unit of number().
    std::string expected(const Finding& finding, const std::string& says) const;
    // What the number is of, and where: "latency, stage 1 against static greedy, deadline 115 ms".
    std::string subject(const Finding& finding) const;

  private:
    std::string place(const Finding& finding) const;

    PolicyLabels policies_;
    std::map<std::string, std::string> titles_;  // of axes
    std::map<std::string, std::map<std::string, std::string>> labels_;
};

// A caption with its unit in brackets, as words before or after a value: "deadline 115 ms" of
// "deadline (ms)" and "115".
std::string with_value(const std::string& caption, const std::string& value);

}  // namespace mdisim
