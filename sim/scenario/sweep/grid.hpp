// The axes of a sweep, and the points between them: all combinations of the axes' values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// One value on an axis: what is set, and what it is called in results.
struct AxisValue {
    std::vector<Node> values;  // one for each path of the axis
    Node label;                // a number or text
};
struct Axis {
    std::vector<std::string> paths;  // they move together
    std::vector<AxisValue> values;
    const std::string& name() const { return paths.front(); }
    bool sets(const std::string& path) const;
};

// Where on the axis a label stands; numbers are compared as numbers.
std::optional<size_t> place_on(const Axis& axis, const Node& label);

// Points are numbered from 0 so that the first axis moves slowest. A grid without axes has one
// point. An axis is named by its place in axes().
class Grid {
  public:
    const std::vector<Axis>& axes() const { return axes_; }
    // The axis of this name, or null.
    const Axis* find(const std::string& name) const;
    // Whether an axis sets this path.
    bool sweeps(const std::string& path) const;
    // Notes at `at` every path that an earlier axis sets too. An axis without values is left out.
    void add(Axis axis, const Node& at, std::vector<Problem>& problems);
    // Takes out the axis that sets this path, if there is one.
    void drop(const std::string& path);

    size_t size() const;  // points
    // Where a point stands on an axis.
    size_t place(size_t axis, size_t point) const;
    const AxisValue& value(size_t axis, size_t point) const;
    std::vector<Node> labels(size_t point) const;  // on each axis
    // The point with these places, one for each axis.
    size_t point_at(const std::vector<size_t>& places) const;
    // The point that is most like a document: on each axis the document's own value where the axis
    // has it, else the first.
    size_t point_like(const Node& document) const;

  private:
    std::vector<Axis> axes_;
};

}  // namespace mdisim
