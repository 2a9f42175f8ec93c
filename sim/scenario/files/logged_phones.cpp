#include "sim/scenario/files/logged_phones.hpp"

#include <algorithm>

#include "sim/describe/cell_text.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {

std::optional<int64_t> LoggedPhones::of(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (const auto known = positions_.find(name); known != positions_.end()) return known->second;
    const auto position = static_cast<int64_t>(positions_.size());
    if (position >= source_limit - 1) return std::nullopt;
    constexpr int64_t most = 1'000'000;
    const std::optional<int64_t> number = whole_number(name);
    are_numbers_ = are_numbers_ && number && *number >= 0 && *number < most;
    written_.push_back(number.value_or(0));
    positions_.emplace(name, position);
    return position;
}

int64_t LoggedPhones::number() const {
    if (!are_numbers_ || written_.empty()) return static_cast<int64_t>(positions_.size());
    return *std::max_element(written_.begin(), written_.end()) + 1;
}

LongColumn LoggedPhones::numbered(const LongColumn& positions) const {
    if (!are_numbers_) return positions;
    LongColumn::Cursor from = positions.cursor();
    LongColumnWriter to;
    for (size_t i = 0; i < positions.size(); ++i)
        to.push(written_[static_cast<size_t>(from.at(i))]);
    return to.finish();
}

}  // namespace mdisim
