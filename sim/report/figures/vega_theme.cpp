#include "sim/report/figures/vega_theme.hpp"

#include <string>

#include "sim/report/looks/looks.hpp"
#include "sim/report/looks/shades.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

constexpr auto config = R"({
  "background": "transparent", "font": "system-ui, sans-serif",
  "view": {"stroke": null, "cursor": "default"},
  "title": {"anchor": "start", "frame": "group", "fontSize": 13, "fontWeight": 600, "offset": 10,
            "color": "#1c2430", "subtitleColor": "#5b6673", "subtitleFontSize": 12},
  "axis": {"labelColor": "#5b6673", "titleColor": "#5b6673", "domainColor": "#b9c1ca",
           "tickColor": "#b9c1ca", "gridColor": "#e6e9ed", "labelFontSize": 11,
           "titleFontSize": 12, "titleFontWeight": 400, "titlePadding": 8},
  "axisX": {"grid": false, "labelOverlap": "greedy", "labelSeparation": 6, "tickCount": 6},
  "axisY": {"domain": false, "ticks": false, "tickCount": 5},
  "bar": {"discreteBandSize": {"band": 0.95}}
})";

constexpr const char* inks[][2] = {{"#1c2430", dark_ink},
                                   {"#5b6673", "#a3adb8"},
                                   {"#b9c1ca", "#4a535e"},
                                   {"#e6e9ed", "#2b323b"},
                                   {"#777777", "#9aa3ad"}};

}  // namespace

const Node& vega_config() {
    static const Node document = parse_document(config, "vega_theme.cpp");
    return document;
}

std::string dark_colour(FigureKind kind, const Look& look) {
    return kind == FigureKind::areas ? lifted(look.colour) : on_dark(look.colour);
}

Node dark_inks() {
    Node colours = Node::object();
    for (const auto& [light, dark] : inks) colours.set(light, Node(std::string(dark)));
    return colours;
}

Node dark_colours(const DrawnFigure& figure) {
    Node colours = Node::object();
    for (const Look& look : figure.series) {
        colours.set(look.colour, Node(dark_colour(figure.figure.kind, look)));
    }
    return colours;
}

}  // namespace mdisim
