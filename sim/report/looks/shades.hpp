// Colours that are computed: shades along an axis, and colours on dark ground.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// Matplotlib's viridis at a position from 0, dark, to 0.8, light.
std::string shade_at(double position);
// `count` colours for lines, from dark to light. The lightest is at the last position on viridis
// that has a contrast of 3 to white.
inline constexpr double last_of_lines = 0.59;
std::vector<std::string> shades(size_t count);

// A colour of the same hue that has a contrast of at least 3.5 to dark ground. Black becomes
// dark_ink.
inline constexpr const char* dark_ground = "#161b22";
inline constexpr const char* dark_ink = "#e8ecf1";
std::string on_dark(const std::string& colour);
// A colour for areas on dark ground. The order of colours from dark to light is kept.
std::string lifted(const std::string& colour);

double contrast(const std::string& one, const std::string& other);
// The distance of two colours in red, green and blue, of 0 to 255 each.
double distance_between(const std::string& one, const std::string& other);

}  // namespace mdisim
