#include "sim/scenario/claim_rules.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/axis_of_numbers.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

void add(std::vector<std::string>& names, const std::string& name) {
    if (!contains(names, name)) names.push_back(name);
}

std::string suggestion_of(const std::string& name, const std::vector<std::string>& names) {
    return suggestion(name, {names.begin(), names.end()});
}

bool within(const std::vector<double>& range, double x) {
    return range.empty() || (x >= range[0] && x <= range[1]);
}

// The number of positions on the axis that have this label.
size_t positions_named(const Axis& axis, const Node& label) {
    Axis one;
    size_t positions = 0;
    for (const AxisValue& value : axis.values) {
        one.values.assign(1, value);
        positions += position_on(one, label).has_value();
    }
    return positions;
}

void check_name(const Node* name, const std::string& pointer, const char* what,
                const std::vector<std::string>& names, Decoder& decoder) {
    if (name == nullptr || name->kind != Node::Kind::text) return;
    if (contains(names, name->text)) return;
    std::string advice = suggestion_of(name->text, names);
    if (advice.empty() && what == std::string("metric")) {
        advice = " 'mdisim list metrics' lists all.";
    }
    decoder.problem(*name, pointer,
                    std::string("there is no ") + what + " '" + name->text + "' here." + advice);
}

}  // namespace

ClaimRules::ClaimRules(const Scenario& scenario) : scenario_(scenario) {
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        for (const Combination& policy : point.policies) add(policies_, policy.name);
        for (const MetricInfo& info : metric_infos(point.world->grading())) {
            add(metrics_, info.name);
        }
        const auto& series = point.setting.world.series;
        windows_.insert(series ? Duration::from_ms(series->window_s * 1000) : Duration{});
        if (!series) continue;
        for (const MetricInfo& info : series_infos(point.world->grading())) {
            add(series_metrics_, info.name);
        }
    }
    for (const Axis& axis : scenario.axes()) axes_.push_back(axis.name());
}

std::string ClaimRules::no_such_axis(const std::string& name) const {
    for (const Axis& axis : scenario_.axes()) {
        if (!contains(axis.paths, name)) continue;
        return "'" + name + "' moves together with '" + axis.name() +
               "': that is the name of the axis";
    }
    return "there is no axis '" + name + "' here." + suggestion_of(name, axes_);
}

void ClaimRules::check_names(const Node& part, const std::string& pointer, Decoder& decoder) const {
    const auto known = [&](const Node* name, const std::string& below) {
        check_name(name, pointer + below, "policy", policies_, decoder);
    };
    known(part.find("policy"), "/policy");
    if (const Node* against = part.find("against"))
        known(against->find("policy"), "/against/policy");
    if (const Node* order = part.find("order")) {
        for (size_t i = 0; i < order->items.size(); ++i) {
            known(&order->items[i], "/order/" + std::to_string(i));
        }
    }
    check_metrics(part, pointer, decoder);
    const Node* along = part.find("along");
    if (along != nullptr && along->kind == Node::Kind::text && along->text != time_axis &&
        scenario_.grid().find(along->text) == nullptr) {
        decoder.problem(*along, pointer + "/along", no_such_axis(along->text));
    }
    if (const Node* range = part.find("range")) check_range(*range, pointer + "/range", decoder);
    for (const char* key : {"at", "against_at"}) {
        const Node* at = part.find(key);
        if (at != nullptr) check_labels(*at, pointer + "/" + key, decoder);
    }
    const Node* contrast = part.find("contrast");
    if (contrast != nullptr) check_contrast(*contrast, pointer + "/contrast", decoder);
}

// Accepts metrics of runs as well as of windows: which kind is right is known only when all parts
// of the check are put together.
void ClaimRules::check_metrics(const Node& part, const std::string& pointer,
                               Decoder& decoder) const {
    std::vector<std::string> all = metrics_;
    for (const std::string& name : series_metrics_) add(all, name);
    const auto known = [&](const Node* name, const std::string& below) {
        check_name(name, pointer + below, "metric", all, decoder);
    };
    known(part.find("metric"), "/metric");
    if (const Node* against = part.find("against"))
        known(against->find("metric"), "/against/metric");
    if (const Node* plus = part.find("plus")) {
        for (size_t i = 0; i < plus->items.size(); ++i) {
            known(&plus->items[i], "/plus/" + std::to_string(i));
        }
    }
}

void ClaimRules::check_range(const Node& range, const std::string& pointer,
                             Decoder& decoder) const {
    const std::vector<Node>& ends = range.items;
    for (const Node& end : ends) {
        if (!end.is_number()) return;  // the decoder notes such an end
    }
    if (range.kind != Node::Kind::list) return;
    if (ends.size() == 2 && ends[0].as_number() <= ends[1].as_number()) return;
    decoder.problem(range, pointer, "a 'range' is [from, to], not " + dump(range));
}

