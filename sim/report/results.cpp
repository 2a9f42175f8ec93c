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

void write_file(const fs::path& file, const std::string& text) {
    const fs::path beside = file.string() + ".part";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        out.flush();
        if (!out) throw std::runtime_error("cannot write " + beside.string());
    }
    fs::rename(beside, file);
}

void write_distributions(const fs::path& folder, const Scenario& scenario,
                         const std::vector<CellRow>& rows) {
    const std::string csv = distributions_csv(scenario, rows);
    const fs::path file = folder / "distributions.csv";
    if (csv.empty()) {
        fs::remove(file);  // of an earlier run that had figures of them
    } else {
        write_file(file, csv);
    }
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

Node summary_document(const Scenario& scenario, const std::vector<CellRow>& rows) {
    Node document = Node::object();
    document.set("scenario", Node(scenario_name(scenario.file())));
    document.set("fingerprint", Node(fingerprint_of(rows).hex()));
    document.set("rng_layout", Node(int64_t{rng_layout}));
    Node& cells = document.set("cells", Node::list());
    for (const CellRow& row : rows) {
        Node cell = Node::object();
        cell.set("policy", Node(row.policy));
        cell.set("at", axes_of(scenario, row));
        if (row.knows_truth) cell.set("needs", Node(std::string("truth")));
        cell.set("replications", Node(row.replications));
        cell.set("requests", Node(row.requests));
        cell.set("fingerprint", Node(row.fingerprint.hex()));
        cell.set("tape", Node(row.tape.hex()));
        cell.set("metrics", metrics_of(row));
        cells.append(std::move(cell));
    }
    return document;
}

std::string metrics_csv(const Scenario& scenario, const std::vector<CellRow>& rows) {
    std::string csv = axes_head(scenario) + "policy,metric,unit,mean,low,high,replications\n";
    for (const CellRow& row : rows) {
        const std::string head = cell_head(row);
        const std::vector<MetricInfo> infos = metric_infos(*row.grading);
        for (size_t m = 0; m < infos.size(); ++m) {
            const Interval& i = row.metrics[m].interval;
            csv += head + quoted(infos[m].name) + ',' + infos[m].unit + ',' + number_text(i.mean) +
                   ',' + number_text(i.low) + ',' + number_text(i.high) + ',' +
                   std::to_string(row.replications) + '\n';
        }
    }
    return csv;
}

std::string distributions_csv(const Scenario& scenario, const std::vector<CellRow>& rows) {
    std::string csv;
    for (const CellRow& row : rows) {
        for (const Distribution& d : row.distributions) {
            if (csv.empty()) csv = axes_head(scenario) + "policy,quantity,level,low,high,value\n";
            const std::string head = cell_head(row) + d.quantity->name + ',';
            for (const Level& l : d.levels) {
                csv += head + number_text(l.level) + ',' + number_text(l.low) + ',' +
                       number_text(l.high) + ',' + number_text(l.value_ms) + '\n';
            }
        }
    }
    return csv;
}

Node manifest_document(const Scenario& scenario, const std::vector<CellRow>& rows,
                       const Provenance& provenance) {
    Node document = Node::object();
    document.set("scenario", Node(scenario_name(scenario.file())));
    document.set("fingerprint", Node(fingerprint_of(rows).hex()));
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
    if (!scenario.figures().empty()) {
        document.set("figures", figures_document(scenario, rows));
    }
    return document;
}

void claim_folder(const std::string& folder, const std::string& name) {
    const fs::path manifest = fs::path(folder) / "manifest.json";
    if (!fs::exists(manifest)) return;
    const Node known = read_document(manifest.string());
    const Node* other = known.find("scenario");
    if (other == nullptr || other->text == name) return;
    throw UserError({{folder, "",
                      "holds the results of '" + other->text + "', not of '" + name +
                          "'; choose another folder with --out"}});
}

void write_results(const std::string& folder, const Scenario& scenario,
                   const std::vector<CellRow>& rows, const Provenance& provenance) {
    fs::create_directories(folder);
    const fs::path at(folder);
    write_file(at / "metrics.csv", metrics_csv(scenario, rows));
    write_distributions(at, scenario, rows);
    write_published(at, scenario);
    write_file(at / "summary.json", dump(summary_document(scenario, rows), 1) + "\n");
    write_file(at / "manifest.json", dump(manifest_document(scenario, rows, provenance), 1) + "\n");
}

}  // namespace mdisim
