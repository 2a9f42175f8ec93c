#include "sim/search/space.hpp"

#include <cstddef>
#include <vector>

namespace mdisim {

size_t Space::stride(size_t axis) const {
    size_t stride = 1;
    for (size_t a = axes_.size(); a-- > axis + 1;) stride *= axes_[a].values;
    return stride;
}

size_t Space::size() const {
    size_t size = 1;
    for (const SearchAxis& axis : axes_) size *= axis.values;
    return size;
}

size_t Space::position(size_t axis, size_t setting) const {
    return setting / stride(axis) % axes_[axis].values;
}

size_t Space::moved(size_t setting, size_t axis, size_t position) const {
    return setting + (position - this->position(axis, setting)) * stride(axis);
}

std::vector<size_t> Space::ordered_axes() const {
    std::vector<size_t> ordered;
    for (size_t a = 0; a < axes_.size(); ++a) {
        if (axes_[a].ordered && axes_[a].values > 1) ordered.push_back(a);
    }
    return ordered;
}

std::vector<size_t> Space::line(size_t axis, size_t through) const {
    std::vector<size_t> line;
    for (size_t p = 0; p < axes_[axis].values; ++p) line.push_back(moved(through, axis, p));
    return line;
}

std::vector<size_t> Space::choices() const {
    std::vector<size_t> choices;
    for (size_t s = 0; s < size(); ++s) {
        bool first = true;
        for (size_t a : ordered_axes()) first = first && position(a, s) == 0;
        if (first) choices.push_back(s);
    }
    return choices;
}

}  // namespace mdisim
