// Colours that are worked out: along an axis, and on dark ground.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// So many colours from dark to light, those that scripts/figures.py takes: viridis up to 0.85.
std::vector<std::string> shades(size_t count);

// The same hue, light enough to be told from dark ground: a contrast of at least 3.5 to it.
// Black becomes ink.
inline constexpr const char* dark_ground = "#161b22";
inline constexpr const char* dark_ink = "#e8ecf1";
std::string on_dark(const std::string& colour);
// For areas on dark ground: colours in order from dark to light stay so.
std::string lifted(const std::string& colour);

double contrast(const std::string& one, const std::string& other);

}  // namespace mdisim
