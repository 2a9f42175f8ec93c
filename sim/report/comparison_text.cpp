#include "sim/report/comparison_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

constexpr size_t longest_heading = 14;

TableCaption caption_called(const std::string& metric) {
    for (const MetricInfo& info : metric_infos()) {
        if (info.name == metric) return table_caption(info);
    }
    return {metric};
}

// The number of digits that shows two figures of the difference, or of its interval.
int digits_to_show(const Movement& movement, const TableCaption& caption) {
    constexpr int most = 6;
    const double half = movement.difference.half_width();
    double size = std::abs(movement.after - movement.before) * caption.scale;
    if (std::isnan(size)) return caption.digits;
    if (std::isfinite(half)) size = std::max(size, half * caption.scale);
    int digits = 0;
    for (double shown = size; digits < most; shown *= 10) {
        if (digits >= caption.digits && (shown >= 10 || shown == 0)) break;
        ++digits;
    }
    return digits;
}

struct CompareRow {
    std::array<std::string, 4> cells;  // metric, before, after, difference
    std::string verdict;
    std::string note;
};

CompareRow row_of(const Change& change) {
    const Movement& most = change.most();
    const TableCaption caption = caption_called(change.metric);
    const int digits = digits_to_show(most, caption);
    const auto number = [&](double x) {
        return std::isnan(x) ? std::string("-") : fixed(x * caption.scale, digits);
    };
    const double by = most.tested ? most.difference.mean : most.after - most.before;
    const double half = most.difference.half_width();
    std::string difference = (by > 0 ? "+" : "") + number(by);
    if (std::isfinite(half) && half > 0) difference += " ±" + number(half);
    CompareRow row{{caption.title, number(most.before), number(most.after), difference},
                   verdict_text(most),
                   ""};
    if (change.movements.size() > 1)
        row.note = "at " + most.at + ", the clearest; " + moves_text(change);
    return row;
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const Assessment& assessment,
                            const std::string& before, const std::string& after,
                            const TableStyle& style, const PolicyNames& labels) {
    const bool short_names = std::max(letters(before), letters(after)) <= longest_heading;
    bool corrected = false;
    std::vector<std::pair<std::string, CompareRow>> rows;
    std::array<std::string, 4> head = {"", short_names ? before : "before",
                                       short_names ? after : "after", "difference"};
    std::array<size_t, 4> widths{};
    for (const Change& change : comparison.changes) {
        if (change.moved() == 0) continue;
        rows.emplace_back(change.policy, row_of(change));
        const Movement& most = change.most();
        corrected =
            corrected || (most.tendency == Tendency::indistinguishable && most.apart_alone());
    }
    for (size_t c = 0; c < widths.size(); ++c) {
        widths[c] = letters(head[c]);
        for (const auto& [policy, row] : rows)
            widths[c] = std::max(widths[c], letters(row.cells[c]));
    }
    const auto line = [&](const std::array<std::string, 4>& cells) {
        std::string text = "  " + left(cells[0], widths[0]);
        for (size_t c = 1; c < cells.size(); ++c) text += "  " + right(cells[c], widths[c]);
        return text;
    };
    std::string out;
    if (!rows.empty()) out += line(head) + "\n";
    std::string policy;
    for (const auto& [of, row] : rows) {
        if (of != policy) {
            const auto label = labels.find(of);
            const std::string& read = label == labels.end() ? of : label->second;
            out += style.colour ? "\x1b[1m" + read + "\x1b[0m\n" : read + "\n";
        }
        policy = of;
        out += line(row.cells) + "  " + row.verdict + "\n";
        if (!row.note.empty()) out += paragraph("  ", row.note, style.width);
    }
    if (corrected) {
        out += paragraph("",
                         "Each ± is of one difference alone. The p-values are Holm's over all " +
                             std::to_string(comparison.tested()) +
                             " differences that were tested: without any real difference, 19 of 20 "
                             "comparisons find none.",
                         style.width);
    }
    for (const Ruling& ruling : assessment.rulings) {
        if (ruling.shown && ruling.numbers.find("cells") != nullptr) {
            out += paragraph("", ruling.subject + ": " + ruling.text, style.width);
        }
    }
    return out + assessment.name + ": " + assessment.headline + "\n";
}

}  // namespace mdisim
