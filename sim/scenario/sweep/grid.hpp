// The axes of a sweep, and its points: all combinations of the axes' values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// One value on an axis: the values that are set, and its name in results.
struct AxisValue {
    std::vector<Node> values;  // one for each path of the axis
    Node label;                // a number or text
};
struct Axis {
    std::vector<std::string> paths;  // that are set together
    std::vector<AxisValue> values;
    const std::string& name() const { return paths.front(); }
    bool sets(const std::string& path) const;
};

// The position of a label on the axis; none if it is not there. Numbers are compared as numbers.
std::optional<size_t> position_on(const Axis& axis, const Node& label);

// Points are numbered from 0 so that the first axis moves slowest. A grid without axes has one
// point. In the functions below, `axis` is an index in axes().
class Grid {
  public:
    const std::vector<Axis>& axes() const { return axes_; }
    // The axis of this name, or null.
    const Axis* find(const std::string& name) const;
    // Whether an axis sets this path.
    bool sweeps(const std::string& path) const;
    // Adds an axis, unless it has no values. Notes a problem at `at` for every path that an earlier
    // axis sets too.
    void add(Axis axis, const Node& at, std::vector<Problem>& problems);
    // Removes the axis that sets this path, if there is one.
    void drop(const std::string& path);

    // The number of points; SIZE_MAX if a size_t cannot hold it.
    size_t size() const;
    // The position of a point on an axis.
    size_t position(size_t axis, size_t point) const;
    const AxisValue& value(size_t axis, size_t point) const;
    std::vector<Node> labels(size_t point) const;  // one for each axis
    // The positions of labels, which are an object of axis to label. An axis without a label there
    // has its first position.
    std::vector<size_t> positions_of(const Node& labels) const;
    // The point with these positions, one for each axis.
    size_t point_at(const std::vector<size_t>& positions) const;
    // The point that is most like a document: on each axis the document's own value if the axis has
    // it, else the first.
    size_t point_like(const Node& document) const;

  private:
    std::vector<Axis> axes_;
};

}  // namespace mdisim
