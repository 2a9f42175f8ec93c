#include "sim/report/results.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>
#include <vector>

#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/engine/random.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_caption.hpp"
#include "sim/report/figures/figure_json.hpp"
#include "sim/report/files.hpp"
#include "sim/report/result_files.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/json_number.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

Node axes_of(const Scenario& scenario, const CellRow& row) {
    Node at = Node::object();
    for (size_t a = 0; a < row.at.size(); ++a) at.set(scenario.axes()[a].name(), row.at[a]);
    return at;
}

std::string span_text(const Span& span) {
    return number_text(span.from.ms() / 1000) + ',' + number_text(span.until.ms() / 1000) + ',';
}

std::string window_text(const MetricInfo& info, const Metric& metric) {
    const auto measured = std::count_if(metric.replications.begin(), metric.replications.end(),
                                        [](double x) { return !std::isnan(x); });
    const Interval& i = metric.interval;
    return quoted(info.name) + ',' + info.unit + ',' + number_text(i.mean) + ',' +
           number_text(i.low) + ',' + number_text(i.high) + ',' + std::to_string(measured);
}

// The text of a document that is indented as a part of another.
std::string indented(const std::string& text, size_t depth) {
    std::string out;
    for (char c : text) {
        out += c;
        if (c == '\n') out.append(depth, ' ');
    }
    return out;
}

void write_published(const fs::path& folder, const Scenario& scenario) {
    for (const Figure& figure : scenario.figures()) {
        if (figure.behind.empty()) continue;
        const fs::path file = folder / (figure.behind + ".csv");
        fs::create_directories(file.parent_path());
        std::string csv = "# profiles/" + figure.behind + ".csv says where this is from\n";
        csv += "series,metric,x,y\n";
        for (const CurvePoint& p : scenario.published(figure.behind)) {
            csv += quoted(p.series) + ',' + quoted(p.metric) + ',' + number_text(p.x) + ',' +
                   number_text(p.y) + '\n';
        }
        write_file(file.string(), csv);
    }
}

// The names of the files that tables and figures of a scenario have been written to.
std::vector<std::string> written_of(const fs::path& folder, const Scenario& scenario,
                                    const std::vector<DrawnFigure>& figures) {
    std::vector<std::string> names;
    for (const char* name : result_names) {
        if (fs::exists(folder / name)) names.emplace_back(name);
    }
    for (const Figure& figure : scenario.figures()) {
        if (!figure.behind.empty()) names.push_back(figure.behind + ".csv");
    }
    for (const DrawnFigure& figure : figures) {
        for (const char* form : {".json", ".txt", ".tex"}) {
            names.push_back("figures/" + figure.figure.name + form);
        }
    }
    return names;
}

}  // namespace

MetricsTable::MetricsTable(std::ostream& out, const Scenario& scenario) : out_(out) {
    out_ << axes_head(scenario) << columns_of(metrics_name) << '\n';
}

void MetricsTable::add(const CellRow& row) {
    if (known_.change_to(row)) {
        names_.clear();
        for (const MetricInfo& info : known_.infos()) {
            names_.push_back(quoted(info.name) + ',' + info.unit);
        }
    }
    const std::string head = cell_head(row);
    const std::string end = ',' + std::to_string(row.replications) + '\n';
    std::string lines;
    for (size_t m = 0; m < names_.size(); ++m) {
        const Interval& i = row.metrics[m].interval;
        lines += head;
        lines += names_[m];
        for (double x : {i.mean, i.low, i.high}) {
            lines += ',';
            append_number_text(lines, x);
        }
        lines += end;
    }
    out_ << lines;
}

Summary::Summary(std::ostream& out, const Scenario& scenario) : out_(out), scenario_(scenario) {
    out_ << "{\n \"scenario\": " << dump(Node(scenario.name())) << ",\n \"fingerprint\": \"";
    fingerprint_at_ = out_.tellp();
    out_ << Digest().hex() << "\",\n \"rng_layout\": " << rng_layout << ",\n \"cells\": [";
}

void Summary::add(const CellRow& row) {
    Node cell = Node::object();
    cell.set("policy", Node(row.policy));
    cell.set("at", axes_of(scenario_, row));
    if (row.knows_truth) cell.set("needs", Node(std::string("truth")));
    cell.set("replications", Node(row.replications));
    if (row.blocks > 0) cell.set("blocks", Node(row.blocks));
    cell.set("requests", Node(row.requests));
    cell.set("fingerprint", Node(row.fingerprint.hex()));
    cell.set("tape", Node(row.tape.hex()));
    if (known_.change_to(row)) {
        around_.clear();
        for (const MetricInfo& info : known_.infos()) {
            around_.emplace_back("\n    " + dump(Node(info.name)) + ": {\n     \"mean\": ",
                                 ",\n     \"unit\": " + dump(Node(info.unit)) + "\n    }");
        }
    }
    std::string text = indented(dump(cell, 1), 2);
    text.resize(text.rfind('\n'));
    text += ",\n   \"metrics\": {";
    for (size_t m = 0; m < around_.size(); ++m) {
        const Interval& interval = row.metrics[m].interval;
        text += m == 0 ? "" : ",";
        text += around_[m].first;
        append_number(text, interval.mean);
        text += ",\n     \"half_width\": ";
        append_number(text, interval.half_width());
        text += around_[m].second;
    }
    out_ << (first_ ? "\n  " : ",\n  ") << text << "\n   }\n  }";
    first_ = false;
    fingerprint_.add(row);
}

