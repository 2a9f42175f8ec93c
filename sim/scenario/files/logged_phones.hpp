// The phones of a log.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/long_column.hpp"

namespace mdisim {

// Numbers the phones that a log names. If all are whole numbers below 1,000,000, these are their
// numbers; else they are numbered in the order in which they appear.
class LoggedPhones {
  public:
    // The position of the name among those that have appeared. Nothing if there is no name, or too
    // many.
    std::optional<int64_t> of(std::string_view name);
    // How many phones there are. Requires that all names have appeared.
    int64_t number() const;
    // Makes numbers of phones of a column of positions. Requires that all names have appeared.
    LongColumn numbered(const LongColumn& positions) const;

  private:
    std::optional<int64_t> add(std::string_view name);

    std::map<std::string, int64_t, std::less<>> positions_;
    std::vector<int64_t> written_;    // by position: the number that is the name
    std::vector<int64_t> by_number_;  // position by the number that is the name; -1: none
    bool are_numbers_ = true;
};

}  // namespace mdisim
