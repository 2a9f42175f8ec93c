#include "sim/scenario/sweep/grid.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {

bool Axis::sets(const std::string& path) const { return contains(paths, path); }

std::optional<size_t> position_on(const Axis& axis, const Node& label) {
    for (size_t i = 0; i < axis.values.size(); ++i) {
        const Node& known = axis.values[i].label;
        const bool same = known.is_number() && label.is_number()
                              ? known.as_number() == label.as_number()
                              : known.kind == label.kind && dump(known) == dump(label);
        if (same) return i;
    }
    return std::nullopt;
}

const Axis* Grid::find(const std::string& name) const {
    const auto at = std::find_if(axes_.begin(), axes_.end(),
                                 [&](const Axis& axis) { return axis.name() == name; });
    return at == axes_.end() ? nullptr : &*at;
}

bool Grid::sweeps(const std::string& path) const {
    return std::any_of(axes_.begin(), axes_.end(), [&](const Axis& a) { return a.sets(path); });
}

void Grid::add(Axis axis, const Node& at, std::vector<Problem>& problems) {
    for (const Axis& known : axes_) {
        for (const std::string& path : axis.paths) {
            if (known.sets(path)) {
                problems.push_back({at.where.text(), "/sweep", "'" + path + "' is on two axes"});
            }
        }
    }
    if (!axis.values.empty()) axes_.push_back(std::move(axis));
}

void Grid::drop(const std::string& path) {
    std::erase_if(axes_, [&](const Axis& a) { return a.sets(path); });
}

size_t Grid::size() const {
    size_t points = 1;
    for (const Axis& axis : axes_) {
        if (__builtin_mul_overflow(points, axis.values.size(), &points)) return SIZE_MAX;
    }
    return points;
}

size_t Grid::position(size_t axis, size_t point) const {
    for (size_t a = axes_.size() - 1; a > axis; --a) point /= axes_[a].values.size();
    return point % axes_[axis].values.size();
}

const AxisValue& Grid::value(size_t axis, size_t point) const {
    return axes_[axis].values[position(axis, point)];
}

std::vector<Node> Grid::labels(size_t point) const {
    std::vector<Node> labels;
    for (size_t a = 0; a < axes_.size(); ++a) labels.push_back(value(a, point).label);
    return labels;
}

std::vector<size_t> Grid::positions_of(const Node& labels) const {
    std::vector<size_t> positions;
    for (const Axis& axis : axes_) {
        const Node* label = labels.find(axis.name());
        positions.push_back(label != nullptr ? position_on(axis, *label).value_or(0) : 0);
    }
    return positions;
}

size_t Grid::point_at(const std::vector<size_t>& positions) const {
    size_t point = 0;
    for (size_t a = 0; a < axes_.size(); ++a) point = point * axes_[a].values.size() + positions[a];
    return point;
}

size_t Grid::point_like(const Node& document) const {
    std::vector<size_t> positions;
    for (const Axis& axis : axes_) {
        const Node* own = &document;
        std::string_view rest = axis.name();
        while (own != nullptr && !rest.empty()) {
            const size_t dot = std::min(rest.find('.'), rest.size());
            own = own->find(rest.substr(0, dot));
            rest.remove_prefix(std::min(dot + 1, rest.size()));
        }
        positions.push_back(own != nullptr ? position_on(axis, *own).value_or(0) : 0);
    }
    return point_at(positions);
}

}  // namespace mdisim
