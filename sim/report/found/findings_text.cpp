#include "sim/report/found/findings_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/search/answer.hpp"

namespace mdisim {
namespace {

constexpr size_t most_listed = 8;
constexpr auto mean_of_quantiles =
    "settings are compared by the mean of their replications' percentiles, which is not the "
    "percentile of all replications together";

// The interval of a column, with as many digits as its width allows.
std::string measured_text(const FoundColumn& column, const Interval& interval) {
    const TableCaption caption = table_caption(column.info);
    constexpr int most_digits = 7;
    int digits = caption.digits;
    double half = interval.half_width() * caption.scale;
    for (int d = 0; d < digits; ++d) half *= 10;
    for (; half > 0 && half < 10 && digits < most_digits; ++digits) half *= 10;
    const bool quantile = column.info.kind == MetricKind::quantile;
    return interval_text(interval, caption.scale, digits,
                         quantile ? "insufficient data" : "nothing measured");
}

std::string title_of_column(const FoundColumn& column) {
    if (column.is_difference) return column.name;
    return table_caption(column.info).title;
}

// "1.24 million"
std::string requests_text(uint64_t requests) {
    const auto x = static_cast<double>(requests);
    if (requests >= 1'000'000'000) return short_number(x / 1e9, 3) + " billion";
    if (requests >= 1'000'000) return short_number(x / 1e6, 3) + " million";
    std::string digits = std::to_string(requests);
    if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
    return digits;
}

// Settings on one axis as ranges, "21 to 48, 52"; others one by one.
std::string set_text(const Scenario& scenario, const std::vector<size_t>& settings) {
    std::vector<std::string> parts;
    if (scenario.axes().size() == 1) {
        const auto label = [&](size_t s) { return label_text(scenario.grid().labels(s).front()); };
        for (size_t i = 0; i < settings.size();) {
            size_t end = i;
            while (end + 1 < settings.size() && settings[end + 1] == settings[end] + 1) ++end;
            parts.push_back(label(settings[i]));
            if (end == i + 1) parts.push_back(label(settings[end]));
            if (end > i + 1) parts.back() += " to " + label(settings[end]);
            i = end + 1;
        }
    } else {
        for (size_t s : settings) parts.push_back(setting_in_words(scenario, s));
    }
    const size_t more = parts.size() > most_listed ? parts.size() - most_listed : 0;
    parts.resize(parts.size() - more);
    return joined(parts, scenario.axes().size() == 1 ? ", " : "; ") +
           (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string where_text(const Scenario& scenario, const SearchAnswer& answer, bool by_targets) {
    const std::string of =
        counted(answer.where.size(), "setting") + " of " + std::to_string(scenario.size());
    if (answer.where.size() == 1 && answer.where.front() == answer.best && !answer.perhaps_none) {
        return by_targets ? "surely there: all better settings are shown to miss a target"
                          : "surely there: all other settings are shown to be worse";
    }
    std::string text = set_text(scenario, answer.where) + " (" + of +
                       "): none of these is shown to be worse" +
                       (by_targets ? ", or to miss a target" : "");
    if (!contains(answer.where, answer.best))
        text += "; by fresh replications the answer itself misses a target";
    if (answer.perhaps_none) text += "; and it is not shown that any setting meets the targets";
    return text;
}

// What functions were taken for, and whether replications speak against it.
std::string shape_text(const Findings& found) {
    const SearchAnswer& answer = *found.answer;
    std::vector<std::string> parts;
    std::vector<std::string> shown;
    if (answer.targets == Shape::monotone)
        parts.emplace_back("what targets are about rises, or falls, along each range");
    if (answer.targets == Shape::any)
        shown.emplace_back("what a target is about rises and falls along a range");
    if (answer.goal == Shape::monotone)
        parts.emplace_back("what brings targets nearer costs some of the goal");
    if (answer.goal == Shape::one_peak) parts.emplace_back("the goal has one peak");
    if (answer.goal == Shape::any && answer.targets != Shape::any)
        shown.emplace_back("the goal has a valley between better settings");
    const std::string looked =
        std::string("every setting") +
        (answer.targets == Shape::monotone ? " that meets the targets" : "") + " was looked at";
    if (parts.empty()) return "nothing: " + (shown.empty() ? "" : joined(shown) + ", so ") + looked;
    const std::string why = shown.empty() ? "" : ". " + joined(shown) + ", so " + looked;
    return joined(parts, "; ") + why + ". What was looked at does not speak against " +
           (shown.empty() ? "it" : "the rest");
}

class TextBlock {
  public:
    explicit TextBlock(size_t width) : width_(width) {}
    void add(const std::string& head, const std::string& text) {
        constexpr size_t column = 12;
        text_ += wrapped("  " + left(head, column), text, column + 2, width_) + "\n";
    }
    std::string take() { return std::move(text_); }

  private:
    size_t width_;
    std::string text_;
};

std::string spent_text(const Scenario& scenario, const Findings& found) {
    const double share =
        100 * static_cast<double>(found.requests) / static_cast<double>(found.grid);
    const std::string stored =
        found.computed == found.requests ? "all were computed now"
        : found.computed == 0
            ? "all were in the store"
            : requests_text(found.requests - found.computed) + " of them were in the store";
    return requests_text(found.requests) + " requests in " + counted(found.runs, "run") + " of " +
           std::to_string(found.tried().size()) + " of " + counted(scenario.size(), "setting") +
           ", " + fixed(share, 1) + " % of the " + requests_text(found.grid) +
           " of all settings with " + std::to_string(found.replications) + " replications each; " +
           stored;
}

std::string limit_text(const FoundColumn& column) {
    std::vector<std::string> texts;
    for (const FoundLimit& limit : column.limits) texts.push_back(limit.text);
    return texts.empty() ? "" : "   (target: " + joined(texts, " and ") + ")";
}

void add_answer(TextBlock& block, const Scenario& scenario, const Findings& found) {
    const SearchAnswer& answer = *found.answer;
    const std::string best = setting_in_words(scenario, answer.best);
    if (answer.meets) {
        block.add("answer", best);
        block.add("where", where_text(scenario, answer, found.has_targets()));
    } else {
        block.add("answer", answer.where.empty() ? "none: no setting of the range meets the targets"
                                                 : "none, as far as means tell; perhaps " +
                                                       set_text(scenario, answer.where));
        block.add("closest", best);
    }
    if (answer.meets_all)
        block.add("note",
                  "every setting of the range meets the targets, so their limits lie "
                  "outside of it");
    const FoundNumbers& numbers = found.numbers.at(answer.best);
    for (size_t c = 0; c < found.columns.size(); ++c) {
        const FoundColumn& column = found.columns[c];
        block.add(c == 0 ? "there" : "", title_of_column(column) + "  " +
                                             measured_text(column, numbers.best()[c]) +
                                             limit_text(column));
    }
    block.add("assumed", shape_text(found));
    if (std::any_of(found.columns.begin(), found.columns.end(),
                    [](const FoundColumn& column) { return column.is_mean_of_quantiles; }))
        block.add("note", mean_of_quantiles);
}

// A table of the settings on the front, and of those that may be.
std::string front_text(const Scenario& scenario, const Findings& found, size_t width) {
    const ParetoFront& front = *found.front;
    PlainTable table;
    table.title = "The front: settings of which none is better in both goals";
    std::vector<std::string> names;
    for (const Axis& axis : scenario.axes()) names.push_back(axis.name());
    table.columns.push_back({"setting", joined(names)});
    std::vector<size_t> measured;
    for (size_t c = 0; c < found.columns.size(); ++c) {
        const FoundColumn& column = found.columns[c];
        if (contains(names, column.name)) continue;
        const TableCaption caption = table_caption(column.info);
        table.columns.push_back({column.name, title_of_column(column), PlainKind::interval,
                                 caption.scale, caption.digits});
        measured.push_back(c);
    }
    const auto add_row = [&](size_t setting, const char* mark) {
        std::vector<std::string> labels;
        for (const Node& label : scenario.grid().labels(setting))
            labels.push_back(label_text(label));
        std::vector<PlainCell> row = {{joined(labels) + mark}};
        for (size_t c : measured) row.push_back({"", found.numbers.at(setting).best()[c]});
        table.rows.push_back(std::move(row));
    };
    for (size_t s : front.on) add_row(s, "");
    for (size_t s : front.perhaps) add_row(s, " ?");
    if (!front.perhaps.empty()) table.notes.emplace_back("?: may be on the front.");
    const auto note = [&](size_t settings, const std::string& what) {
        if (settings == 0) return;
        table.notes.push_back(counted(settings, "other setting") +
                              (settings == 1 ? " is " : " are ") + what);
    };
    const size_t off = scenario.size() - front.on.size() - front.perhaps.size();
    const size_t missing = front.meets ? front.missing : off;
    note(off - missing, "shown to be worse in one goal, and no better in the other.");
    note(missing, "on the wrong side of a target, as far as means tell.");
    if (!front.meets)
        table.notes.emplace_back("No setting meets the targets: shown is what comes closest.");
    for (const FoundColumn& column : found.columns) {
        if (!column.is_mean_of_quantiles) continue;
        table.notes.push_back(mean_of_quantiles + std::string("."));
        break;
    }
    return written(table, TableFormat::table, width);
}

Node ends_node(const Interval& interval) {
    Node node = Node::object();
    for (const auto& [name, x] :
         {std::pair("mean", interval.mean), {"low", interval.low}, {"high", interval.high}})
        node.set(name, std::isfinite(x) ? Node(x) : Node());
    return node;
}

Node values_node(const Scenario& scenario, size_t setting) {
    Node node = Node::object();
    const std::vector<Node> labels = scenario.grid().labels(setting);
    for (size_t a = 0; a < labels.size(); ++a) node.set(scenario.axes()[a].name(), labels[a]);
    return node;
}

Node columns_node(const Findings& found, const std::vector<Interval>& numbers) {
    Node node = Node::object();
    for (size_t c = 0; c < numbers.size(); ++c)
        node.set(found.columns[c].name, ends_node(numbers[c]));
    return node;
}

Node settings_node(const Scenario& scenario, const Findings& found,
                   const std::vector<size_t>& settings) {
    Node list = Node::list();
    for (size_t s : settings) {
        Node one = Node::object();
        one.set("at", values_node(scenario, s));
        one.set("metrics", columns_node(found, found.numbers.at(s).best()));
        list.append(std::move(one));
    }
    return list;
}

Node shape_node(const std::optional<Shape>& shape) {
    if (!shape) return {};
    return Node(std::string(*shape == Shape::monotone   ? "monotone"
                            : *shape == Shape::one_peak ? "one_peak"
                                                        : "any"));
}

}  // namespace

std::string setting_in_words(const Scenario& scenario, size_t setting) {
    std::vector<std::string> parts;
    const std::vector<Node> labels = scenario.grid().labels(setting);
    for (size_t a = 0; a < labels.size(); ++a)
        parts.push_back(scenario.axes()[a].name() + " = " + label_text(labels[a]));
    return joined(parts);
}

std::string findings_text(const Scenario& scenario, const Findings& found, size_t width) {
    TextBlock block(width);
    std::string text = wrapped("", found.question + ", by " + found.policy, 2, width) + "\n";
    if (found.answer) add_answer(block, scenario, found);
    if (found.front) text += front_text(scenario, found, width);
    block.add("looked at", spent_text(scenario, found));
    text += block.take();
    return text + (found.command.empty() ? "" : "  run it with\n    " + found.command + "\n");
}

Node findings_document(const Scenario& scenario, const Findings& found) {
    Node node = Node::object();
    node.set("scenario", Node(scenario.name()));
    node.set("policy", Node(found.policy));
    node.set("question", Node(found.question));
    node.set("meets_targets", Node(found.meets()));
    if (found.answer) {
        const SearchAnswer& answer = *found.answer;
        node.set(answer.meets ? "best" : "closest", values_node(scenario, answer.best));
        node.set("metrics", columns_node(found, found.numbers.at(answer.best).best()));
        Node where = Node::list();
        for (size_t s : answer.where) where.append(values_node(scenario, s));
        node.set("where", std::move(where));
        node.set("perhaps_none", Node(answer.perhaps_none));
        node.set("every_setting_meets", Node(answer.meets_all));
        node.set("targets_are", shape_node(answer.targets));
        node.set("goal_is", shape_node(answer.goal));
    } else {
        node.set("front", settings_node(scenario, found, found.front->on));
        node.set("perhaps_on_the_front", settings_node(scenario, found, found.front->perhaps));
    }
    Node requests = Node::object();
    requests.set("runs", Node(static_cast<int64_t>(found.runs)));
    requests.set("looked_at", Node(static_cast<int64_t>(found.requests)));
    requests.set("computed", Node(static_cast<int64_t>(found.computed)));
    requests.set("of_all_settings", Node(static_cast<int64_t>(found.grid)));
    node.set("requests", std::move(requests));
    node.set("replications", Node(static_cast<int64_t>(found.replications)));
    Node tried = Node::list();
    for (const TriedSetting& look : found.tried()) {
        const FoundNumbers& numbers = found.numbers.at(look.setting);
        Node one = Node::object();
        one.set("at", values_node(scenario, look.setting));
        one.set("searched", Node(static_cast<int64_t>(look.searched)));
        one.set("fresh", Node(static_cast<int64_t>(look.fresh)));
        one.set("metrics_searched", columns_node(found, numbers.searched));
        one.set("metrics_fresh", columns_node(found, numbers.fresh));
        tried.append(std::move(one));
    }
    node.set("tried", std::move(tried));
    node.set("command", Node(found.command));
    return node;
}

}  // namespace mdisim
