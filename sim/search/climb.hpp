// Looks for the best of the settings that meet the targets, where the goal is measured.
//
// Along an axis the goal is taken to rise to its best and to fall from there. A few settings spread
// over the axis are tried; then the wider gap beside the best is halved until no gap is left. Over
// several axes the bests of rows are searched in this way: each position on the first axis has the
// best over the other axes, so a ridge that runs across the axes is followed. Named choices are
// compared one by one. Where replications show a valley between two higher settings, every setting
// is tried.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/reach.hpp"
#include "sim/search/tried.hpp"

namespace mdisim {

class Climb {
  public:
    // Keeps references. Requires that a setting meets the targets, and that reach.find() was
    // called.
    Climb(const Question& question, const Reach& reach, TriedSettings& tried);
    // The best setting, by means over all that the search may look at.
    size_t find();
    Shape shape() const { return shape_; }
    // Whether more of what brings targets nearer costs some of the goal, so that the best is among
    // those settings that only just meet them.
    bool is_cost() const { return is_cost_; }
    // Settings that replications do not show to be worse than the best of them, at this level for
    // all comparisons with one of them.
    std::vector<size_t> contenders(const std::vector<size_t>& settings, double error) const;

  private:
    std::optional<size_t> top_of(size_t depth, size_t through);
    bool any_meets(size_t depth, size_t through) const;
    bool costs() const;
    std::vector<size_t> just_enough() const;
    bool has_valley(const std::vector<size_t>& line) const;
    size_t best_of(const std::vector<size_t>& settings) const;
    // Successive halving: looks twice as often at those not shown to be worse.
    size_t best_at_length(const std::vector<size_t>& settings);

    const Question& question_;
    const Reach& reach_;
    TriedSettings& tried_;
    std::vector<size_t> axes_;  // ordered ones
    Shape shape_ = Shape::one_peak;
    bool is_cost_ = false;
};

}  // namespace mdisim