void ClaimRules::check_labels(const Node& at, const std::string& pointer, Decoder& decoder) const {
    if (at.kind != Node::Kind::object) {
        decoder.problem(at, pointer,
                        "expected an object of axes and labels on them, not " + name_of(at.kind));
        return;
    }
    for (size_t i = 0; i < at.members.size(); ++i) {
        const auto& [name, label] = at.members[i];
        const std::string below = pointer + "/" + name;
        const Axis* known = scenario_.grid().find(name);
        if (known == nullptr) {
            Node key;
            key.where = at.key_locations[i];
            decoder.problem(key, below, no_such_axis(name));
            continue;
        }
        const size_t positions = positions_named(*known, label);
        if (positions == 0) {
            decoder.problem(label, below, "the sweep of '" + name + "' has no " + dump(label));
        } else if (positions > 1) {
            decoder.problem(label, below,
                            "the sweep of '" + name + "' has " + dump(label) + " more than once");
        }
    }
}

void ClaimRules::check_contrast(const Node& contrast, const std::string& pointer,
                                Decoder& decoder) const {
    if (contrast.kind != Node::Kind::object) {
        decoder.problem(
            contrast, pointer,
            "expected an object of policies and their weights, not " + name_of(contrast.kind));
        return;
    }
    double sum = 0;
    double most = 0;
    for (size_t i = 0; i < contrast.members.size(); ++i) {
        const auto& [policy, weight] = contrast.members[i];
        Node key = Node(policy);
        key.where = contrast.key_locations[i];
        check_name(&key, pointer + "/" + policy, "policy", policies_, decoder);
        if (!weight.is_number() || !std::isfinite(weight.as_number())) {
            decoder.problem(weight, pointer + "/" + policy,
                            "a weight is a number, not " + dump(weight));
            return;
        }
        sum += weight.as_number();
        most = std::max(most, std::abs(weight.as_number()));
    }
    constexpr double rounding = 1e-9;  // weights such as 1/3 are rounded
    if (most == 0) {
        decoder.problem(contrast, pointer, "a contrast needs weights other than 0");
    } else if (std::abs(sum) > rounding * most) {
        decoder.problem(contrast, pointer,
                        "the weights of a contrast add up to 0, not to " + dump(Node(sum)));
    }
}

std::vector<Problem> ClaimRules::shortcomings(const Check& check, const Node& whole) const {
    std::vector<Problem> lacks;
    needs_of_form(check, whole, lacks);
    needs_of_axis(check, lacks);
    needs_of_labels(check, lacks);
    needs_of_time(check, lacks);
    if (lacks.empty() && check.form == ClaimForm::distance) needs_of_curve(check, lacks);
    return lacks;
}

void ClaimRules::needs_of_form(const Check& c, const Node& whole,
                               std::vector<Problem>& lacks) const {
    using enum ClaimForm;
    const std::string& form = names_of(Tag<ClaimForm>{})[static_cast<size_t>(c.form)];
    const auto needs = [&](const char* key) {
        const Node* there = whole.find(key);
        if (there == nullptr || there->kind == Node::Kind::null) {
            lacks.push_back({"", "", "'" + form + "' needs '" + key + "'"});
        }
    };
    if (c.form == recorded) {
        for (const char* key : {"curve", "series", "level"}) needs(key);
        return;
    }
    needs("metric");
    if (c.form == order) {
        needs("order");
        if (c.order.size() == 1) lacks.push_back({"", "", "an 'order' needs two policies or more"});
    } else {
        if (c.contrast.empty()) needs("policy");
    }
    needs_of_contrast(c, form, lacks);
    if (c.form == difference || c.form == ratio) needs("against");
    if (c.form == distance) needs("curve");
    if (c.form == share) needs("holds");
    if (c.form == crossing) needs("level");
    if (c.form == distance || c.form == monotone || c.form == share || c.form == crossing) {
        needs("along");
    }
}

void ClaimRules::needs_of_contrast(const Check& c, const std::string& form,
                                   std::vector<Problem>& lacks) const {
    using enum ClaimForm;
    const auto lack = [&](std::string what) { lacks.push_back({"", "", std::move(what)}); };
    if (c.contrast.empty()) return;
    if (c.form == difference || c.form == ratio || c.form == distance || c.form == order) {
        lack("'" + form + "' is not of a 'contrast'");
    }
    if (!c.policy.empty()) lack("'contrast' replaces 'policy'");
    if (c.against) lack("'contrast' replaces 'against'");
}

