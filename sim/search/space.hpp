// The settings that a search chooses from: all combinations of the values on its axes. They are
// numbered as the points of a Grid are, from 0, so that the first axis moves slowest.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace mdisim {

struct SearchAxis {
    size_t values = 1;
    bool ordered = true;  // numbers, which rise or fall; else named choices
};

class Space {
  public:
    explicit Space(std::vector<SearchAxis> axes) : axes_(std::move(axes)) {}

    const std::vector<SearchAxis>& axes() const { return axes_; }
    size_t size() const;  // number of settings
    size_t position(size_t axis, size_t setting) const;
    // The setting that differs from this one in its position on one axis.
    size_t moved(size_t setting, size_t axis, size_t position) const;
    // The axes along which a function may rise or fall: ordered, with more than one value.
    std::vector<size_t> ordered_axes() const;
    // The settings along an axis through one of them, in the order of their positions.
    std::vector<size_t> line(size_t axis, size_t through) const;
    // One setting for each combination of named choices, with the first value on ordered axes.
    std::vector<size_t> choices() const;

    // The distance of settings that are neighbours along an axis.
    size_t stride(size_t axis) const;

  private:
    std::vector<SearchAxis> axes_;
};

}  // namespace mdisim
