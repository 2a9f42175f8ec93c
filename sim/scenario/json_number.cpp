#include "sim/scenario/json_number.hpp"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace mdisim {

void append_number(std::string& text, double x) {
    if (!std::isfinite(x)) {
        text += "null";
        return;
    }
    std::array<char, 64> digits;
    char* const end = nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), x);
    text.append(digits.data(), end);
}

}  // namespace mdisim
