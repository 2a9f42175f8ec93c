#include "sim/report/figures/figure_caption.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/headings.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::string in_thousands(int64_t number) {
    std::string digits = std::to_string(number);
    for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

// "10 replications of 10,000 requests each"
std::string runs_text(const Setting& setting) {
    std::string text = counted(static_cast<size_t>(setting.replications), "replication");
    if (setting.requests) text += " of " + in_thousands(*setting.requests) + " requests";
    if (!setting.requests && setting.duration_s) {
        text += " of " + short_number(*setting.duration_s, 6) + " s";
    }
    return setting.replications > 1 ? text + " each" : text;
}

// What is drawn about a mean.
std::string spread_note(const DrawnFigure& figure, const Setting& setting) {
    const bool curves =
        !figure.over_words() && !figure.is(FigureKind::scatter) && !figure.is(FigureKind::bars);
    const std::string what = curves ? "Bands" : "Whiskers";
    switch (figure.figure.spread) {
        case Spread::sd:
            return what +
                   " are one standard deviation over requests to either side, means are of " +
                   runs_text(setting) + ".";
        case Spread::quartiles:
            return what + " reach from the lower to the upper quartile over requests, of " +
                   runs_text(setting) + ".";
        case Spread::interval:
            break;
    }
    if (setting.replications == 1) return "One run: there are no intervals.";
    return what + " are 95 % intervals of the mean (Student's t) over " + runs_text(setting) + ".";
}

}  // namespace

std::string note_of(const Scenario& scenario, const DrawnFigure& figure) {
    const Point home = scenario.point(scenario.home());
    const Setting& setting = home.setting;
    std::string note;
    if (figure.is(FigureKind::stages)) {
        note = "Single requests of one run.";
    } else if (figure.is(FigureKind::areas)) {
        note = "Means over " + runs_text(setting) + ".";
    } else if (home.world->described().log) {
        note = "Bands and whiskers are 95 % intervals over the blocks of a log or over " +
               runs_text(setting) + ".";
    } else {
        note = spread_note(figure, setting);
    }
    if (figure.has_published()) note += " Grey: published.";
    const bool bounded = std::any_of(figure.series.begin(), figure.series.end(),
                                     [](const Look& look) { return look.bound; });
    if (bounded) note += " Dotted: the bound, the most that any decisions could reach.";
    return note;
}

namespace {

std::string caption_of(const Scenario& scenario, const DrawnFigure& figure) {
    const std::string about = heading_of(scenario.about(), "", scenario.name());
    const std::string heading = figure_heading(figure.figure.name);
    std::string text = about + (about.ends_with('?') ? "" : ".");
    if (about.find(heading) == std::string::npos) text += " " + heading + ".";
    if (!figure.figure.title.empty()) text += " " + figure.figure.title + ".";
    return text + " " + figure.note;
}

}  // namespace

void write_captions(const std::string& folder, const Scenario& scenario,
                    const std::vector<DrawnFigure>& figures, const std::string& made_by,
                    const std::string& fingerprint) {
    const fs::path target = fs::path(folder) / "figures";
    const std::string origin = made_by + ", " + scenario.name() +
                               (fingerprint.empty() ? "" : ", fingerprint " + fingerprint);
    for (const DrawnFigure& figure : figures) {
        const std::string caption = caption_of(scenario, figure);
        const std::string file = (target / figure.figure.name).string();
        write_file(file + ".txt", caption + "\n" + origin + ".\n");
        write_file(file + ".tex", "% " + origin + "\n\\caption{" + in_latex(caption) + "}\n");
    }
}

}  // namespace mdisim
