#include "sim/report/requests.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include "sim/campaign/folder/results_folder.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/ensemble.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/report/files.hpp"
#include "sim/report/result_files.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The fields of one line. Those of stages that did not happen are empty.
class Line {
  public:
    explicit Line(std::string head) : text_(std::move(head)) {}

    Line& add(const std::string& field) {
        if (!first_) text_ += ',';
        first_ = false;
        text_ += field;
        return *this;
    }
    Line& add(Duration d, bool happened = true) { return add(happened ? exact_ms(d) : ""); }
    Line& flag(bool yes) { return add(std::string(yes ? "1" : "0")); }
    std::string text() const { return text_ + '\n'; }

  private:
    std::string text_;
    bool first_ = true;
};

void add_rights(Line& line, const Outcome& o) {
    const auto add = [&](bool there, bool right) {
        line.add(o.rights.drawn && there ? std::string(right ? "1" : "0") : "");
    };
    add(o.answer != Answer::none, o.rights.answer);
    add(o.executed, o.rights.cloud);
    add(o.phone_answered(), o.rights.phone);
    add(true, o.rights.labelled);
}

// Whether the scenario has a block of this name at any point.
bool has_block(const Scenario& scenario, const std::string& key) {
    for (const Axis& axis : scenario.axes()) {
        const bool sets = std::any_of(axis.paths.begin(), axis.paths.end(),
                                      [&](const auto& path) { return path.starts_with(key); });
        if (sets) return true;
    }
    return scenario.resolved(0).find(key) != nullptr;
}

std::string line_of(const std::string& head, const ReadyWorld& world, Duration sla,
                    const Record& record, bool with_sites, bool with_rights) {
    const Outcome& o = record.outcome;
    const Best answer = answer_of(o);
    const bool answered = answer.answer != Answer::none;
    const bool sent = o.model != no_model;
    const bool copied = o.phone.ns >= 0;
    const std::string cloud_model = sent ? world.models().names()[o.model] : "";
    const std::string phone_model = copied ? world.phones().models().names()[o.phone_model] : "";
    const auto accuracy = accuracy_of(world, answer);
    Line line(head);
    line.add(std::string("0"))
        .add(std::to_string(o.index))
        .add(std::to_string(record.phone))
        .add(world.classes().sla(record.outcome, sla));
    line.add(Duration{o.created.ns}).add(quoted(cloud_model)).add(quoted(phone_model));
    line.add(o.earlier, sent).add(o.prepare, sent).add(o.uplink, sent);
    line.add(o.cloud_prepare, sent).add(o.wait, sent);
    line.add(o.execution, o.executed).add(o.downlink, o.executed);
    line.add(o.phone_start, copied).add(o.phone, copied);
    line.add(name_of(answer.answer)).add(accuracy ? number_text(*accuracy) : "");
    line.add(o.latency, answered).flag(o.on_time).flag(o.rescued);
    line.add(name_of(record.best.answer)).add(quoted(model_name(world, record.best)));
    line.add(record.best_at, record.best.answer != Answer::none);
    if (with_sites) {
        const bool known = sent && world.has_sites();
        line.add(known ? quoted(world.site_views()[o.site].name) : "");
    }
    if (with_rights) add_rights(line, o);
    return line.text();
}

}  // namespace

const std::string& name_of(Answer answer) {
    static const std::string names[] = {"none", "cloud", "phone", "both"};
    return names[static_cast<size_t>(answer)];
}

Best answer_of(const Outcome& o) {
    if (o.answer == Answer::none) return {};
    if (o.answer == Answer::both) return {o.answer, o.model, o.phone_model};
    return {o.answer, o.answer == Answer::cloud ? o.model : o.phone_model};
}

std::string model_name(const ReadyWorld& world, const Best& answer) {
    if (answer.answer == Answer::none) return "";
    if (answer.answer == Answer::both) {
        return world.models().names()[answer.model] + " + " +
               world.phones().models().names()[answer.phone_model];
    }
    const ReadyPool& pool =
        answer.answer == Answer::cloud ? world.models() : world.phones().models();
    return pool.names()[answer.model];
}

std::optional<double> accuracy_of(const ReadyWorld& world, const Best& answer) {
    if (answer.answer == Answer::none) return std::nullopt;
    if (answer.answer == Answer::both) {
        return combined_accuracy(world.grading(), answer.model, answer.phone_model);
    }
    const ReadyPool& pool =
        answer.answer == Answer::cloud ? world.models() : world.phones().models();
    return pool.accuracy(answer.model);
}

RequestTable::RequestTable(const std::string& path, const Scenario& scenario)
    : path_(path), scenario_(scenario) {}

void RequestTable::add(const CellRow& row, const KeptRequests& kept) {
    if (scenario_.outputs().records().requests == 0) return;
    if (!file_) {
        file_.emplace(path_);
        with_sites_ = has_block(scenario_, "sites");
        with_rights_ = has_block(scenario_, "correctness");
        file_->stream() << axes_head(scenario_) << columns_of(requests_name);
        if (with_sites_) file_->stream() << ',' << columns_of_sites();
        if (with_rights_) file_->stream() << ',' << columns_of_rights();
        file_->stream() << '\n';
    }
    const std::string head = cell_head(row);
    for (const Record& record : kept.records) {
        file_->stream() << line_of(head, *kept.world, kept.sla, record, with_sites_, with_rights_);
    }
}

void RequestTable::finish() {
    if (file_) {
        file_->finish();
    } else {
        std::filesystem::remove(path_);
    }
}

}  // namespace mdisim
