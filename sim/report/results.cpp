#include "sim/report/results.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "sim/engine/random.hpp"
#include "sim/report/looks.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

Node axes_of(const Scenario& scenario, const CellRow& row) {
    Node at = Node::object();
    for (size_t a = 0; a < row.at.size(); ++a) at.set(scenario.axes()[a].name(), row.at[a]);
    return at;
}

Node metrics_of(const CellRow& row) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    Node metrics = Node::object();
    for (size_t m = 0; m < infos.size(); ++m) {
        const Interval& interval = row.metrics[m].interval;
        Node metric = Node::object();
        metric.set("mean", Node(interval.mean));
        metric.set("half_width", Node(interval.half_width()));
        metric.set("unit", Node(infos[m].unit));
        metrics.set(infos[m].name, std::move(metric));
    }
    return metrics;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

void write_file(const fs::path& path, const std::string& text, const std::string& writer = "") {
    WholeFile file(path.string(), writer);
    file.stream() << text;
    file.finish();
}

std::string axes_head(const Scenario& scenario) {
    std::string head;
    for (const Axis& axis : scenario.axes()) head += quoted(axis.name()) + ',';
    return head;
}

std::string cell_head(const CellRow& row) {
    std::string head;
    for (const Node& label : row.at) head += quoted(label_text(label)) + ',';
    return head + quoted(row.policy) + ',';
}

// Text of a document as it stands so deep inside another.
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
        write_file(file, csv);
    }
}

}  // namespace

std::string number_text(double x) {
    if (std::isnan(x)) return "nan";
    if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    return {digits, end};
}

WholeFile::WholeFile(const std::string& path, const std::string& writer)
    : path_(path), part_(path + ".part" + writer) {
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty()) fs::create_directories(folder);
    out_.open(part_, std::ios::binary | std::ios::trunc);
}

void WholeFile::finish() {
    out_.close();
    if (!out_) throw std::runtime_error("cannot write " + part_);
    fs::rename(part_, path_);
}

MetricsTable::MetricsTable(std::ostream& out, const Scenario& scenario) : out_(out) {
    out_ << axes_head(scenario) << "policy,metric,unit,mean,low,high,replications\n";
}

void MetricsTable::add(const CellRow& row) {
    const std::string head = cell_head(row);
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (size_t m = 0; m < infos.size(); ++m) {
        const Interval& i = row.metrics[m].interval;
        out_ << head << quoted(infos[m].name) << ',' << infos[m].unit << ',' << number_text(i.mean)
             << ',' << number_text(i.low) << ',' << number_text(i.high) << ',' << row.replications
             << '\n';
    }
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
    cell.set("requests", Node(row.requests));
    cell.set("fingerprint", Node(row.fingerprint.hex()));
    cell.set("tape", Node(row.tape.hex()));
    cell.set("metrics", metrics_of(row));
    out_ << (first_ ? "\n  " : ",\n  ") << indented(dump(cell, 1), 2);
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
            file_->stream() << axes_head(scenario_) << "policy,quantity,level,low,high,value\n";
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

Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint) {
    Node document = Node::object();
    document.set("scenario", Node(scenario.name()));
    if (fingerprint) document.set("fingerprint", Node(fingerprint->hex()));
    document.set("rng_layout", Node(int64_t{rng_layout}));
    document.set("version", Node(provenance.version));
    document.set("compiler", Node(provenance.compiler));
    document.set("command", Node(provenance.command));
    Node& axes = document.set("sweep", Node::object());
    for (const Axis& axis : scenario.axes()) {
        Node labels = Node::list();
        for (const AxisValue& value : axis.values) labels.append(value.label);
        axes.set(axis.name(), std::move(labels));
    }
    document.set("resolved", scenario.written_out());
    return document;
}

void check_folder(const std::string& folder, const std::string& name) {
    const fs::path manifest = fs::path(folder) / "manifest.json";
    if (!fs::exists(manifest)) return;
    const Node known = read_document(manifest.string());
    const Node* other = known.find("scenario");
    if (other == nullptr || other->text == name) return;
    throw UserError({{folder, "",
                      "holds the results of '" + other->text + "', not of '" + name +
                          "'; choose another folder with --out"}});
}

void claim_folder(const std::string& folder, const Scenario& scenario, const Provenance& provenance,
                  const std::string& claimant) {
    check_folder(folder, scenario.name());
    write_file(fs::path(folder) / "manifest.json",
               dump(manifest_document(scenario, provenance), 1) + "\n", claimant);
}

ResultsFolder::ResultsFolder(const std::string& folder, const Scenario& scenario)
    : folder_(folder),
      scenario_(scenario),
      metrics_file_(folder + "/metrics.csv"),
      summary_file_(folder + "/summary.json"),
      metrics_(metrics_file_.stream(), scenario),
      summary_(summary_file_.stream(), scenario),
      distributions_(folder + "/distributions.csv", scenario) {}

void ResultsFolder::add(const CellRow& row) {
    metrics_.add(row);
    summary_.add(row);
    distributions_.add(row);
    if (scenario_.figures().empty()) return;
    if (gradings_.empty() || gradings_.back() != row.grading) gradings_.push_back(row.grading);
}

Digest ResultsFolder::finish(const Provenance& provenance, bool complete) {
    const Digest fingerprint = summary_.finish();
    metrics_file_.finish();
    summary_file_.finish();
    distributions_.finish();
    write_published(folder_, scenario_);
    const std::optional<Digest> told = complete ? std::optional(fingerprint) : std::nullopt;
    Node manifest = manifest_document(scenario_, provenance, told);
    if (!scenario_.figures().empty()) {
        manifest.set("figures", figures_document(scenario_, gradings_));
    }
    write_file(fs::path(folder_) / "manifest.json", dump(manifest, 1) + "\n");
    return fingerprint;
}

}  // namespace mdisim
