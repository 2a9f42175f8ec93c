// Asks for fresh replications of the best and of the settings that decide where the best is, and
// tells which settings may be the best.
//
// The set of these settings has the best in it 95 times in a hundred at least, if functions are of
// the shape that the search took them for. It is made of two kinds of statements. Some rest on what
// the search decided by; these have to hold for all settings that it might have tried, at a level
// that is divided by their number. The others rest on fresh replications of settings that were
// chosen before. A best setting is left out only if a statement is wrong that is about it, or about
// one that answers for it, so only these count.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "sim/search/answer.hpp"
#include "sim/search/climb.hpp"
#include "sim/search/question.hpp"
#include "sim/search/reach.hpp"
#include "sim/search/tried.hpp"

namespace mdisim {

class Confirm {
  public:
    // Keeps references. climb: none if the goal is known beforehand.
    Confirm(const Question& question, const Reach& reach, const Climb* climb, TriedSettings& tried,
            size_t best);

    // The settings that may be the best, rising.
    std::vector<size_t> where();
    // Whether a setting is shown to meet the targets. Requires where().
    bool any_certain() const { return !certain_.empty(); }
    // Whether settings were compared one by one, whatever the shape of the goal. Requires where().
    bool answers_alone() const { return answers_alone_; }

  private:
    // Where settings are compared one by one, or the goal has a peak.
    std::vector<size_t> where_of_all();
    double error_of_goal() const;
    std::vector<size_t> about_peak();
    std::vector<size_t> left_of(size_t depth, size_t through, size_t rival, double level);
    std::vector<size_t> settings_of(size_t depth, size_t through) const;
    std::optional<size_t> top_of(size_t depth, size_t through, size_t rival) const;
    size_t most_about_peak() const;
    bool is_worth(size_t setting, size_t rival, double level) const;
    bool is_beaten(size_t setting, size_t rival, double level);
    std::vector<size_t> possible() const;
    // Where targets decide.
    std::vector<size_t> at_targets();
    std::vector<size_t> doubtful() const;
    void learn(const std::vector<size_t>& settings, double error);
    void look_above();
    void look_around();
    void look_along(bool upwards);
    bool surely_misses(size_t setting) const;
    std::vector<bool> surely_worse() const;
    bool surely_better(size_t a, size_t b) const;
    bool gains_more(size_t a, size_t b) const;

    const Question& question_;
    const Reach& reach_;
    const Climb* climb_;
    TriedSettings& tried_;
    size_t best_;
    std::vector<size_t> axes_;   // ordered ones
    double strict_;              // level of a target by what the search decided by
    double strict_of_pairs_;     // level of a comparison by it
    double level_of_fresh_ = 0;  // level of a comparison of fresh replications
    bool answers_alone_ = false;
    std::set<size_t> compared_;    // with the best, by fresh replications
    std::vector<size_t> certain_;  // settings shown to meet the targets
    std::vector<size_t> missing_;  // settings shown not to meet them
};

}  // namespace mdisim
