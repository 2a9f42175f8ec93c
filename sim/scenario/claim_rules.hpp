// The rules that a claim must satisfy to be measured in its scenario.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class ClaimRules {
  public:
    explicit ClaimRules(const Scenario& scenario);

    // Checks one part of a claim as it is written: the policies, metrics, axes and labels that it
    // names must exist.
    void check_names(const Node& part, const std::string& pointer, Decoder& decoder) const;
    // What a check lacks. check: put together from its parts; whole: the document that it was
    // decoded from. A problem without a location belongs to the check as a whole.
    std::vector<Problem> shortcomings(const Check& check, const Node& whole) const;

  private:
    void check_metrics(const Node& part, const std::string& pointer, Decoder& decoder) const;
    void check_range(const Node& range, const std::string& pointer, Decoder& decoder) const;
    void check_labels(const Node& at, const std::string& pointer, Decoder& decoder) const;
    void check_contrast(const Node& contrast, const std::string& pointer, Decoder& decoder) const;
    std::string no_such_axis(const std::string& name) const;
    void needs_of_form(const Check& check, const Node& whole, std::vector<Problem>& lacks) const;
    void needs_of_contrast(const Check& check, const std::string& form,
                           std::vector<Problem>& lacks) const;
    void needs_of_axis(const Check& check, std::vector<Problem>& lacks) const;
    void needs_of_labels(const Check& check, std::vector<Problem>& lacks) const;
    void needs_of_time(const Check& check, std::vector<Problem>& lacks) const;
    void needs_of_windows(const std::vector<double>& during_s, std::vector<Problem>& lacks) const;
    void needs_of_curve(const Check& check, std::vector<Problem>& lacks) const;

    const Scenario& scenario_;
    std::vector<std::string> policies_;
    std::vector<std::string> metrics_;         // of whole runs
    std::vector<std::string> series_metrics_;  // of windows of time
    std::set<Duration> windows_;               // lengths of windows; a point without any adds none
    std::vector<std::string> axes_;
};

}  // namespace mdisim
