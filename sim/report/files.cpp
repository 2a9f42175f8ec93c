#include "sim/report/files.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "sim/engine/time.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

std::string decimal(int64_t ns, int64_t unit) {
    const std::string sign = ns < 0 ? "-" : "";
    const uint64_t size = ns < 0 ? 0 - static_cast<uint64_t>(ns) : static_cast<uint64_t>(ns);
    const auto per_unit = static_cast<uint64_t>(unit);
    std::string text = sign + std::to_string(size / per_unit);
    if (size % per_unit == 0) return text;
    std::string digits = std::to_string(per_unit + size % per_unit);
    digits[0] = '.';
    while (digits.back() == '0') digits.pop_back();
    return text + digits;
}

}  // namespace

void append_number_text(std::string& text, double x) {
    if (!std::isfinite(x)) {
        text += std::isnan(x) ? "nan" : x > 0 ? "inf" : "-inf";
        return;
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    text.append(digits, end);
}

std::string number_text(double x) {
    std::string text;
    append_number_text(text, x);
    return text;
}

std::string exact_ms(Duration d) { return decimal(d.ns, 1'000'000); }
std::string exact_us(Duration d) { return decimal(d.ns, 1'000); }

std::string quoted(const std::string& text) {
    // Readers of tables pass over lines that begin with #.
    const bool plain = text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with('#');
    if (plain) return text;
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string axes_head(const Scenario& scenario) {
    std::string head;
    for (const Axis& axis : scenario.axes()) head += quoted(axis.name()) + ',';
    return head;
}

std::string cell_head(const CellRow& row) {
    std::string head;
    for (const Node& label : row.at) head += quoted(label_text(label)) + ',';
    return head + quoted(row.policy) + ',';
}

}  // namespace mdisim
