#include "sim/describe/cell_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

namespace mdisim {
namespace {

constexpr int64_t minute_ns = 60'000'000'000;

// The value of a digit; above 9 for other characters.
uint64_t digit_of(char c) { return static_cast<unsigned char>(c) - uint64_t{'0'}; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

template <class T>
std::optional<T> number_in(std::string_view text) {
    T value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
}

// A decimal number without its point and exponent: its value is 0.digits times 10^point.
struct Digits {
    std::string digits;
    int64_t point;
};

std::optional<Digits> decimal_digits(std::string_view text) {
    const size_t letter = std::min(text.find_first_of("eE"), text.size());
    const std::string_view number = text.substr(0, letter);
    const size_t point = std::min(number.find('.'), number.size());
    const std::string_view whole = number.substr(0, point);
    const std::string_view fraction = number.substr(std::min(point + 1, number.size()));
    if (!all_digits(whole) || (point < number.size() && !all_digits(fraction))) return std::nullopt;
    int64_t exponent = 0;
    if (letter < text.size()) {
        std::string_view power = text.substr(letter + 1);
        const bool negative = power.starts_with('-');
        if (negative || power.starts_with('+')) power.remove_prefix(1);
        const auto size = all_digits(power) ? number_in<int64_t>(power) : std::nullopt;
        if (!size || *size > 1000) return std::nullopt;
        exponent = negative ? -*size : *size;
    }
    return Digits{std::string(whole) + std::string(fraction),
                  static_cast<int64_t>(whole.size()) + exponent};
}

// What decimal() gives for the usual short numbers, such as "12.345", in a tenth of its time.
// Nothing for others, which may be numbers all the same.
std::optional<int64_t> short_decimal(std::string_view text, int64_t unit_ns) {
    constexpr size_t most = 18;  // digits that fit into 64 bits
    constexpr int64_t powers[] = {1,       10,        100,        1'000,       10'000,
                                  100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
    if (text.size() > most) return std::nullopt;
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* const begin = at;
    const auto digits_from_here = [&at, end] {
        uint64_t number = 0;
        for (; at < end; ++at) {
            const uint64_t digit = digit_of(*at);
            if (digit > 9) break;
            number = number * 10 + digit;
        }
        return static_cast<int64_t>(number);
    };
    const int64_t whole = digits_from_here();
    if (at == begin || whole > INT64_MAX / 2 / unit_ns) return std::nullopt;
    if (at == end) return whole * unit_ns;
    const char* const point = at++;
    const int64_t fraction = digits_from_here();
    const auto digits = static_cast<size_t>(at - point - 1);
    if (*point != '.' || at < end || digits == 0 || digits >= std::size(powers))
        return std::nullopt;
    if (fraction > INT64_MAX / 2 / unit_ns) return std::nullopt;
    return whole * unit_ns + fraction * unit_ns / powers[digits];
}

// Nanoseconds of a decimal number of units, each of which has unit_ns nanoseconds.
std::optional<int64_t> decimal(std::string_view text, int64_t unit_ns) {
    if (const auto quick = short_decimal(text, unit_ns)) return quick;
    const auto found = decimal_digits(text);
    if (!found) return std::nullopt;
    const auto& [digits, point] = *found;
    const auto digit_at = [&digits = digits](int64_t i) -> int64_t {
        const bool written = i >= 0 && i < static_cast<int64_t>(digits.size());
        return written ? digits[static_cast<size_t>(i)] - '0' : 0;
    };
    int64_t whole = 0;
    for (int64_t i = 0; i < point; ++i) {
        if (whole > (INT64_MAX - digit_at(i)) / 10) return std::nullopt;
        whole = whole * 10 + digit_at(i);
    }
    int64_t fraction = 0;
    int64_t one = 1;
    constexpr int64_t most = 1'000'000'000'000'000'000;
    for (int64_t i = point; i < static_cast<int64_t>(digits.size()) && one < most; ++i) {
        fraction = fraction * 10 + digit_at(i);
        one *= 10;
    }
    __extension__ using wide = __int128;
    const wide ns =
        static_cast<wide>(whole) * unit_ns + static_cast<wide>(fraction) * unit_ns / one;
    return ns <= INT64_MAX ? std::optional(static_cast<int64_t>(ns)) : std::nullopt;
}

// Whether the text has a digit wherever the form has a 0, and equals the form elsewhere.
bool has_form(std::string_view text, std::string_view form) {
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(),
                      [](char c, char f) { return f == '0' ? is_digit(c) : c == f; });
}

int64_t digits_at(std::string_view text, size_t at, size_t n) {
    return *whole_number(text.substr(at, n));
}

int64_t days_in_month(int64_t year, int64_t month) {
    constexpr int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leaps ? 1 : 0);
}

// Days since 1970 in the Gregorian calendar (Hinnant's days_from_civil).
int64_t days_since_1970(int64_t year, int64_t month, int64_t day) {
    year -= month <= 2;
    const int64_t era = year / 400;
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

// Minutes since 1970 of a text such as "2023-11-16 18:17" or "2023-11-16T18:17".
std::optional<int64_t> minutes_since_1970(std::string_view text) {
    if (!has_form(text, "0000-00-00 00:00") && !has_form(text, "0000-00-00T00:00")) {
        return std::nullopt;
    }
    const int64_t year = digits_at(text, 0, 4);
    const int64_t month = digits_at(text, 5, 2);
    const int64_t day = digits_at(text, 8, 2);
    const int64_t hour = digits_at(text, 11, 2);
    const int64_t minute = digits_at(text, 14, 2);
    if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month) || hour > 23 || minute > 59) {
        return std::nullopt;
    }
    return (days_since_1970(year, month, day) * 24 + hour) * 60 + minute;
}

// Removes the zone from the end of a time. Returns its minutes ahead of UTC, 0 if there is no zone.
std::optional<int64_t> take_zone(std::string_view& time) {
    if (time.ends_with('Z')) {
        time.remove_suffix(1);
        return 0;
    }
    const size_t sign = time.find_first_of("+-");
    if (sign == std::string_view::npos) return 0;
    const std::string_view zone = time.substr(sign + 1);
    const bool colon = has_form(zone, "00:00");
    if (!colon && !has_form(zone, "0000") && !has_form(zone, "00")) return std::nullopt;
    const int64_t minutes = zone.size() == 2 ? 0 : digits_at(zone, colon ? 3 : 2, 2);
    const int64_t ahead = digits_at(zone, 0, 2) * 60 + minutes;
    if (minutes > 59 || ahead > 18 * 60) return std::nullopt;
    const bool behind = time[sign] == '-';
    time = time.substr(0, sign);
    if (time.ends_with(' ')) time.remove_suffix(1);
    return behind ? -ahead : ahead;
}

std::optional<int64_t> date_time(std::string_view text) {
    constexpr size_t to_minutes = 16;
    if (text.size() <= to_minutes || text[to_minutes] != ':') return std::nullopt;
    const auto minutes = minutes_since_1970(text.substr(0, to_minutes));
    std::string_view rest = text.substr(to_minutes + 1);
    const auto ahead = take_zone(rest);
    if (!minutes || !ahead || std::min(rest.find('.'), rest.size()) != 2) return std::nullopt;
    const auto seconds = rest.find_first_of("eE") == std::string_view::npos
                             ? decimal(rest, 1'000'000'000)
                             : std::nullopt;
    constexpr int64_t leap_second_ns = minute_ns + minute_ns / 60;
    if (!seconds || *seconds >= leap_second_ns) return std::nullopt;
    return (*minutes - *ahead) * minute_ns + *seconds;
}

}  // namespace

std::optional<int64_t> whole_number(std::string_view text) {
    constexpr size_t short_size = 18;  // digits that always fit into 64 bits
    if (text.empty()) return std::nullopt;
    if (text.size() <= short_size) {
        int64_t number = 0;
        for (const char c : text) {
            if (!is_digit(c)) return std::nullopt;
            number = number * 10 + (c - '0');
        }
        return number;
    }
    return all_digits(text) ? number_in<int64_t>(text) : std::nullopt;
}

std::optional<double> real_number(std::string_view text) {
    const auto value = number_in<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<int64_t> time_ns(std::string_view text, int64_t unit_ns) {
    return decimal(text, unit_ns);
}

std::optional<int64_t> stamp_ns(std::string_view text, int64_t unit_ns) {
    if (const auto number = decimal(text, unit_ns)) return number;
    return date_time(text);
}

}  // namespace mdisim
