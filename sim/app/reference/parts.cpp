#include "sim/app/reference/parts.hpp"

#include <cctype>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

#include "sim/describe/words.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

std::string bound_text(double bound) {
    constexpr double longest = 1e9;
    return in_digits(bound, std::abs(bound) < longest ? 9 : 4);
}

// The bounds of a number in words. The range that every time has is no bound of its own, and the
// least time above zero, which is a nanosecond, is "above 0".
std::string bounds_text(const Field& field) {
    const std::string_view unit = unit_of(field.name);
    const double longest = longest_in(unit);
    const bool has_low = std::isfinite(field.low) && (longest == 0 || field.low > -longest);
    const bool has_high = std::isfinite(field.high) && (longest == 0 || field.high < longest);
    const bool is_nanosecond = field.low > 0 && field.low == nanosecond_in(unit);
    const std::string high = has_high ? bound_text(field.high) : "";
    if (has_low && (field.open_low || is_nanosecond)) {
        const std::string low = "above " + bound_text(is_nanosecond ? 0 : field.low);
        return low + (has_high ? ", at most " + high : "");
    }
    if (has_low && has_high) return "from " + bound_text(field.low) + " to " + high;
    if (has_low) return "at least " + bound_text(field.low);
    return has_high ? "at most " + high : "";
}

std::string of_kind(const std::string& kind, const std::string& bounds) {
    return bounds.empty() ? kind : kind + ", " + bounds;
}

}  // namespace

std::string page_head(const std::string& title, const std::string& about) {
    return "# " + title + "\n\n" + about +
           "\n\n*`mdisim explain --pages docs/reference` has written this page from the program's "
           "own tables.*\n";
}

std::string prose(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += ' ';
        } else if (c == '<') {
            out += "&lt;";
        } else {
            if (std::string_view("\\*_[]|").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

std::string code(const std::string& text) {
    if (text.empty()) return "";
    if (text.find('|') == std::string::npos) return "`" + text + "`";
    // In a table a bar would end the cell.
    std::string out = "<code>";
    for (const char c : text) out += c == '|' ? std::string("&#124;") : std::string(1, c);
    return out + "</code>";
}

std::string table_row(const std::vector<std::string>& cells) {
    return "| " + joined(cells, " | ") + " |\n";
}

std::string table_head(const std::vector<std::string>& titles) {
    return table_row(titles) + table_row(std::vector<std::string>(titles.size(), "---"));
}

std::string box(const std::string& text) {
    return "```text\n" + text + (text.ends_with('\n') ? "" : "\n") + "```\n";
}

std::string values_text(const Field& field, void* fresh) {
    Slot content = content_of(field, fresh);
    const bool is_list = std::holds_alternative<ListSlot>(field.slot(fresh).kind());
    std::string text;
    if (std::holds_alternative<ChoiceSlot>(content.kind())) {
        text = "one of " + choices_text(field, fresh);
    } else if (std::holds_alternative<double*>(content.kind())) {
        text = of_kind("a number", bounds_text(field));
    } else if (std::holds_alternative<int64_t*>(content.kind())) {
        text = of_kind("a whole number", bounds_text(field));
    } else if (std::holds_alternative<bool*>(content.kind())) {
        text = "true or false";
    } else if (std::holds_alternative<std::string*>(content.kind())) {
        text = "text";
    } else {
        text = "a block";
    }
    return is_list ? "a list; each: " + text : text;
}

std::string default_cell(const Field& field, void* fresh) {
    const std::string head = "default ";
    const std::string text = default_text(field, fresh);
    return text.starts_with(head) ? code(text.substr(head.size())) : text;
}

std::string sentence(const std::string& text) {
    std::string out = text;
    if (out.empty()) return out;
    out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
    return out.ends_with('.') ? out : out + ".";
}

std::string unit_words(const std::string& unit) {
    constexpr std::pair<const char*, const char*> units[] = {
        {"ms", "milliseconds"},     {"us", "microseconds"},
        {"ns", "nanoseconds"},      {"s", "seconds"},
        {"kb", "kilobytes"},        {"mb", "megabytes"},
        {"mbit_per_s", "Mbit/s"},   {"j_per_kb", "joules per kilobyte"},
        {"per_s", "per second"},    {"j", "joules"},
        {"mwh", "milliwatt-hours"}, {"mw", "milliwatts"},
        {"pct", "per cent"}};
    for (const auto& [name, words] : units) {
        if (unit == name) return words;
    }
    return unit;
}

}  // namespace mdisim
