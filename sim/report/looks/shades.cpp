#include "sim/report/looks/shades.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

using Rgb = std::array<double, 3>;

// Matplotlib's viridis at twentieths up to 0.8. Linear interpolation is within three steps of 256.
constexpr const char* viridis[] = {"#440154", "#471365", "#482475", "#463480", "#414487", "#3b528b",
                                   "#355f8d", "#2f6c8e", "#2a788e", "#25848e", "#21918c", "#1e9c89",
                                   "#22a884", "#2fb47c", "#44bf70", "#5ec962", "#7ad151"};

Rgb parts_of(const std::string& colour) {
    Rgb rgb{};
    for (size_t i = 0; i < 3; ++i) {
        int value = 0;
        const char* from = colour.data() + 1 + 2 * i;
        std::from_chars(from, from + 2, value, 16);
        rgb[i] = value;
    }
    return rgb;
}

std::string text_of(const Rgb& rgb) {
    constexpr auto digits = "0123456789abcdef";
    std::string text = "#";
    for (double part : rgb) {
        const auto value = static_cast<size_t>(std::lround(part));
        text += {digits[value / 16], digits[value % 16]};
    }
    return text;
}

Rgb between(const Rgb& one, const Rgb& other, double share) {
    Rgb rgb{};
    for (size_t i = 0; i < 3; ++i) rgb[i] = one[i] + (other[i] - one[i]) * share;
    return rgb;
}

// The relative luminance of WCAG 2.
double luminance(const Rgb& rgb) {
    constexpr Rgb weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (size_t i = 0; i < 3; ++i) {
        const double c = rgb[i] / 255;
        sum += weights[i] *
               (c <= 0.04045 ? c / 12.92 : portable_exp(2.4 * portable_log((c + 0.055) / 1.055)));
    }
    return sum;
}

}  // namespace

std::string shade_at(double position) {
    const double at = position * 20;
    const size_t below = std::min(static_cast<size_t>(at), std::size(viridis) - 2);
    return text_of(between(parts_of(viridis[below]), parts_of(viridis[below + 1]),
                           at - static_cast<double>(below)));
}

std::vector<std::string> shades(size_t count) {
    std::vector<std::string> colours;
    for (size_t i = 0; i < count; ++i) {
        const double steps = static_cast<double>(std::max<size_t>(2, count) - 1);
        colours.push_back(shade_at(last_of_lines * static_cast<double>(i) / steps));
    }
    return colours;
}

double contrast(const std::string& one, const std::string& other) {
    const double a = luminance(parts_of(one)) + 0.05;
    const double b = luminance(parts_of(other)) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

std::string on_dark(const std::string& colour) {
    constexpr double least = 3.5;
    constexpr int steps = 20;
    if (colour == "#000000") return dark_ink;
    for (int i = 0; i < steps; ++i) {
        const std::string lighter =
            text_of(between(parts_of(colour), {255, 255, 255}, static_cast<double>(i) / steps));
        if (contrast(lighter, dark_ground) >= least) return lighter;
    }
    return "#ffffff";
}

std::string lifted(const std::string& colour) {
    return text_of(between(parts_of(colour), {255, 255, 255}, 0.25));
}

double distance_between(const std::string& one, const std::string& other) {
    const Rgb a = parts_of(one);
    const Rgb b = parts_of(other);
    double squares = 0;
    for (size_t i = 0; i < 3; ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(squares);
}

}  // namespace mdisim
