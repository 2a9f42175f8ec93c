#include "sim/report/page/comparison_section.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/figures/comparison_figures.hpp"
#include "sim/report/files.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

constexpr size_t longest_value = 160;  // letters of a setting

// A setting as text: what is long is cut, what is absent is said to be.
std::string setting_text(const Node* node) {
    if (node == nullptr) return "not set";
    std::string text = label_text(*node);
    if (text.size() <= longest_value) return text;
    size_t end = longest_value;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // in a letter
    return text.substr(0, end) + "…";
}

class Differing {
  public:
    explicit Differing(Table& table) : table_(table) {}

    void compare(const Node* a, const Node* b, const std::string& path) {
        if (a != nullptr && b != nullptr && dump(*a) == dump(*b)) return;
        const bool inside = a != nullptr && b != nullptr && a->kind == b->kind;
        if (inside && a->kind == Node::Kind::object) return members(*a, *b, path);
        if (inside && a->kind == Node::Kind::list && a->items.size() == b->items.size())
            return items(*a, *b, path);
        table_.rows.push_back({path, setting_text(a), setting_text(b)});
    }

  private:
    void members(const Node& a, const Node& b, const std::string& path) {
        std::vector<std::string> keys;
        for (const Node* node : {&a, &b}) {
            for (const auto& [key, value] : node->members) {
                if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
            }
        }
        for (const std::string& key : keys)
            compare(a.find(key), b.find(key), path.empty() ? key : path + "." + key);
    }
    // The items of a list are named where they have names.
    void items(const Node& a, const Node& b, const std::string& path) {
        for (size_t i = 0; i < a.items.size(); ++i) {
            const Node* name = a.items[i].find("name");
            const bool named = name != nullptr && name->kind == Node::Kind::text;
            compare(&a.items[i], &b.items[i],
                    path + "." + (named ? name->text : std::to_string(i)));
        }
    }

    Table& table_;
};

std::string scaled_text(double x, const Caption& caption) {
    return std::isnan(x) ? "" : short_number(x * caption.scale, 5);
}

// All movements of a comparison, in the units in which figures show them.
void write_movements(Section& section, const Comparison& comparison, const std::string& before,
                     const std::string& after, const PolicyNames& labels) {
    Table& table = section.table;
    table.head = {"policy",     "metric", "where", before,   after,
                  "difference", "low",    "high",  "verdict"};
    table.labels = 3;
    table.points = table.shown = 1;
    section.csv = "policy,metric,where,before,after,difference,low,high,p\n";
    const std::vector<MetricInfo>& infos = metric_infos();
    for (const Change& change : comparison.changes) {
        const size_t m = metric_index(infos, change.metric);
        const Caption caption =
            m < infos.size() ? caption_of_metric(infos[m]) : Caption{change.metric};
        const auto label = labels.find(change.policy);
        const std::string& policy = label == labels.end() ? change.policy : label->second;
        for (const Movement& movement : change.movements) {
            if (movement.tendency == Tendency::same) continue;
            const Interval& d = movement.difference;
            const double by = movement.tested ? d.mean : movement.after - movement.before;
            table.rows.push_back(
                {policy, caption.label, movement.at.empty() ? "everywhere" : movement.at,
                 scaled_text(movement.before, caption), scaled_text(movement.after, caption),
                 scaled_text(by, caption), scaled_text(d.low, caption),
                 scaled_text(d.high, caption), verdict_text(movement)});
            section.csv += quoted(change.policy) + ',' + change.metric + ',' + quoted(movement.at);
            for (double x : {movement.before, movement.after, by, d.low, d.high, movement.p})
                section.csv += ',' + (std::isfinite(x) ? short_number(x, 6) : "");
            section.csv += '\n';
        }
    }
}

}  // namespace

Node settings_of_policy(const Node& resolved, const std::string& name) {
    const Node* policies = resolved.find("policies");
    if (policies == nullptr) return {};
    for (const Node& policy : policies->items) {
        const Node* called = policy.find("name");
        if (called == nullptr || called->text != name) continue;
        Node settings = policy;
        settings.erase("name");
        return settings;
    }
    return {};
}

Table differing_settings(const ComparedSide& before, const ComparedSide& after) {
    Table table;
    table.head = {"setting", before.name, after.name};
    table.labels = 1;
    Differing(table).compare(&before.settings, &after.settings, "");
    return table;
}

Section comparison_section(const Scenario& scenario, const Manifest& manifest,
                           const ComparedSide& before, const ComparedSide& after,
                           const Comparison& comparison, const Assessment& assessment,
                           const PolicyNames& labels) {
    Section section;
    section.name = before.name + " beside " + after.name;
    section.about = scenario.about();
    section.manifest = manifest.document;
    section.beside = {assessment.headline, "Settings that differ",
                      differing_settings(before, after),
                      "Settings that differ between the two. A setting that is not listed is the "
                      "same in both."};
    section.figures = comparison_figures(scenario, comparison, before.name, after.name, labels);
    write_movements(section, comparison, before.name, after.name, labels);
    return section;
}

}  // namespace mdisim
