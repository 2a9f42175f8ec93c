#include "sim/web/libcxx.h"

#define FMT_HEADER_ONLY
#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

namespace {

// The digits of a number, without zeros at their ends: digits * 10^power.
struct Decimal {
    std::string digits;
    int power;
};

Decimal shortest(double value) {
    const auto decimal = fmt::detail::dragonbox::to_decimal(value);
    Decimal found{std::to_string(decimal.significand), decimal.exponent};
    while (found.digits.size() > 1 && found.digits.back() == '0') {
        found.digits.pop_back();
        ++found.power;
    }
    return found;
}

// A whole number below 2^128, in all its digits.
std::string all_digits(double value) {
    __extension__ using wide = unsigned __int128;
    std::string text;
    for (auto rest = static_cast<wide>(value); rest > 0; rest /= 10) {
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    }
    return text;
}

std::string without_exponent(const Decimal& decimal, double size) {
    if (decimal.power >= 0) return all_digits(size);
    const auto places = static_cast<size_t>(-decimal.power);
    const std::string& digits = decimal.digits;
    if (digits.size() <= places) return "0." + std::string(places - digits.size(), '0') + digits;
    return digits.substr(0, digits.size() - places) + "." + digits.substr(digits.size() - places);
}

std::string with_exponent(const Decimal& decimal) {
    const int power = decimal.power + static_cast<int>(decimal.digits.size()) - 1;
    std::string text = decimal.digits.substr(0, 1);
    if (decimal.digits.size() > 1) text += "." + decimal.digits.substr(1);
    const std::string size = std::to_string(power < 0 ? -power : power);
    return text + (power < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
}

std::string text_of(double value) {
    if (std::isnan(value)) return std::signbit(value) ? "-nan" : "nan";
    const std::string sign = std::signbit(value) ? "-" : "";
    if (std::isinf(value)) return sign + "inf";
    if (value == 0) return sign + "0";
    const double size = std::fabs(value);
    const Decimal decimal = shortest(size);
    // Where the text with an exponent is as long or longer.
    const int digits = static_cast<int>(decimal.digits.size());
    const int least = digits == 1 ? -3 : -digits - 3;
    const int most = digits == 1 ? 4 : 5;
    const bool plain = decimal.power >= least && decimal.power <= most;
    return sign + (plain ? without_exponent(decimal, size) : with_exponent(decimal));
}

std::to_chars_result write(char* first, char* last, const char* text, size_t size) {
    if (static_cast<size_t>(last - first) < size) return {last, std::errc::value_too_large};
    std::memcpy(first, text, size);
    return {first + size, std::errc()};
}

}  // namespace

namespace std {

to_chars_result to_chars(char* first, char* last, double value) {
    const string text = text_of(value);
    return write(first, last, text.data(), text.size());
}

to_chars_result to_chars(char* first, char* last, double value, chars_format, int precision) {
    char text[400];
    const int size = snprintf(text, sizeof text, "%.*g", precision, value);
    return write(first, last, text, static_cast<size_t>(size));
}

from_chars_result from_chars(const char* first, const char* last, double& value) {
    double read = 0;
    const auto result = fast_float::from_chars(first, last, read);
    if (result.ec != errc()) return {result.ptr, result.ec};
    // What is too large is read as infinite, what is too small as zero. "inf" has letters.
    const string_view text(first, static_cast<size_t>(result.ptr - first));
    const bool named = text.find_first_of("iI") != string_view::npos;
    const size_t digit = text.find_first_of("123456789");
    const bool is_zero = digit == string_view::npos || digit > text.find_first_of("eE");
    if ((isinf(read) && !named) || (read == 0 && !is_zero)) {
        return {result.ptr, errc::result_out_of_range};
    }
    value = read;
    return {result.ptr, errc()};
}

}  // namespace std
