// Colours that are worked out: along an axis, and on dark ground.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// Matplotlib's viridis at a place from 0, dark, to 0.8, light.
std::string shade_at(double place);
// So many colours from dark to light for lines. The lightest has the last place on viridis that
// keeps a contrast of 3 to white.
inline constexpr double last_of_lines = 0.59;
std::vector<std::string> shades(size_t count);

// The same hue, light enough to be told from dark ground: a contrast of at least 3.5 to it.
// Black becomes ink.
inline constexpr const char* dark_ground = "#161b22";
inline constexpr const char* dark_ink = "#e8ecf1";
std::string on_dark(const std::string& colour);
// For areas on dark ground: colours in order from dark to light stay so.
std::string lifted(const std::string& colour);

double contrast(const std::string& one, const std::string& other);
// How far two colours are apart in red, green and blue, of 0 to 255 each.
double distance_between(const std::string& one, const std::string& other);

}  // namespace mdisim
