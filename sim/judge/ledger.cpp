#include "sim/judge/ledger.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <set>
#include <sstream>

#include "sim/campaign/cells.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr size_t digits_of_digest = 12;
constexpr size_t points_of_reference = 6;

const std::vector<std::string> recorded = {"attainment",
                                           "effective_accuracy",
                                           "aggregate_accuracy",
                                           "latency_ms_mean",
                                           "latency_ms_p99",
                                           "on_device_reliance",
                                           "dropped",
                                           "wait_ms_mean",
                                           "sent_kb_mean",
                                           "device_energy_j_mean",
                                           "cold_starts",
                                           "core_s_per_1000_correct"};

std::string six_digits(double x) {
    if (std::isnan(x)) return "null";
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::general, 6);
    return {text.data(), end.ptr};
}

std::string short_digest(const Digest& digest) { return digest.hex().substr(0, digits_of_digest); }

uint64_t bits(double x) { return std::isnan(x) ? ~uint64_t{0} : __builtin_bit_cast(uint64_t, x); }

// For each metric of `infos`, whether one of `rows` makes it.
std::vector<bool> made_by(const std::vector<std::string>& rows,
                          const std::vector<MetricInfo>& infos) {
    std::vector<bool> made;
    for (const MetricInfo& info : infos) {
        made.push_back(contains(rows, info.row));
    }
    return made;
}

Digest digest_of_numbers(const CellRow& row, const std::vector<bool>& of_runs,
                         const std::vector<bool>& of_windows) {
    Hasher hasher;
    for (size_t m = 0; m < row.metrics.size(); ++m) {
        if (!of_runs[m]) continue;
        const Interval& i = row.metrics[m].interval;
        hasher.absorb(bits(i.mean)).absorb(bits(i.low)).absorb(bits(i.high));
        for (double x : row.metrics[m].replications) hasher.absorb(bits(x));
    }
    for (const Span& span : spans_of(row.series)) {
        const std::vector<Metric> window = summarise(row.series, span, *row.grading);
        for (size_t m = 0; m < window.size(); ++m) {
            if (!of_windows[m]) continue;
            for (double x : window[m].replications) hasher.absorb(bits(x));
        }
    }
    return hasher.digest();
}

// The indices of the metrics that a ledger has.
std::vector<size_t> kept_in(const std::vector<MetricInfo>& infos) {
    std::vector<size_t> kept;
    for (const std::string& name : recorded) {
        for (size_t m = 0; m < infos.size(); ++m) {
            if (infos[m].name == name) kept.push_back(m);
        }
    }
    return kept;
}

LedgerCell cell_of(const Scenario& scenario, const CellRow& row, const Digest& numbers,
                   const std::vector<size_t>& kept) {
    LedgerCell cell{cell_name(scenario, row.point, row.policy),
                    short_digest(row.fingerprint),
                    short_digest(numbers),
                    {}};
    const std::vector<MetricInfo>& infos = metric_infos();
    for (size_t index : kept) {
        const Metric& metric = row.metrics[index];
        cell.values.push_back(metric.replications);
        if (infos[index].kind == MetricKind::quantile) {
            cell.pooled[infos[index].name] = metric.interval.mean;
        }
    }
    return cell;
}

// The text of the values of replications. If all values are the same, it is that of one value.
std::string values_text(const std::vector<double>& values) {
    ensure(!values.empty(), "a metric in a ledger needs a replication");
    std::vector<std::string> texts;
    for (double x : values) texts.push_back(six_digits(x));
    if (std::all_of(texts.begin(), texts.end(),
                    [&](const std::string& t) { return t == texts.front(); })) {
        return texts.front();
    }
    return "[" + joined(texts, ",") + "]";
}

Node list_of_names(const std::vector<std::string>& names) {
    Node list = Node::list();
    for (const std::string& name : names) list.append(Node(name));
    return list;
}

void write_head(std::ostream& out, const std::string& scenario, const Node& sets,
                const std::vector<std::string>& metrics,
                const std::optional<DigestedRows>& digested) {
    out << "{\n \"scenario\": " << dump(Node(scenario)) << ",\n \"set\": " << dump(sets)
        << ",\n \"metrics\": " << dump(list_of_names(metrics));
    if (digested) {
        out << ",\n \"digested\": " << dump(list_of_names(digested->of_runs))
            << ",\n \"digested_of_windows\": " << dump(list_of_names(digested->of_windows));
    }
    out << ",\n \"cells\": {";
}

void write_cell(std::ostream& out, const LedgerCell& cell, bool first) {
    const size_t each = cell.values.empty() ? 0 : cell.values.front().size();
    out << (first ? "\n  " : ",\n  ") << dump(Node(cell.name)) << ": [\"" << cell.fingerprint
        << "\",\"" << cell.numbers << "\"," << each;
    for (const std::vector<double>& values : cell.values) out << ',' << values_text(values);
    const char* before = ",{";
    for (const auto& [metric, value] : cell.pooled) {
        out << before << dump(Node(metric)) << ':' << six_digits(value);
        before = ",";
    }
    out << (cell.pooled.empty() ? "]" : "}]");
}

void write_end(std::ostream& out, bool empty) { out << (empty ? "}\n}\n" : "\n }\n}\n"); }

// Reads the document of a ledger. Throws a UserError if the document is not as write_head() and
// write_cell() write it.
class Reading {
  public:
    explicit Reading(const Node& document) : document_(document) {}

