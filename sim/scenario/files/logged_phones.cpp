#include "sim/scenario/files/logged_phones.hpp"

#include <algorithm>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

// A whole number below 1,000,000 that is written as numbers usually are; negative for other texts.
int64_t small_number(std::string_view text) {
    if (text.size() > 6 || (text.front() == '0' && text.size() > 1)) return -1;
    int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::optional<int64_t> LoggedPhones::of(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (are_numbers_) {
        const int64_t number = small_number(name);
        if (number >= 0 && number < static_cast<int64_t>(by_number_.size())) {
            const int64_t position = by_number_[static_cast<size_t>(number)];
            if (position >= 0) return position;
        }
    }
    const auto known = positions_.find(name);
    return known != positions_.end() ? known->second : add(name);
}

std::optional<int64_t> LoggedPhones::add(std::string_view name) {
    const auto position = static_cast<int64_t>(positions_.size());
    if (position >= source_limit - 1) return std::nullopt;
    const int64_t number = small_number(name);
    are_numbers_ = are_numbers_ && number >= 0;
    written_.push_back(number);
    if (are_numbers_) {
        const auto at = static_cast<size_t>(number);
        if (by_number_.size() <= at) by_number_.resize(at + 1, -1);
        by_number_[at] = position;
    }
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
