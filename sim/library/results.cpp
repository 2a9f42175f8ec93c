#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/archive.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/two_policies.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/library/merging.hpp"
#include "sim/library/request_rows.hpp"
#include "sim/library/results_state.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/explanation.hpp"
#include "sim/report/figures/figure_json.hpp"
#include "sim/report/figures/figures.hpp"
#include "sim/report/warnings.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// The index of a metric. Throws UserError if there is none of the name.
size_t index_of(const std::vector<MetricInfo>& infos, const std::string& name) {
    const size_t index = metric_index(infos, name);
    if (index < infos.size()) return index;
    std::vector<std::string_view> known;
    for (const MetricInfo& info : infos) known.emplace_back(info.name);
    throw UserError("there is no metric '" + name + "' in these results." +
                    suggestion(name, known));
}

// The point at these labels. An axis that is not named has the position of the scenario's home.
size_t point_at(const Scenario& scenario, const std::vector<std::pair<std::string, Value>>& at) {
    const Grid& grid = scenario.grid();
    std::vector<size_t> positions;
    std::vector<std::string_view> names;
    for (size_t a = 0; a < grid.axes().size(); ++a) {
        positions.push_back(grid.position(a, scenario.home()));
        names.emplace_back(grid.axes()[a].name());
    }
    std::vector<Problem> problems;
    for (const auto& [axis, value] : at) {
        const auto named = std::find(names.begin(), names.end(), axis);
        if (named == names.end()) {
            problems.push_back({axis, "", "is no axis of the sweep." + suggestion(axis, names)});
            continue;
        }
        const auto a = static_cast<size_t>(named - names.begin());
        const auto position = position_on(grid.axes()[a], parse_value(value.text(), axis));
        if (position) {
            positions[a] = *position;
        } else {
            problems.push_back({axis, "", "the sweep has no value " + value.text()});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return grid.point_at(positions);
}

}  // namespace

std::vector<AtAxis> labels_of(const Scenario& scenario, const std::vector<Node>& labels) {
    std::vector<AtAxis> at;
    for (size_t a = 0; a < labels.size(); ++a) {
        at.push_back({scenario.axes()[a].name(), label_text(labels[a]),
                      labels[a].is_number() ? labels[a].as_number() : nan});
    }
    return at;
}

ResultsMaker::ResultsMaker(Scenario scenario, const std::string& folder)
    : state_(std::make_shared<Results::State>()) {
    state_->scenario = std::make_shared<const Scenario>(std::move(scenario));
    state_->folder = folder;
}

void ResultsMaker::add(const CellRow& row) {
    if (known_.change_to(row)) {
        infos_ = std::make_shared<const std::vector<MetricInfo>>(known_.infos());
    }
    fingerprint_.add(row);
    auto kept =
        std::make_shared<Row::State>(Row::State{row, labels_of(scenario(), row.at), infos_});
    kept->row.series.clear();
    kept->row.distributions.clear();
    state_->rows.push_back(Row(std::move(kept)));
}

std::shared_ptr<const Results::State> ResultsMaker::take() {
    state_->fingerprint = fingerprint_.digest().hex();
    return std::move(state_);
}

const std::vector<AtAxis>& Row::at() const& { return state_->at; }
std::string Row::policy() const { return state_->row.policy; }
bool Row::knows_truth() const { return state_->row.knows_truth; }
int64_t Row::replications() const { return state_->row.replications; }
int64_t Row::requests() const { return state_->row.requests; }
std::string Row::fingerprint() const { return state_->row.fingerprint.hex(); }

std::vector<std::string> Row::metrics() const {
    std::vector<std::string> names;
    for (const MetricInfo& info : *state_->infos) names.push_back(info.name);
    return names;
}

MetricValue Row::metric(const std::string& name) const {
    const size_t index = index_of(*state_->infos, name);
    const Metric& metric = state_->row.metrics[index];
    const Interval& i = metric.interval;
    return {name, (*state_->infos)[index].unit, i.mean, i.low, i.high, metric.replications};
}

Results Results::read(const std::string& folder) {
    ResultsMaker results(scenario_in(folder), folder);
    const std::string file = store_file(folder);
    if (!std::filesystem::exists(file)) {
        throw UserError({{folder, "", "holds no results: there is no " + file}});
    }
    Store store = Store::to_read(file);
    Warnings warnings(results.scenario());
    each_row(results.scenario(), store, [&](const CellRow& row) {
        warnings.add(row);
        results.add(row);
    });
    results.warn(warnings.of_policies());
    return Results(results.take());
}

Results Results::merge(const std::vector<std::string>& shares, const std::string& folder,
                       const std::string& command) {
    std::unique_ptr<ResultsMaker> results;
    const auto maker_of = [&](const Scenario& scenario) {
        results = std::make_unique<ResultsMaker>(scenario, folder);
        return RowVisitor([&](const CellRow& row) { results->add(row); });
    };
    const Delivered delivered = merge_into(folder, shares, command, maker_of);
    results->warn(delivered.warnings);
    return Results(results->take());
}

std::string Results::scenario() const { return state_->scenario->name(); }
std::string Results::fingerprint() const { return state_->fingerprint; }
const std::vector<Row>& Results::rows() const& { return state_->rows; }
std::vector<std::string> Results::warnings() const { return state_->warnings; }

Row Results::row(const std::string& policy,
                 const std::vector<std::pair<std::string, Value>>& at) const {
    const size_t point = point_at(*state_->scenario, at);
    std::vector<std::string_view> known;
    for (const Row& row : state_->rows) {
        if (row.state_->row.point != point) continue;
        const std::string& name = row.state_->row.policy;
        if (name == policy) return row;
        known.emplace_back(name);
    }
    throw UserError("there is no policy '" + policy + "' in these results." +
                    suggestion(policy, known));
}

std::vector<Difference> Results::compare(const std::string& before, const std::string& after,
                                         const std::string& metric) const {
    (void)row(before);
    (void)row(after);
    std::vector<RowPair> pairs;
    std::vector<const Row*> shown;
    for (const Row& one : state_->rows) {
        if (one.policy() != before) continue;
        for (const Row& other : state_->rows) {
            const bool beside = other.state_->row.point == one.state_->row.point;
            if (!beside || other.policy() != after) continue;
            (void)index_of(*one.state_->infos, metric);
            pairs.emplace_back(&one.state_->row, &other.state_->row);
            shown.push_back(&one);
        }
    }
    std::vector<Difference> differences;
    const Change change = change_of(pairs, metric);
    for (size_t i = 0; i < change.movements.size(); ++i) {
        const Movement& m = change.movements[i];
        const Interval& d = m.difference;
        differences.push_back(
            {shown[i]->at(), m.before, m.after, d.mean, d.low, d.high, m.p, name_of(m.tendency)});
    }
    return differences;
}

std::string Results::explain(uint64_t request,
                             const std::vector<std::pair<std::string, Value>>& at) const {
    const Scenario& scenario = *state_->scenario;
    return explanation_text(explain_request(scenario, point_at(scenario, at), request), {});
}

std::string Results::figure(const std::string& figure) const {
    Node document = state_->scenario->written_out();
    Node list = Node::list();
    list.append(parse_document(figure, "the figure"));
    document.set("figures", std::move(list));
    const Scenario scenario = Scenario::from(std::move(document), "", state_->scenario->name());
    Figures figures(scenario, state_->folder);
    for (const Row& row : state_->rows) figures.add(row.state_->row);
    return dump(figure_document(figures.take().at(0)));
}

std::vector<RequestRow> Results::requests(const Row& row, uint64_t first, uint64_t count,
                                          uint32_t replication) const {
    if (replication >= static_cast<uint64_t>(row.replications())) {
        throw UserError("there is no replication " + std::to_string(replication) + ": there are " +
                        std::to_string(row.replications()) + ", and the first is 0");
    }
    // What the folder's store has of trials is read from there.
    Archive archive;
    Store store = Store::in_memory();
    if (!state_->folder.empty()) archive.add(store_file(state_->folder));
    store.consult(archive);
    return request_rows(*state_->scenario, row.state_->row, store, first, count, replication);
}

}  // namespace mdisim