    Ledger ledger() {
        Ledger ledger{member("scenario", Node::Kind::text).text, {}, {}, {}};
        for (const auto& [path, value] : member("set", Node::Kind::object).members) {
            ledger.sets.emplace_back(path, label_text(value));
        }
        for (const Node& name : member("metrics", Node::Kind::list).items) {
            if (!contains(recorded, name.text)) refuse(name);
            ledger.metrics.push_back(name.text);
        }
        if (document_.find("digested") != nullptr) {
            ledger.digested = {names("digested"), names("digested_of_windows")};
        }
        for (const auto& [name, node] : member("cells", Node::Kind::object).members) {
            ledger.cells.push_back(cell(name, node, ledger.metrics.size()));
        }
        return ledger;
    }

  private:
    static LedgerCell cell(const std::string& name, const Node& node, size_t metrics) {
        constexpr size_t before_metrics = 3;
        const std::vector<Node>& items = node.items;
        const size_t end = before_metrics + metrics;
        const bool pooled = items.size() == end + 1 && items[end].kind == Node::Kind::object;
        if (items.size() != end + (pooled ? 1 : 0) || !items[2].is_number()) refuse(node);
        LedgerCell cell{name, items[0].text, items[1].text, {}};
        if (pooled) {
            for (const auto& [metric, value] : items[end].members) {
                cell.pooled[metric] = number(value);
            }
        }
        const double replications = items[2].as_number();
        if (replications < 1 || replications != std::floor(replications)) refuse(items[2]);
        if (replications > static_cast<double>(limit_of(Limit::replications))) {
            throw UserError(
                {{items[2].where.text(), "",
                  "a cell has more than " + limit_text(Limit::replications, "replications")}});
        }
        const auto each = static_cast<size_t>(replications);
        for (size_t m = before_metrics; m < end; ++m) {
            std::vector<double> values;
            for (const Node& item : items[m].items) values.push_back(number(item));
            if (values.empty()) values.assign(each, number(items[m]));
            if (values.size() != each) refuse(items[m]);
            cell.values.push_back(std::move(values));
        }
        return cell;
    }

    std::vector<std::string> names(const char* key) const {
        std::vector<std::string> list;
        for (const Node& name : member(key, Node::Kind::list).items) {
            if (name.kind != Node::Kind::text) refuse(name);
            list.push_back(name.text);
        }
        return list;
    }
    const Node& member(const char* key, Node::Kind kind) const {
        const Node* found = document_.find(key);
        if (found == nullptr || found->kind != kind) refuse(document_);
        return *found;
    }
    static double number(const Node& node) { return node.is_number() ? node.as_number() : nan; }
    [[noreturn]] static void refuse(const Node& node) {
        throw UserError({{node.where.text(), "",
                          "this is not a ledger of results; 'mdisim run' and 'mdisim check "
                          "--update' write ledgers"}});
    }

    const Node& document_;
};

}  // namespace

std::string LedgerCell::at() const {
    const size_t sign = name.find('@');
    return sign == std::string::npos ? "" : name.substr(sign + 1);
}

DigestedRows DigestedRows::all() {
    DigestedRows rows;
    for (const MetricRow& row : metric_rows()) {
        if (row.of_runs()) rows.of_runs.push_back(row.info.row);
        if (row.of_classes) rows.of_runs.push_back(row.info.row + ".<class>");
        if (row.window.known()) rows.of_windows.push_back(row.info.row);
    }
    return rows;
}

LedgerTable::LedgerTable(std::ostream& out, const Scenario& scenario, DigestedRows digested)
    : out_(out), scenario_(scenario), digested_(std::move(digested)) {
    write_head(out_, scenario.name(), Node::object(), recorded, digested_);
}

void LedgerTable::add(const CellRow& row) {
    if (known_.change_to(row)) {
        kept_ = kept_in(known_.infos());
        in_digest_ = made_by(digested_.of_runs, known_.infos());
        in_digest_of_windows_ = made_by(digested_.of_windows, series_infos(*row.grading));
    }
    const Digest numbers = digest_of_numbers(row, in_digest_, in_digest_of_windows_);
    write_cell(out_, cell_of(scenario_, row, numbers, kept_), first_);
    first_ = false;
}

void LedgerTable::finish() { write_end(out_, first_); }

Ledger read_ledger(const std::string& file) {
    const Node document = read_document(file);
    return Reading(document).ledger();
}

Ledger ledger_in(const std::string& text) {
    const Node document = parse_document(text, "");
    return Reading(document).ledger();
}

std::string text_of(const Ledger& ledger) {
    std::ostringstream out;
    Node sets = Node::object();
    for (const auto& [path, value] : ledger.sets) sets.set(path, parse_value(value, path));
    write_head(out, ledger.scenario, sets, ledger.metrics, ledger.digested);
    for (size_t i = 0; i < ledger.cells.size(); ++i) write_cell(out, ledger.cells[i], i == 0);
    write_end(out, ledger.cells.empty());
    return out.str();
}

Ledger thinned(Ledger ledger) {
    std::vector<std::string> points;
    for (const LedgerCell& cell : ledger.cells) {
        if (!contains(points, cell.at())) {
            points.push_back(cell.at());
        }
    }
    std::set<std::string> whole;
    for (size_t i : spread_over(points.size(), points_of_reference)) whole.insert(points[i]);
    for (LedgerCell& cell : ledger.cells) {
        cell.pooled.clear();
        if (whole.contains(cell.at())) continue;
        for (std::vector<double>& values : cell.values) values = {ledger_mean(values)};
    }
    return ledger;
}

double ledger_mean(const std::vector<double>& values) {
    double sum = 0;
    for (double x : values) sum += x;
    const std::string text = six_digits(sum / static_cast<double>(values.size()));
    double mean = nan;
    std::from_chars(text.data(), text.data() + text.size(), mean);
    return mean;
}

}  // namespace mdisim
