#include "sim/report/looks/shades.hpp"

#include <catch2/catch.hpp>

namespace mdisim {

TEST_CASE("shades are those of the paper figures", "[shades]") {
    // matplotlib.colormaps["viridis"](numpy.linspace(0, 0.59, n)), to three steps of 256
    CHECK(shades(0).empty());
    CHECK(shades(1) == std::vector<std::string>{"#440154"});
    CHECK(shades(2) == std::vector<std::string>{"#440154", "#21a685"});
    CHECK(shade_at(0.4) == "#2a788e");
    CHECK(shade_at(0.75) == "#5ec962");
}

TEST_CASE("contrast is WCAG's", "[shades]") {
    CHECK(contrast("#000000", "#ffffff") == Approx(21));
    CHECK(contrast("#777777", "#ffffff") == Approx(4.48).margin(0.01));
    CHECK(contrast("#123456", "#123456") == Approx(1));
}

TEST_CASE("on dark ground a colour is seen, and stays as it is where it can", "[shades]") {
    for (const char* colour : {"#0072b2", "#332288", "#882255", "#004469", "#440154", "#e69f00"}) {
        CAPTURE(colour);
        CHECK(contrast(on_dark(colour), dark_ground) >= 3.5);
    }
    CHECK(on_dark("#e69f00") == "#e69f00");
    CHECK(on_dark("#000000") == dark_ink);
}

TEST_CASE("shades of areas stay in order on dark ground", "[shades]") {
    double before = 0;
    for (const std::string& shade : shades(9)) {
        const double now = contrast(lifted(shade), "#000000");
        CHECK(now > before);
        before = now;
    }
}

}  // namespace mdisim
