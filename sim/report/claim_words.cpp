#include "sim/report/claim_words.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "sim/metrics/interval.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// A caption without its unit, and the unit without its brackets.
struct Parted {
    std::string name;
    std::string unit;
};
Parted parted(const std::string& caption) {
    const size_t from = caption.rfind(" (");
    if (from == std::string::npos || !caption.ends_with(')')) return {caption, ""};
    return {caption.substr(0, from), caption.substr(from + 2, caption.size() - from - 3)};
}

// How a number of results becomes the one that is shown, which is offset + scale x number.
struct Shown {
    double scale = 1;
    double offset = 0;
    std::string unit = {};   // "%"
    std::string after = {};  // "less", behind the interval

    double of(double x) const { return offset + scale * x; }
    Interval of(const Interval& i) const {
        const double ends[] = {of(i.low), of(i.high)};
        return {of(i.mean), std::min(ends[0], ends[1]), std::max(ends[0], ends[1])};
    }
};

bool has_word(const std::string& says, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return says.find(word) != std::string::npos; });
}

// A paper may say the same ratio as "half as much", "50 % of it" or "50 % less".
Shown shown_ratio(double ratio, const std::string& says) {
    const bool percent = has_word(says, {"%"});
    const bool less = has_word(says, {"less", "fewer", "cut", "below", "faster", "sav", "sooner"});
    const bool more = has_word(says, {"more", "higher", "longer", "above", "better"});
    if (percent && less && ratio < 1) return {-100, 100, "%", "less"};
    if (percent && more && ratio >= 1) return {100, -100, "%", "more"};
    if (percent && ratio < 20) return {100, 0, "%", ""};
    return {1, 0, "", "times"};
}

Shown shown_of(const Finding& f, const std::string& says, const std::string& axis_title) {
    const NumberOf& s = f.subject;
    const Caption caption = caption_of_metric(s.metric);
    const std::string unit = parted(caption.label).unit;
    switch (s.form) {
        case ClaimForm::value:
            return {caption.scale, 0, unit, ""};
        case ClaimForm::ratio:
            return shown_ratio(f.ours.mean, says);
        case ClaimForm::share:
            return {100, 0, "%", ""};
        case ClaimForm::crossing:
            return {1, 0, parted(axis_title).unit, ""};
        default:
            return {caption.scale, 0, unit == "%" ? "points" : unit, ""};
    }
}

// As many digits after the point as make the interval's half width one that can be read: one digit
// of it, two if it begins with a 1.
int decimals_of(const Interval& i) {
    const double half = i.half_width();
    if (!std::isfinite(half) || half <= 0) return -1;
    constexpr int most = 6;
    int decimals = 0;
    double digit = half;
    for (; digit < 0.95 && decimals < most; digit *= 10) ++decimals;
    return digit < 1.95 && decimals < most ? decimals + 1 : decimals;
}

std::string and_unit(const std::string& number, const std::string& unit) {
    return unit.empty() || number == "-" ? number : number + " " + unit;
}

// What a form makes of a metric.
std::string made_of(const NumberOf& s, const std::string& axis) {
    const std::string metric = parted(caption_of_metric(s.metric).label).name;
    switch (s.form) {
        case ClaimForm::distance:
            return "largest distance to the published curve, " + metric;
        case ClaimForm::recorded:
            return "recorded number";
        case ClaimForm::order:
            return "smallest lead, " + metric;
        case ClaimForm::monotone:
            return "smallest step, " + metric;
        case ClaimForm::share:
            return "share of the points at which it holds, " + metric;
        case ClaimForm::crossing:
            return "first " + parted(axis).name + " at which it holds, " + metric;
        case ClaimForm::difference:
            return "difference, " + metric;
        default:
            return metric;
    }
}

}  // namespace

std::string with_value(const std::string& caption, const std::string& value) {
    const auto [name, unit] = parted(caption);
    return name + " " + and_unit(value, unit);
}

ClaimWords::ClaimWords(const Scenario& scenario) : policies_(scenario) {
    titles_[time_axis] = "time (s)";
    for (const Axis& axis : scenario.axes()) {
        titles_[axis.name()] = axis_title(scenario, axis.name());
        for (const AxisValue& value : axis.values) {
            const std::string label = value_label(scenario, axis, value.label);
            if (!label.empty()) labels_[axis.name()][label_text(value.label)] = label;
        }
    }
}

std::string ClaimWords::number(const Finding& f, const std::string& says) const {
    if (std::isnan(f.ours.mean)) return "-";
    const auto title = titles_.find(f.subject.along);
    const Shown shown = shown_of(f, says, title == titles_.end() ? "" : title->second);
    const Interval ours = shown.of(f.ours);
    const int decimals = decimals_of(ours);
    const auto text = [&](double x) {
        return decimals < 0 ? short_number(x) : fixed(x == 0 ? 0 : x, decimals);
    };
    std::string out = and_unit(text(ours.mean), shown.unit);
    const std::string spread = decimals < 0 ? "" : spread_text(ours, text);
    if (!spread.empty()) out += " " + spread;
    return shown.after.empty() ? out : out + " " + shown.after;
}

std::string ClaimWords::expected(const Finding& f, const std::string& says) const {
    const auto title = titles_.find(f.subject.along);
    const Shown shown = shown_of(f, says, title == titles_.end() ? "" : title->second);
    double low = shown.of(f.expected.low());
    double high = shown.of(f.expected.high());
    if (low > high) std::swap(low, high);
    const auto text = [&](double x) { return short_number(std::abs(x) < 1e-12 ? 0 : x, 5); };
    std::string out;
    if (std::isfinite(low) && std::isfinite(high)) {
        out = text(low) == text(high) ? text(low) : text(low) + " to " + text(high);
    } else {
        out = std::isfinite(low) ? "at least " + text(low) : "at most " + text(high);
    }
    out = and_unit(out, shown.unit);
    return shown.after.empty() ? out : out + " " + shown.after;
}

std::string ClaimWords::place(const Finding& f) const {
    const NumberOf& s = f.subject;
    const auto title = titles_.find(s.along);
    if (s.positions.empty() || title == titles_.end() || s.form == ClaimForm::crossing) return "";
    std::string values;
    for (const std::string& position : s.positions) {
        const auto known = labels_.find(s.along);
        const bool called = known != labels_.end() && known->second.contains(position);
        values +=
            (values.empty() ? "" : " and ") + (called ? known->second.at(position) : position);
    }
    return with_value(title->second, values);
}

std::string ClaimWords::subject(const Finding& f) const {
    const NumberOf& s = f.subject;
    const auto title = titles_.find(s.along);
    std::string out = made_of(s, title == titles_.end() ? "" : title->second);
    if (!s.policy.empty()) out += ", " + policies_.of(s.policy);
    if (!s.against.empty()) out += " against " + policies_.of(s.against);
    const std::string where = place(f);
    return where.empty() ? out : out + ", " + where;
}

}  // namespace mdisim
