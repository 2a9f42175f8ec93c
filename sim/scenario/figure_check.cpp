#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

std::vector<std::string> names_in(const std::vector<MetricInfo>& infos) {
    std::vector<std::string> names;
    for (const MetricInfo& info : infos) names.push_back(info.name);
    return names;
}

std::vector<std::string_view> views(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

class FigureCheck {
  public:
    FigureCheck(const WrittenFigure& w, const FigureWords& words, std::vector<Problem>& problems)
        : figure_(w.figure),
          written_(w.node),
          pointer_(w.pointer),
          words_(words),
          problems_(problems),
          policies_(views(words.policies)) {
        for (const auto& [name, labels] : words.axes) axes_.push_back(name);
    }

    void run() {
        const size_t before = problems_.size();
        check_x();
        check_y();
        check_groups();
        check_picks();
        check_looks();
        if (problems_.size() == before) check_one_each();
    }

  private:
    bool is(FigureKind kind) const { return figure_.kind == kind; }

    // The node of a key's value or, if the value is a list, of its item i.
    const Node& location(const char* key, size_t i = 0) const {
        const Node* node = written_.find(key);
        if (node == nullptr) return written_;
        return node->kind == Node::Kind::list && i < node->items.size() ? node->items[i] : *node;
    }
    void tell(const Node& at, const std::string& key, std::string what) {
        const std::string pointer = key.empty() ? pointer_ : pointer_ + "/" + key;
        problems_.push_back({at.where.text(), pointer, std::move(what)});
    }
    void refuse(bool wrong, const char* key, std::string what) {
        if (wrong) tell(location(key), key, std::move(what));
    }
    void unknown(const char* key, size_t i, const std::string& kind, const std::string& name,
                 const std::vector<std::string_view>& known) {
        std::string advice = suggestion(name, known);
        if (advice.empty() && kind == "metric") advice = " 'mdisim list metrics' lists all.";
        tell(location(key, i), key, "there is no " + kind + " '" + name + "'." + advice);
    }

    void check_policies(const char* key, const std::vector<std::string>& names) {
        for (size_t i = 0; i < names.size(); ++i)
            if (!contains(policies_, names[i])) unknown(key, i, "policy", names[i], policies_);
    }

    void check_x() {
        if (figure_.of_distributions()) {
            if (!figure_.x.empty()) tell(location("x"), "x", "tails and cdf have no 'x'");
        } else if (is(FigureKind::stages)) {
            if (!figure_.x.empty()) tell(location("x"), "x", "stages have no 'x'");
            if (!words_.records) tell(written_, "", "stages need \"records\" in the scenario");
        } else if (is(FigureKind::scatter)) {
            check_metric("x", 0, figure_.x);
        } else if (figure_.over_time()) {
            if (!words_.series) tell(location("x"), "x", "'time_s' needs the scenario's 'series'");
        } else if (!figure_.x.empty()) {
            if (!contains(axes_, figure_.x)) unknown("x", 0, "axis", figure_.x, axes_);
        } else if (!is(FigureKind::bars)) {
            tell(written_, "", "it needs an 'x': an axis of the sweep");
        }
    }

    void check_y() {
        if (!figure_.over.empty()) check_policies("over", {figure_.over});
        refuse(!figure_.over.empty() && figure_.y_labels.empty(), "over",
               "'over' needs 'y_labels': of what is it a share?");
        if (figure_.y.empty()) tell(location("y"), "y", "it needs at least one name in 'y'");
        for (size_t i = 0; i < figure_.y.size(); ++i) {
            const std::string& name = figure_.y[i];
            if (is(FigureKind::areas)) {
                check_area(i, name);
            } else if (is(FigureKind::stages)) {
                if (name != "latency_ms") unknown("y", i, "sum of stages", name, {"latency_ms"});
            } else if (figure_.of_distributions()) {
                std::vector<std::string_view> known;
                for (const Quantity& quantity : all_quantities()) known.push_back(quantity.name);
                if (!contains(known, name)) unknown("y", i, "distribution", name, known);
            } else {
                check_metric("y", i, name);
            }
        }
    }

    void check_area(size_t i, const std::string& name) {
        std::vector<std::string_view> known = {"usage"};
        if (figure_.over_time()) known.push_back("active");
        if (!contains(known, name)) unknown("y", i, "area", name, known);
    }

    void check_metric(const char* key, size_t i, const std::string& name) {
        std::vector<std::string> parts = {"usage."};
        if (figure_.over_time()) parts.push_back("active.");
        const Grading all = graded_in_all(words_.models, words_.classes, words_.sites);
        const std::vector<std::string> known =
            names_in(figure_.over_time() ? series_infos(all) : metric_infos(all));
        for (const std::string& part : parts) {
            if (name.starts_with(part) && words_.models.empty()) return;
        }
        if (!contains(views(known), name)) unknown(key, i, "metric", name, views(known));
    }

    void check_groups() {
        for (const char* key : {"series", "panels"}) {
            const std::string& name =
                key == std::string("series") ? figure_.series : figure_.panels;
            if (name.empty() || name == "policy") continue;
            std::vector<std::string_view> known = axes_;
            known.push_back("policy");
            if (!contains(known, name)) {
                unknown(key, 0, "axis", name, known);
            } else if (name == figure_.x || (name == figure_.series && name == figure_.panels)) {
                tell(location(key), key,
                     "'" + name + "' is used twice: x, series and panels differ");
            }
        }
        const bool of_policies = figure_.series == "policy";
        refuse(is(FigureKind::areas) && !of_policies, "series",
               "the series of areas are the models");
        refuse(is(FigureKind::stages) && !of_policies, "series",
               "the series of stages are the stages");
        check_policies("policies", figure_.policies);
        check_policies("less_best_of", figure_.less_best_of);
        const bool over_points = is(FigureKind::lines) && !figure_.over_time();
        refuse(!figure_.less_best_of.empty() && !over_points, "less_best_of",
               "'less_best_of' is for lines over an axis of the sweep");
    }

    void check_picks() {
        const Node* where = written_.find("where");
        for (const Pick& pick : figure_.where) {
            const Node* values = where != nullptr ? where->find(pick.axis) : nullptr;
            const Node& at = values != nullptr ? *values : written_;
            const std::string key = "where/" + pick.axis;
            const std::vector<Node>* labels = labels_of(pick.axis);
            if (labels == nullptr) {
                tell(at, key,
                     "there is no axis '" + pick.axis + "'." + suggestion(pick.axis, axes_));
                continue;
            }
            for (const std::string& wanted : pick.labels) {
                const Pick one{pick.axis, {wanted}};
                if (std::any_of(labels->begin(), labels->end(),
                                [&](const Node& label) { return one.has(label); })) {
                    continue;
                }
                std::vector<std::string> known;
                for (const Node& label : *labels) known.push_back(label_text(label));
                tell(at, key,
                     "'" + pick.axis + "' is nowhere '" + wanted + "'." +
                         suggestion(wanted, views(known)));
            }
        }
    }

    void check_looks() {
        if (!figure_.behind.empty()) check_behind();
        if (figure_.spread != Spread::interval) check_spread();
        if (!figure_.x_lines.empty()) check_x_lines();
        refuse(!figure_.y_labels.empty() && figure_.y_labels.size() != figure_.y.size(), "y_labels",
               "as many labels as there are names in 'y'");
        refuse(!figure_.y_range.empty() && figure_.y.size() > 1, "y_range",
               "a range for y is for one metric");
        if (!figure_.x_range.empty() && (is(FigureKind::bars) || is(FigureKind::stages))) {
            tell(location("x_range"), "x_range", "bars stand side by side: 'where' chooses them");
        }
        for (const char* key : {"x_range", "y_range"}) {
            const auto& range = key == std::string("x_range") ? figure_.x_range : figure_.y_range;
            if (range.empty() || (range.size() == 2 && range[0] < range[1])) continue;
            const Node* node = written_.find(key);
            tell(node != nullptr ? *node : written_, key, "expected [from, to] with from < to");
        }
    }

    void check_behind() {
        if (!is(FigureKind::lines) && !figure_.of_distributions()) {
            tell(location("behind"), "behind", "published curves go behind lines, tails and cdf");
        } else if (!contains(views(words_.published), figure_.behind)) {
            unknown("behind", 0, "published curve", figure_.behind, views(words_.published));
        }
    }

    void check_spread() {
        const bool drawn = is(FigureKind::lines) || is(FigureKind::bars);
        if (!drawn || figure_.over_time()) {
            return tell(location("spread"), "spread", "lines and bars over an axis have a spread");
        }
        if (std::any_of(figure_.y.begin(), figure_.y.end(), [&](const std::string& metric) {
                return figure_.spread_of(metric) != nullptr;
            })) {
            return;
        }
        tell(location("spread"), "spread",
             "no metric in 'y' has this spread, which " + joined(metrics_with(figure_.spread)) +
                 " have");
    }

    void check_x_lines() {
        const std::vector<Node>* labels = labels_of(figure_.x);
        const bool numbers =
            labels == nullptr || std::all_of(labels->begin(), labels->end(),
                                             [](const Node& label) { return label.is_number(); });
        if (numbers && (is(FigureKind::lines) || figure_.of_distributions())) return;
        tell(location("x_lines"), "x_lines",
             "vertical lines cross lines over numbers, tails and cdf");
    }

    // Notes axes by which several cells would be drawn as one mark: an axis that is not x, series
    // or panels must have one value.
    void check_one_each() {
        const auto used = [&](const std::string& name) {
            const bool stacked = is(FigureKind::areas) || is(FigureKind::stages);
            const bool series = name == figure_.series && !stacked;
            return series || name == figure_.panels;
        };
        const auto shown = static_cast<size_t>(
            std::count_if(words_.policies.begin(), words_.policies.end(),
                          [&](const std::string& policy) { return figure_.shows(policy); }));
        const std::string advice = ": it goes on series or panels, or one is picked with \"";
        if (!used("policy") && shown > 1) {
            tell(written_, "", "several policies would be drawn as one" + advice + "policies\"");
        }
        for (const auto& [name, labels] : words_.axes) {
            if (name == figure_.x || used(name) || is(FigureKind::scatter)) continue;
            const auto left = std::count_if(
                labels.begin(), labels.end(),
                [&, &axis = name](const Node& label) { return figure_.shows(axis, label); });
            if (left < 2) continue;
            tell(written_, "",
                 "several values of '" + name + "' would be drawn as one" + advice + "where\"");
        }
    }

    const std::vector<Node>* labels_of(const std::string& axis) const {
        for (const auto& [name, labels] : words_.axes) {
            if (name == axis) return &labels;
        }
        return nullptr;
    }

    const Figure& figure_;
    const Node& written_;
    const std::string& pointer_;
    const FigureWords& words_;
    std::vector<Problem>& problems_;
    std::vector<std::string_view> policies_;
    std::vector<std::string_view> axes_;
};

}  // namespace

void check_figure(const WrittenFigure& figure, const FigureWords& words,
                  std::vector<Problem>& problems) {
    FigureCheck(figure, words, problems).run();
}

}  // namespace mdisim
