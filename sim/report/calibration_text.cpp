#include "sim/report/calibration_text.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

std::string signed_number(double x) {
    const std::string text = fixed(x, 2);
    if (text == "-0.00") return "0.00";
    return (x > 0 && text != "0.00" ? "+" : "") + text;
}

std::string value_text(const Calibrated& c, double value) {
    return c.is_time ? short_number(value) : fixed(value, 2);
}

std::string difference_text(const Calibrated& c) {
    if (c.agreement == Agreement::insufficient) return "-";  // of too few values
    return signed_number(c.difference.mean) + " [" + signed_number(c.difference.low) + ", " +
           signed_number(c.difference.high) + "]";
}

// A number of requests with one digit that counts, in groups of three: "40,000".
std::string roughly(uint64_t requests) {
    uint64_t unit = 1;
    while (requests / unit >= 10) unit *= 10;
    std::string text = std::to_string((requests + unit - 1) / unit * unit);
    for (size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string verdict_text(const Calibrated& c) {
    std::string text = name_of(c.agreement);
    if (c.agreement == Agreement::undecided) text += ", " + roughly(c.more) + " more";
    return text;
}

// The name of a metric without its unit, with the requests it is of.
std::string name_in_words(const Calibrated& c) {
    return c.title.substr(0, c.title.rfind(", ")) + (c.part.empty() ? "" : " (" + c.part + ")");
}

// A metric that differs, in words: "mean latency +5.12 %".
std::string difference_in_words(const Calibrated& c) {
    return name_in_words(c) + " " + signed_number(c.difference.mean) +
           (c.is_time ? " %" : " points");
}

}  // namespace

std::string headline_of(const Calibration& calibration) {
    const std::string within = "within " + short_number(calibration.margin) + " %";
    if (!calibration.blocks_are_apart) {
        return "undecided: the log is too short to judge by, since what happens in an eighth of it "
               "says much about the next, or an eighth has less than 30 requests";
    }
    std::vector<std::string> differing;
    std::vector<std::string> undecided;
    std::vector<std::string> unknown;
    for (const Calibrated& c : calibration.metrics) {
        if (c.agreement == Agreement::differs) differing.push_back(difference_in_words(c));
        if (c.is_of_quarter()) continue;
        if (c.agreement == Agreement::undecided) undecided.push_back(name_in_words(c));
        if (c.agreement == Agreement::insufficient) unknown.push_back(name_in_words(c));
    }
    const std::string but = unknown.empty() ? "" : "; too few values for " + joined(unknown);
    constexpr size_t most = 4;
    switch (calibration.overall()) {
        case Agreement::agrees:
            return "agrees " + within + but;
        case Agreement::differs: {
            const size_t more = differing.size() > most ? differing.size() - most : 0;
            differing.resize(differing.size() - more);
            return "differs: " + joined(differing) +
                   (more > 0 ? "; and " + counted(more, "other metric") : "");
        }
        case Agreement::undecided:
            return "undecided " + within + ": " + joined(undecided) + "; about " +
                   roughly(calibration.more()) + " more requests would do" + but;
        case Agreement::insufficient:
            break;
    }
    return "undecided: too few values for " + joined(unknown);
}

std::string calibration_text(const Calibration& calibration, const TableStyle& style) {
    std::vector<std::vector<std::string>> rows = {
        {"", "measured", "simulated", "difference, %", ""}};
    for (const Calibrated& c : calibration.metrics) {
        rows.push_back({c.title, value_text(c, c.measured), value_text(c, c.simulated),
                        difference_text(c),
                        c.agreement == Agreement::insufficient ? "too few" : name_of(c.agreement)});
    }
    std::vector<size_t> widths(rows.front().size());
    for (const auto& row : rows) {
        for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], letters(row[c]));
    }
    std::string text;
    std::string part;
    for (size_t r = 0; r < rows.size(); ++r) {
        const std::string& of = r == 0 ? part : calibration.metrics[r - 1].part;
        if (of != part) text += (style.colour ? "\x1b[1m" + of + "\x1b[0m" : of) + "\n";
        part = of;
        text += "  " + left(rows[r][0], widths[0]);
        for (size_t c = 1; c < 4; ++c) text += "  " + right(rows[r][c], widths[c]);
        text += (rows[r][4].empty() ? "" : "  " + rows[r][4]) + "\n";
    }
    text += "Differences are simulated less measured, of shares in points; [95 % interval]\nover " +
            counted(calibration.blocks, "block") + " of the log.\n";
    return text;
}

Table calibration_table(const Calibration& calibration) {
    Table table;
    table.head = {"requests", "metric", "measured", "simulated", "difference, %", "verdict"};
    table.labels = 2;
    for (const Calibrated& c : calibration.metrics) {
        table.rows.push_back({c.part.empty() ? "all" : c.part, c.title, value_text(c, c.measured),
                              value_text(c, c.simulated), difference_text(c), verdict_text(c)});
    }
    return table;
}

Node calibration_document(const Calibration& calibration) {
    Node document = Node::object();
    document.set("verdict", Node(std::string(name_of(calibration.overall()))));
    document.set("text", Node(headline_of(calibration)));
    document.set("margin_percent", Node(calibration.margin));
    document.set("requests", Node(static_cast<int64_t>(calibration.requests)));
    document.set("blocks", Node(static_cast<int64_t>(calibration.blocks)));
    Node& metrics = document.set("metrics", Node::list());
    for (const Calibrated& c : calibration.metrics) {
        Node one = Node::object();
        one.set("requests", Node(c.part.empty() ? "all" : c.part));
        one.set("metric", Node(c.metric));
        one.set("unit", Node(std::string(c.is_time ? "ms" : "%")));
        one.set("measured", Node(c.measured));
        one.set("simulated", Node(c.simulated));
        one.set("difference_percent", Node(c.difference.mean));
        one.set("low", Node(c.difference.low));
        one.set("high", Node(c.difference.high));
        one.set("verdict", Node(std::string(name_of(c.agreement))));
        if (c.agreement == Agreement::undecided)
            one.set("more_requests", Node(static_cast<int64_t>(c.more)));
        metrics.append(std::move(one));
    }
    Node& blocks = document.set("over_time", Node::list());
    for (const CalibratedBlock& b : calibration.over_time) {
        Node one = Node::object();
        one.set("begins_s", Node(b.begins_s));
        one.set("measured_latency_ms", Node(b.measured_ms));
        one.set("simulated_latency_ms", Node(b.simulated_ms));
        one.set("measured_in_time_percent", Node(b.measured_in_time));
        one.set("simulated_in_time_percent", Node(b.simulated_in_time));
        blocks.append(std::move(one));
    }
    return document;
}

}  // namespace mdisim
