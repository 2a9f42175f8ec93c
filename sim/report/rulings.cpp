#include "sim/report/rulings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/judge/quantity.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/text.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr int digits_shown = 5;

// A change in words, such as "0.9712 -> 0.9534, -0.0178 ±0.001, x 0.9817: worse".
std::string movement_text(const Movement& movement) {
    std::string text = short_number(movement.before, digits_shown) + " -> " +
                       short_number(movement.after, digits_shown) + ", ";
    const double difference =
        movement.tested ? movement.difference.mean : movement.after - movement.before;
    text += (difference > 0 ? "+" : "") + short_number(difference);
    const std::string spread =
        spread_text(movement.difference, [](double x) { return short_number(x, 2); });
    if (!spread.empty()) text += " " + spread;
    if (std::isfinite(movement.ratio())) text += ", x " + short_number(movement.ratio());
    return text + ": " + verdict_text(movement);
}

std::string change_text(const Change& change) {
    const Movement& most = change.most();
    if (change.moved() == 0) return "the same at " + counted(change.movements.size(), "point");
    if (change.movements.size() == 1) return movement_text(most);
    return moves_text(change) + "; most at " + most.at + ": " + movement_text(most);
}

Node movement_numbers(const Movement& movement) {
    Node node = Node::object();
    node.set("at", Node(movement.at));
    node.set("before", Node(movement.before));
    node.set("after", Node(movement.after));
    node.set("ratio", Node(movement.ratio()));
    if (movement.tested) {
        node.set("difference", Node(movement.difference.mean));
        node.set("half_width", Node(movement.difference.half_width()));
        node.set("p", Node(movement.p));
    }
    node.set("verdict", Node(std::string(name_of(movement.tendency))));
    return node;
}

Ruling ruling_on(const Change& change, Tolerance tolerance) {
    Ruling ruling{change.policy + " " + change.metric, change_text(change)};
    ruling.shown = change.moved() > 0;
    const bool may_be_noise = change.distinguishable() == 0 && !change.untestable();
    ruling.passed = change.moved() == 0 || (tolerance == Tolerance::noise && may_be_noise);
    ruling.numbers.set("policy", Node(change.policy));
    ruling.numbers.set("metric", Node(change.metric));
    ruling.numbers.set("verdict", Node(std::string(name_of(change.overall()))));
    ruling.numbers.set("points", Node(static_cast<int64_t>(change.movements.size())));
    ruling.numbers.set("tested", Node(static_cast<int64_t>(change.tested())));
    Node& movements = ruling.numbers.set("moved", Node::list());
    for (const Movement& movement : change.movements) {
        if (movement.tendency != Tendency::same) movements.append(movement_numbers(movement));
    }
    return ruling;
}

Ruling ruling_on_cells(const std::string& subject, const std::vector<std::string>& cells,
                       bool passed) {
    constexpr size_t most = 4;
    std::string text = counted(cells.size(), "cell") + ": ";
    Node names = Node::list();
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i < most) text += (i > 0 ? ", " : "") + cells[i];
        names.append(Node(cells[i]));
    }
    if (cells.size() > most) text += " and " + std::to_string(cells.size() - most) + " more";
    Ruling ruling{subject, text};
    ruling.numbers.set("cells", std::move(names));
    ruling.passed = passed;
    return ruling;
}

std::string headline_of(const Comparison& c) {
    const std::string cells = counted(c.cells, "cell");
    if (c.identical()) return "identical, " + cells;
    size_t moved = 0;
    size_t clear = 0;
    size_t untested = 0;
    size_t scarce = 0;
    for (const Change& change : c.changes) {
        moved += change.moved() > 0;
        clear += change.distinguishable() > 0;
        untested += change.distinguishable() == 0 && change.untestable();
        scarce += change.overall() == Tendency::insufficient;
    }
    if (moved == 0) return "no metric moved, but other parts of the results differ; " + cells;
    std::string how;
    const auto add = [&](size_t n, const std::string& word) {
        if (n > 0) how += ", " + (n < moved ? std::to_string(n) + " " : "") + word;
    };
    add(clear, "distinguishably");
    add(moved - clear - untested - scarce, "not distinguishably");
    add(untested, "untested");
    add(scarce, "with insufficient data");
    return counted(moved, "metric") + " moved" + how + "; " + cells;
}

std::string name_of(const Check& check) {
    if (!check.label.empty()) return check.label;
    std::string name = check.form == ClaimForm::order ? "order"
                       : !check.contrast.empty()      ? "contrast"
                                                      : check.policy;
    name += " " + check.metric;
    if (check.against && !check.against->policy.empty())
        name += " against " + check.against->policy;
    for (const auto& [axis, label] : check.at.members) {
        name += (name.find('@') == std::string::npos ? "@" : ",") + axis + "=" + label_text(label);
    }
    return name;
}

}  // namespace

