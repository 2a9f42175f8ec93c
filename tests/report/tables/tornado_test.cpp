#include "sim/report/tables/tornado.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "sim/describe/letters.hpp"
#include "sim/judge/sensitivity.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

Effect effect_of(const std::string& path, double at_low, double at_high) {
    Effect effect;
    effect.of = {path, {Node(1.0), Node(3.0)}};
    effect.at_low = {at_low, at_low - 0.01, at_low + 0.01};
    effect.at_high = {at_high, at_high - 0.01, at_high + 0.01};
    effect.swing = {at_high - at_low, at_high - at_low - 0.02, at_high - at_low + 0.02};
    return effect;
}

// The number that follows `key` at or after a place of the text.
double number_after(const std::string& text, const std::string& key, size_t at) {
    return std::strtod(text.c_str() + text.find(key, at) + key.size(), nullptr);
}

}  // namespace

TEST_CASE("a tornado has room for the longest name, and a bar towards each end", "[tables]") {
    Sensitivity made_up;
    made_up.metric = {"attainment", "", "", "", MetricKind::share};
    made_up.effects = {
        effect_of("models.list.A model of a very long name, indeed.accuracy", -0.2, 0.4),
        effect_of("sla_ms", 0.1, -0.1)};
    const std::string svg = tornado_svg(made_up, "a title");
    constexpr double narrowest_letter = 5.5;  // on average, in a sans-serif of 12 points
    size_t names = 0;
    for (size_t at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at + 1)) {
        const size_t begin = svg.find('>', at) + 1;
        const std::string text = svg.substr(begin, svg.find('<', begin) - begin);
        const double x = number_after(svg, "x=\"", at);
        if (svg.compare(svg.find("anchor=\"", at) + 8, 3, "end") != 0) continue;
        CAPTURE(text);
        CHECK(x - narrowest_letter * static_cast<double>(letters(text)) > 0);
        ++names;
    }
    CHECK(names == 3);  // two assumptions and the end of the axis
    // The first assumption's low end is half as long as its high one, and to its left.
    const size_t first = svg.find("<rect x=");
    const size_t second = svg.find("<rect x=", first + 1);
    CHECK(number_after(svg, "width=\"", second) ==
          Approx(2 * number_after(svg, "width=\"", first)).margin(0.2));
    CHECK(number_after(svg, "x=\"", first) < number_after(svg, "x=\"", second));
}

}  // namespace mdisim