Digest Summary::finish() {
    out_ << (first_ ? "]\n}\n" : "\n ]\n}\n");
    const std::streampos end = out_.tellp();
    out_.seekp(fingerprint_at_);
    out_ << fingerprint_.digest().hex();
    out_.seekp(end);
    return fingerprint_.digest();
}

DistributionTable::DistributionTable(const std::string& path, const Scenario& scenario)
    : path_(path), scenario_(scenario) {}

void DistributionTable::add(const CellRow& row) {
    for (const Distribution& d : row.distributions) {
        if (!file_) {
            file_.emplace(path_);
            file_->stream() << axes_head(scenario_) << columns_of(distributions_name) << '\n';
        }
        const std::string head = cell_head(row) + d.quantity->name + ',';
        for (const Level& l : d.levels) {
            file_->stream() << head << number_text(l.level) << ',' << number_text(l.low) << ','
                            << number_text(l.high) << ',' << number_text(l.value_ms) << '\n';
        }
    }
}

void DistributionTable::finish() {
    if (file_) {
        file_->finish();
    } else {
        fs::remove(path_);
    }
}

SeriesTable::SeriesTable(const std::string& path, const Scenario& scenario)
    : path_(path), scenario_(scenario) {}

void SeriesTable::add(const CellRow& row) {
    if (row.series.empty()) return;
    if (!file_) {
        file_.emplace(path_);
        file_->stream() << axes_head(scenario_) << columns_of(series_name) << '\n';
    }
    const std::vector<MetricInfo> infos = series_infos(*row.grading);
    std::vector<std::vector<Metric>> windows;
    std::vector<bool> known(infos.size());
    for (const Span& span : spans_of(row.series)) {
        windows.push_back(summarise(row.series, span, *row.grading));
        for (size_t m = 0; m < infos.size(); ++m) {
            known[m] = known[m] || !std::isnan(windows.back()[m].interval.mean);
        }
    }
    for (size_t k = 0; k < windows.size(); ++k) {
        const std::string head = cell_head(row) + span_text(row.series.front().span_of(k));
        for (size_t m = 0; m < infos.size(); ++m) {
            if (known[m]) file_->stream() << head << window_text(infos[m], windows[k][m]) << '\n';
        }
    }
}

void SeriesTable::finish() {
    if (file_) {
        file_->finish();
    } else {
        fs::remove(path_);
    }
}

ResultTables::ResultTables(const std::string& folder, const Scenario& scenario)
    : folder_(folder),
      scenario_(scenario),
      metrics_file_(folder + '/' + metrics_name),
      summary_file_(folder + '/' + summary_name),
      ledger_file_(ledger_file(folder)),
      metrics_(metrics_file_.stream(), scenario),
      summary_(summary_file_.stream(), scenario),
      ledger_(ledger_file_.stream(), scenario),
      distributions_(folder + '/' + distributions_name, scenario),
      series_(folder + '/' + series_name, scenario),
      requests_(folder + '/' + requests_name, scenario),
      warnings_(scenario),
      figures_(scenario, folder) {}

void ResultTables::add(const CellRow& row, const KeptRequests& kept) {
    metrics_.add(row);
    summary_.add(row);
    ledger_.add(row);
    distributions_.add(row);
    series_.add(row);
    requests_.add(row, kept);
    warnings_.add(row);
    figures_.add(row);
}

Digest ResultTables::finish(const Provenance& provenance, bool complete,
                            const std::vector<std::string>& beside, FileDigests known) {
    const Digest fingerprint = summary_.finish();
    metrics_file_.finish();
    summary_file_.finish();
    ledger_.finish();
    ledger_file_.finish();
    distributions_.finish();
    series_.finish();
    requests_.finish();
    write_published(folder_, scenario_);
    // What a calibration found of other results would pass for a verdict on these.
    fs::remove(folder_ + "/calibration.json");
    const std::optional<Digest> announced = complete ? std::optional(fingerprint) : std::nullopt;
    const std::vector<DrawnFigure> figures = figures_.take();
    write_figures(folder_, figures);
    write_captions(folder_, scenario_, figures, "mdisim " + provenance.version,
                   announced ? announced->hex() : "");
    Node manifest =
        manifest_document(scenario_, seen_from(folder_, provenance), announced, warnings_.all());
    std::vector<std::string> written = written_of(folder_, scenario_, figures);
    written.insert(written.end(), beside.begin(), beside.end());
    set_files(manifest, with_files(folder_, std::move(known), written));
    write_manifest(folder_, std::move(manifest));
    return fingerprint;
}

}  // namespace mdisim
