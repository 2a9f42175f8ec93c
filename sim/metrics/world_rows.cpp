#include "sim/metrics/world_rows.hpp"

#include <algorithm>
#include <string>

#include "sim/measure/grading.hpp"
#include "sim/measure/phone_uses.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

// Whether a world has the metrics of this kind, for phones with this battery.
bool has(const Grading& grading, Having having, double battery_wh) {
    switch (having) {
        case Having::phone_models:
            return !grading.phone_accuracy.empty();
        case Having::pictures:
            return grading.pictures;
        case Having::battery:
            return battery_wh > 0;
        case Having::uses:
            return grading.uses.has_value();
        case Having::garbage:
            return grading.uses &&
                   std::any_of(grading.uses->models.begin(), grading.uses->models.end(),
                               [](const ModelUses& m) { return m.garbage.has_value(); });
        case Having::lines:
            return grading.lines;
        case Having::prices:
            return grading.prices.any();
        case Having::sites:
            return !grading.site_names.empty();
        case Having::retries:
            return grading.most_attempts > 0;
        case Having::correctness:
        case Having::labels:
            return grading.correctness;
        case Having::logged_executions:
            return grading.logged_executions;
        case Having::capacity:
            return grading.capacity_bound;
        case Having::every:
        case Having::model:
            break;
    }
    return true;
}

// word: what stands for the name of a model or a site.
MetricInfo of_one(MetricInfo info, const std::string& word, const std::string& name) {
    for (std::string* text : {&info.name, &info.title}) {
        text->replace(text->find(word), word.size(), name);
    }
    return info;
}

MetricInfo of_class(MetricInfo info, const std::string& name) {
    info.name += "." + name;
    info.title += ", " + name;
    info.doc += "; of the requests of this class";
    info.row += ".<class>";
    return info;
}

void add_row(std::vector<WorldRow>& list, const MetricRow& row, const Grading& grading) {
    const bool of_models = of_each_model(row.having);
    if (!of_models && !of_each_site(row.having)) return list.push_back({&row});
    const size_t n = of_models ? grading.cloud_names.size() : grading.site_names.size();
    for (size_t m = 0; m < n; ++m) list.push_back({&row, m});
}

// The rows of Having::every and Having::model for which known() is true.
template <class Known>
std::vector<WorldRow> general_rows(const Grading& grading, Known known) {
    std::vector<WorldRow> list;
    for (const MetricRow& row : metric_rows()) {
        if (!known(row)) continue;
        if (row.having == Having::every || row.having == Having::model) add_row(list, row, grading);
    }
    return list;
}

template <class Known>
void add_further(std::vector<WorldRow>& list, const Grading& grading, Known known) {
    for (const MetricRow& row : metric_rows()) {
        if (row.having == Having::every || row.having == Having::model) continue;
        if (known(row) && has(grading, row.having, grading.battery_wh)) add_row(list, row, grading);
    }
}

}  // namespace

std::vector<WorldRow> run_rows(const Grading& grading) {
    const auto known = [](const MetricRow& row) { return row.of_runs(); };
    std::vector<WorldRow> list = general_rows(grading, known);
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        const bool phones = !grading.class_phones.empty();
        const double battery_wh = phones ? grading.class_phones[c].battery_wh : grading.battery_wh;
        for (const MetricRow& row : metric_rows()) {
            if (!row.of_classes && !(phones && row.of_phones)) continue;
            if (has(grading, row.having, battery_wh)) list.push_back({&row, 0, c});
        }
    }
    add_further(list, grading, known);
    return list;
}

std::vector<WorldRow> window_rows(const Grading& grading) {
    const auto known = [](const MetricRow& row) { return row.window.known(); };
    std::vector<WorldRow> list = general_rows(grading, known);
    add_further(list, grading, known);
    return list;
}

std::vector<MetricInfo> infos_of(const std::vector<WorldRow>& rows, const Grading& grading) {
    std::vector<MetricInfo> infos;
    infos.reserve(rows.size());
    for (const auto& [row, model, request_class] : rows) {
        if (request_class) {
            infos.push_back(of_class(row->info, grading.class_names[*request_class]));
        } else if (of_each_model(row->having)) {
            infos.push_back(of_one(row->info, "<model>", grading.cloud_names[model]));
        } else if (of_each_site(row->having)) {
            infos.push_back(of_one(row->info, "<site>", grading.site_names[model]));
        } else {
            infos.push_back(row->info);
        }
    }
    return infos;
}

}  // namespace mdisim
