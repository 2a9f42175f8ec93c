// Which settings meet the targets, of as few that are tried as the targets' shape allows.
//
// Along an axis on which all margins rise, or all fall, what meets the targets lies on one side. So
// a setting that meets them answers for all those beyond it, and one that does not for all those
// before it; the next setting to be tried is the one that answers for most, whatever it says. On
// one axis this is bisection. The ends of the axes and settings between them are tried first: they
// say which way margins go. Where replications show that a margin goes both ways, every setting is
// tried.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/tried.hpp"

namespace mdisim {

class Reach {
  public:
    // Keeps references.
    Reach(const Question& question, TriedSettings& tried);
    void find();

    Shape shape() const { return shape_; }
    // Whether the setting meets the targets, as far as means tell. Requires find().
    bool meets(size_t setting) const { return meets_[setting] == Meets::yes; }
    // Requires that margins are taken to rise or fall along the axis.
    bool rises_along(size_t axis) const { return rises_[axis] > 0; }
    // The settings that meet the targets, rising.
    std::vector<size_t> settings() const;
    // The tried setting that comes closest to the targets.
    size_t closest() const;
    // Whether margins are at b at least what they are at a, by the shape of the targets. So it is
    // of every setting and itself.
    bool is_below(size_t a, size_t b) const;
    // Whether all margins of a setting are shown not to be negative, or that one of them is.
    bool shown_to_meet(size_t setting, double level, Half part) const;
    bool shown_to_miss(size_t setting, double level, Half part) const;
    // Whether fresh replications would probably show one or the other.
    bool will_be_shown(size_t setting, double level) const;

  private:
    enum class Meets : uint8_t { unknown, no, yes };

    std::vector<size_t> scaffold() const;
    bool learn_directions();
    bool is_monotone() const;
    void decide(size_t setting);
    void note(size_t setting, bool meets);
    void try_all();
    std::vector<size_t> unknown_beyond(int way) const;  // way: 1 above, -1 below
    // The unknown setting that answers for most others; size() if none is unknown.
    size_t most_telling() const;

    const Question& question_;
    TriedSettings& tried_;
    std::vector<size_t> ordered_;
    std::vector<int> rises_;  // by axis: 1 if margins rise along it, -1 if they fall
    std::vector<Meets> meets_;
    Shape shape_ = Shape::monotone;
};

}  // namespace mdisim
