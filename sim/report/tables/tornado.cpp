#include "sim/report/tables/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

std::string named_value(const Node& value) {
    return value.is_number() ? in_digits(value.as_number()) : label_text(value);
}

std::string range_text(const Variation& variation) {
    return named_value(variation.values.front()) + " to " + named_value(variation.values.back());
}

double longest_reach(const Sensitivity& sensitivity) {
    double widest = 0;
    for (const Effect& effect : sensitivity.effects) widest = std::max(widest, effect.reach());
    return widest;
}

// "  >>>|<<" with "<" towards what the result is at the low value and ">" at the high one.
std::string bar_text(const Effect& effect, double widest) {
    constexpr int side = 7;
    std::string bar(2 * side + 1, ' ');
    const auto draw = [&](double by, char sign) {
        const int length = widest > 0 ? static_cast<int>(std::abs(by) / widest * side + 0.5) : 0;
        for (int i = 1; i <= length; ++i) {
            char& at = bar[static_cast<size_t>(by < 0 ? side - i : side + i)];
            at = at == ' ' ? sign : '#';
        }
    };
    draw(effect.at_low.mean, '<');
    draw(effect.at_high.mean, '>');
    bar[side] = '|';
    return bar;
}

void add_numbers(const Effect& effect, std::vector<PlainCell>& cells) {
    const auto add = [&](const std::optional<Interval>& value) {
        cells.push_back(value ? PlainCell{"", *value} : PlainCell{});
    };
    add(effect.at_low);
    add(effect.at_high);
    add(effect.slope);
    add(effect.half_slope);
    add(effect.bend);
    add(effect.above_line);
    cells.push_back({effect.curved() ? "curved" : ""});
}

}  // namespace

PlainTable sensitivity_table(const Sensitivity& sensitivity, const std::string& title,
                             TableFormat format) {
    const TableCaption caption = table_caption(sensitivity.metric);
    const bool all = format == TableFormat::csv || format == TableFormat::json;
    const bool terminal = format == TableFormat::table;
    const auto change = [&](const char* key, const char* name) {
        return PlainColumn{key, name, PlainKind::interval, caption.scale, caption.digits, true};
    };
    PlainTable table;
    table.title = title;
    table.columns = {{"assumption", "assumption"}, {"range", "from low to high"}};
    table.columns.push_back(change("swing", "swing"));
    if (all) {
        table.columns.push_back(change("at_low", "at low"));
        table.columns.push_back(change("at_high", "at high"));
        table.columns.push_back(change("slope", "slope"));
        table.columns.push_back(change("half_slope", "slope over half the range"));
        table.columns.push_back(change("bend", "slope less that over half the range"));
        table.columns.push_back(change("above_line", "above the line between its ends"));
        table.columns.push_back({"shape", "shape"});
    } else if (terminal) {
        table.columns.push_back({"bar", "< low  high >"});
    }
    const double widest = longest_reach(sensitivity);
    std::vector<std::string> curved;
    for (const Effect& effect : sensitivity.effects) {
        std::vector<PlainCell> cells = {{effect.of.path}, {range_text(effect.of)}};
        cells.push_back({"", effect.swing});
        if (all) add_numbers(effect, cells);
        if (terminal) cells.push_back({bar_text(effect, widest)});
        table.rows.push_back(std::move(cells));
        if (effect.curved()) curved.push_back(effect.of.path);
    }
    const size_t swings = sensitivity.effects.size();
    const std::string holds = swings == 1
                                  ? "it holds in 95 of 100 (paired t)"
                                  : "all " + counted(swings, "swing") +
                                        " hold together in 95 of 100 (paired t, Bonferroni)";
    table.notes.push_back("swing: at the high value less at the low one; " + holds);
    if (!curved.empty()) table.notes.push_back("not along a line: " + joined(curved));
    return table;
}

std::string tornado_svg(const Sensitivity& sensitivity, const std::string& title) {
    constexpr double row = 28;
    constexpr double bars = 420;
    constexpr double top = 56;
    constexpr double letter = 7;  // the width of one, at most, in the size of this text
    const auto label_of = [](const Effect& effect) {
        return effect.of.path + ", " + range_text(effect.of);
    };
    double names = 0;
    double widest = 0;
    for (const Effect& effect : sensitivity.effects) {
        names = std::max(names, 20 + letter * static_cast<double>(letters(label_of(effect))));
        for (const Interval& i : {effect.at_low, effect.at_high})
            widest = std::max({widest, std::abs(i.low), std::abs(i.high)});
    }
    const TableCaption caption = table_caption(sensitivity.metric);
    const auto x_of = [&](double by) {
        return names + bars / 2 + (widest > 0 ? by / widest * bars / 2 : 0);
    };
    const auto number = [](double x) { return fixed(x, 1); };
    const auto line = [&](double x1, double y1, double x2, double y2) {
        return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
               "\" y2=\"" + number(y2) + "\" stroke=\"#333\"/>\n";
    };
    const auto words = [&](double x, double y, const char* anchor, const std::string& text) {
        return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor +
               "\">" + escaped(text) + "</text>\n";
    };
    const double height = top + row * static_cast<double>(sensitivity.effects.size()) + 36;
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(names + bars + 20) +
        " " + number(height) + "\" font-family=\"sans-serif\" font-size=\"12\">\n" +
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + words(10, 20, "start", title) +
        words(10, 38, "start", "light: at the low value; dark: at the high value");
    double y = top;
    for (const Effect& effect : sensitivity.effects) {
        out += words(names - 10, y + 17, "end", label_of(effect));
        const auto bar = [&](const Interval& by, const char* colour) {
            const double from = std::min(x_of(0), x_of(by.mean));
            out += "<rect x=\"" + number(from) + "\" y=\"" + number(y + 4) + "\" width=\"" +
                   number(std::abs(x_of(by.mean) - x_of(0))) + "\" height=\"" + number(row - 10) +
                   "\" fill=\"" + colour + "\"/>\n";
            const double middle = y + 4 + (row - 10) / 2;
            out += line(x_of(by.low), middle, x_of(by.high), middle);
        };
        bar(effect.at_low, "#a6cee3");
        bar(effect.at_high, "#1f78b4");
        y += row;
    }
    out += line(x_of(0), top, x_of(0), y);
    const auto by_text = [&](double by) {
        return (by > 0 ? "+" : "") + in_digits(by * caption.scale, 3);
    };
    out += words(x_of(-widest), y + 18, "start", by_text(-widest));
    out += words(x_of(0), y + 18, "middle", "change of " + caption.title);
    out += words(x_of(widest), y + 18, "end", by_text(widest));
    return out + "</svg>\n";
}

}  // namespace mdisim