std::string verdict_text(const Movement& movement) {
    const bool between = movement.tendency == Tendency::indistinguishable;
    if (between && !movement.tested) return "moved";
    std::string text = name_of(movement.tendency);
    if (between && movement.apart_alone()) text += ", Holm's p " + short_number(movement.p, 2);
    return text;
}

std::string moves_text(const Change& change) {
    std::string text = std::to_string(change.moved()) + " of " +
                       counted(change.movements.size(), "point") + " moved";
    const auto& all = change.movements;
    const auto insufficient = std::count_if(all.begin(), all.end(), [](const Movement& m) {
        return std::isnan(m.before) || std::isnan(m.after);
    });
    if (insufficient > 0) text += ", " + std::to_string(insufficient) + " with insufficient data";
    if (change.tested() == 0) return text + ", none was tested";
    text += "; of " + std::to_string(change.tested()) + " tested ";
    std::vector<std::string> verdicts;
    for (const Tendency one :
         {Tendency::better, Tendency::worse, Tendency::different, Tendency::indistinguishable}) {
        size_t n = 0;
        for (const Movement& s : change.movements) n += s.tested && s.tendency == one;
        if (n == 0) continue;
        verdicts.push_back(std::to_string(n) + " " + name_of(one));
    }
    return text + (verdicts.empty() ? "none" : joined(verdicts));
}

bool Assessment::passed() const {
    return !judged ||
           std::all_of(rulings.begin(), rulings.end(), [](const Ruling& r) { return r.passed; });
}

Assessment assessment_of(const Comparison& c, const std::string& name, const std::string& file,
                         Tolerance tolerance) {
    Assessment assessment{name, file, headline_of(c), {}, {}};
    const auto add = [&](const char* subject, const std::vector<std::string>& cells, bool passed) {
        if (!cells.empty()) assessment.rulings.push_back(ruling_on_cells(subject, cells, passed));
    };
    add("only before", c.only_before, false);
    add("only now", c.only_after, false);
    for (const Change& change : c.changes)
        assessment.rulings.push_back(ruling_on(change, tolerance));
    const bool tolerant = tolerance == Tolerance::noise;
    add("different requests, the same metrics", c.other_requests, tolerant);
    add("different numbers from the same requests", c.other_numbers, tolerant);
    return assessment;
}

std::vector<TrackedNumber> tracked_in(const Ledger& ledger) {
    std::vector<TrackedNumber> all;
    std::vector<std::string> policies;
    for (const LedgerCell& cell : ledger.cells) {
        const std::string policy = cell.policy();
        if (!contains(policies, policy)) {
            policies.push_back(policy);
        }
    }
    for (const std::string& policy : policies) {
        for (size_t m = 0; m < ledger.metrics.size(); ++m) {
            std::vector<double> sums;
            double cells = 0;
            for (const LedgerCell& cell : ledger.cells) {
                if (cell.policy() != policy) continue;
                sums.resize(cell.values[m].size());
                for (size_t r = 0; r < sums.size(); ++r) sums[r] += cell.values[m][r];
                ++cells;
            }
            for (double& x : sums) x /= cells;
            for (const MetricInfo& info : metric_infos()) {
                if (info.name != ledger.metrics[m]) continue;
                const bool share = info.kind == MetricKind::share;
                const Interval value = student_interval(sums, share ? from_zero_to_one : from_zero);
                if (std::isnan(value.mean)) continue;
                all.push_back({policy + " " + info.name, info.unit, value, info.better});
            }
        }
    }
    return all;
}

Assessment assessment_of(const Scenario& scenario, const std::vector<Check>& thresholds,
                         const Evidence& evidence) {
    Assessment assessment{scenario.name(), scenario.file(), "", {}, {}};
    size_t failed = 0;
    for (size_t i = 0; i < thresholds.size(); ++i) {
        const Check& check = thresholds[i];
        const Finding found = measure(scenario, check, evidence);
        Ruling ruling{name_of(check),
                      found_text(found) + ", expected " + bounds_text(found.expected)};
        ruling.passed = found.holds || found.aside;
        ruling.line = scenario.thresholds().items[i].where.line;
        ruling.numbers.set("mean", Node(found.ours.mean));
        ruling.numbers.set("half_width", Node(found.ours.half_width()));
        ruling.numbers.set("where", Node(found.where));
        ruling.numbers.set("least", Node(found.expected.low()));
        ruling.numbers.set("most", Node(found.expected.high()));
        failed += !ruling.passed;
        const Better better = !std::isfinite(found.expected.high())  ? Better::higher
                              : !std::isfinite(found.expected.low()) ? Better::lower
                                                                     : Better::neither;
        assessment.tracked.push_back({ruling.subject, "", found.ours, better});
        assessment.rulings.push_back(std::move(ruling));
    }
    assessment.headline = counted(thresholds.size(), "threshold") +
                          (failed > 0 ? ", " + std::to_string(failed) + " FAILED" : " held");
    return assessment;
}

}  // namespace mdisim
