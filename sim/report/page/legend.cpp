#include "sim/report/page/legend.hpp"

#include <algorithm>
#include <string>

#include "sim/report/figures/vega_marks.hpp"
#include "sim/report/figures/vega_theme.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

// A symbol beside a name in a legend. Its shape is drawn in "currentColor".
std::string swatch(const std::string& light, const std::string& dark, const std::string& shape) {
    return "<svg class=\"swatch\" width=\"22\" height=\"12\" "
           "aria-hidden=\"true\" style=\"--light:" +
           escaped(light) + ";--dark:" + escaped(dark) + "\">" + shape + "</svg>";
}

std::string stroke(const std::string& width, const std::string& dashes) {
    return " fill=\"none\" stroke=\"currentColor\" stroke-width=\"" + width +
           "\" stroke-dasharray=\"" + dashes + "\"";
}

// The symbol of a series.
std::string shape_of(const Look& look, FigureKind kind) {
    const bool lines =
        kind == FigureKind::lines || kind == FigureKind::tails || kind == FigureKind::cdf;
    if (lines) {
        std::string dashes;
        for (double length : dashes_of(look.line)) {
            dashes += (dashes.empty() ? "" : " ") + short_number(1.5 * length, 3);
        }
        if (dashes.empty()) dashes = "none";
        return "<path d=\"M0 6h22\"" + stroke("2.5", dashes) + "/>";
    }
    if (kind == FigureKind::scatter) {
        const std::string size = look.bound ? "6" : "5";
        return "<path fill=\"currentColor\" transform=\"translate(11 6) scale(" + size +
               ")\" d=\"" + path_of(look) + "\"/>";
    }
    return "<rect x=\"1\" y=\"2\" width=\"20\" height=\"8\" rx=\"1\"" +
           (look.bound ? stroke("1.5", "2 2") : " fill=\"currentColor\"") + "/>";
}

// An entry of a legend beside those of series.
std::string key(const std::string& name, const std::string& shape) {
    return "<span class=\"key\">" + swatch("#777777", "#9aa3ad", shape) + name + "</span>";
}

std::string entry(const DrawnFigure& figure, const std::string& label) {
    const auto look = std::find_if(figure.series.begin(), figure.series.end(),
                                   [&](const Look& one) { return one.label == label; });
    if (look != figure.series.end()) {
        return "<button type=\"button\" aria-pressed=\"true\" data-series=\"" + escaped(label) +
               "\">" +
               swatch(look->colour, dark_colour(figure.figure.kind, *look),
                      shape_of(*look, figure.figure.kind)) +
               escaped(label) + "</button>";
    }
    if (label == "published") {
        return key(label, "<path d=\"M0 6h22\" opacity=\".45\"" + stroke("5", "none") + "/>");
    }
    if (label == "threshold") {
        return "<span class=\"key\">" +
               swatch("#c0504a", "#c0504a", "<path d=\"M0 6h22\"" + stroke("1.6", "2 2") + "/>") +
               label + "</span>";
    }
    const bool dashed = label == "deadline";
    return key(label, "<path d=\"M0 6h22\"" + stroke("1.2", dashed ? "6 3" : "none") + "/>");
}

}  // namespace

std::string legend_html(const DrawnFigure& figure) {
    if (figure.legend.labels.empty()) return "";
    std::string html = "<div class=\"legend\" role=\"group\" aria-label=\"Show or hide\">";
    for (const std::string& label : figure.legend.labels) html += entry(figure, label);
    return html + "</div>\n";
}

}  // namespace mdisim