void ClaimRules::needs_of_axis(const Check& c, std::vector<Problem>& lacks) const {
    const auto lack = [&](std::string what) { lacks.push_back({"", "", std::move(what)}); };
    if (c.along.empty()) {
        if (!c.range.empty()) lack("a 'range' needs the axis in 'along'");
        if (c.take != Take::every) lack("'take' combines values along an axis: it needs 'along'");
        return;
    }
    if (c.along_time()) return;
    const Axis& along = *scenario_.grid().find(c.along);
    const bool numbers = is_of_numbers(along);
    const std::string not_numbers = " needs an axis of numbers, and '" + c.along + "' is not one";
    if (!numbers && c.form == ClaimForm::distance) lack("'distance'" + not_numbers);
    if (!numbers && c.form == ClaimForm::crossing) lack("'crossing'" + not_numbers);
    if (c.range.empty()) return;
    if (!numbers) return lack("a 'range'" + not_numbers);
    const bool empty = std::none_of(
        along.values.begin(), along.values.end(),
        [&](const AxisValue& value) { return within(c.range, value.label.as_number()); });
    if (empty) lack("no value on '" + c.along + "' is in 'range'");
}

void ClaimRules::needs_of_labels(const Check& c, std::vector<Problem>& lacks) const {
    if (c.form == ClaimForm::recorded) return;
    for (const Axis& axis : scenario_.axes()) {
        for (const Node* at : {&c.at, &c.against_at}) {
            const Node* label = at->find(axis.name());
            if (axis.name() == c.along && label != nullptr) {
                lacks.push_back(
                    {"", "", "'" + axis.name() + "' is in 'along' and cannot be in 'at' too"});
            } else if (axis.name() != c.along && label == nullptr && axis.values.size() > 1) {
                lacks.push_back(
                    {"", "", "'at' must say where on '" + axis.name() + "' the number is read"});
            }
        }
    }
}

// Notes metrics of whole runs in checks over windows of time, and metrics of windows in other
// checks.
void ClaimRules::needs_of_time(const Check& c, std::vector<Problem>& lacks) const {
    const auto lack = [&](std::string what) { lacks.push_back({"", "", std::move(what)}); };
    const auto need = [&](const std::string& metric, bool windows) {
        if (metric.empty() || contains(windows ? series_metrics_ : metrics_, metric)) return;
        lack(
            "'" + metric + "' is known of " +
            (windows ? "whole runs only" : "windows of time only: use 'during_s' or along time_s"));
    };
    const bool other = c.against && !c.against->during_s.empty();
    const bool any = c.along_time() || !c.during_s.empty() || other;
    if (any && windows_.contains(Duration{})) {
        return lack("windows of time need the scenario's 'series'");
    }
    if (c.along_time() && (other || !c.during_s.empty())) {
        lack("along time_s, 'range' selects windows, not 'during_s'");
    }
    const bool windows = c.along_time() || !c.during_s.empty();
    need(c.metric, windows);
    for (const std::string& metric : c.plus) need(metric, windows);
    if (c.against) need(c.against->metric, windows || other);
    if (other && !windows) lack("'against' has 'during_s': the check needs it too");
    needs_of_windows(c.during_s, lacks);
    if (other) needs_of_windows(c.against->during_s, lacks);
}

void ClaimRules::needs_of_windows(const std::vector<double>& during_s,
                                  std::vector<Problem>& lacks) const {
    constexpr double longest = 2e6;
    if (during_s.empty()) return;
    if (during_s.size() != 2 || during_s[0] < 0 || during_s[0] >= during_s[1] ||
        during_s[1] > longest) {
        return lacks.push_back({"", "", "'during_s' is [from, until], from 0 on"});
    }
    for (const Duration window : windows_) {
        for (const double s : during_s) {
            if (Duration::from_ms(s * 1000).ns % window.ns == 0) continue;
            return lacks.push_back({"", "",
                                    "'during_s' is of whole windows, and they are " +
                                        dump(Node(static_cast<double>(window.ns) / 1e9)) +
                                        " s long"});
        }
    }
}

void ClaimRules::needs_of_curve(const Check& c, std::vector<Problem>& lacks) const {
    const std::string& series = c.series.empty() ? c.policy : c.series;
    std::vector<std::string> known;
    try {
        for (const CurvePoint& point : scenario_.published(c.curve)) {
            if (point.metric != c.metric) continue;
            add(known, point.series);
            if (point.series == series && within(c.range, point.x)) return;
        }
    } catch (const UserError& error) {
        lacks.insert(lacks.end(), error.problems().begin(), error.problems().end());
        return;
    }
    const bool there = contains(known, series);
    lacks.push_back({"", "",
                     "'" + c.curve + "' has no " + c.metric + " of '" + series + "'" +
                         (there ? " in 'range'" : "." + suggestion_of(series, known))});
}

}  // namespace mdisim
