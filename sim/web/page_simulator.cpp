#include "sim/web/page_simulator.hpp"

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/explanation.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figures.hpp"
#include "sim/report/figures/vega.hpp"
#include "sim/report/page/legend.hpp"
#include "sim/report/warnings.hpp"

namespace mdisim {
namespace {

constexpr uint64_t most_runs = 20'000;  // of some kilobytes each

Node words(const std::string& text) { return Node(text); }
Node whole(uint64_t n) { return Node(static_cast<int64_t>(n)); }

const Node& member(const Node& question, const char* key) {
    static const Node nothing;
    const Node* found = question.find(key);
    return found == nullptr ? nothing : *found;
}

const std::string& text_in(const Node& question, const char* key) {
    const Node& found = member(question, key);
    if (found.kind != Node::Kind::text) {
        throw UserError({{"the question", std::string("/") + key, "is text that is missing"}});
    }
    return found.text;
}

std::vector<std::pair<std::string, std::string>> pairs_in(const Node& list) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const Node& pair : list.items) {
        if (pair.items.size() != 2) throw UserError("a change is [path, value]");
        pairs.emplace_back(pair.items[0].text, label_text(pair.items[1]));
    }
    return pairs;
}

void write_files(const Node& files) {
    for (const auto& [path, text] : files.members) {
        const std::filesystem::path file = path;
        if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text.text;
    }
}

Scenario read_scenario(const Node& question) {
    const Overrides overrides{pairs_in(member(question, "sets")),
                              pairs_in(member(question, "overs"))};
    const Node& figures = member(question, "figures");
    const bool in_file = question.find("file") != nullptr;
    if (in_file && figures.kind != Node::Kind::list) {
        return Scenario::load(text_in(question, "file"), overrides);
    }
    Node document = in_file ? read_document(text_in(question, "file"))
                            : parse_document(text_in(question, "scenario"), "the scenario");
    if (figures.kind == Node::Kind::list) document.set("figures", figures);
    const std::string file = in_file ? text_in(question, "file") : "";
    return Scenario::from(std::move(document), file, in_file ? scenario_name(file) : "playground",
                          overrides);
}

Node figure_node(const DrawnFigure& figure) {
    Node node = Node::object();
    node.set("name", words(figure.figure.name));
    node.set("title", words(figure.figure.title));
    node.set("note", words(figure.note));
    node.set("legend", words(legend_html(figure)));
    Node& specs = node.set("specs", Node::list());
    for (Node& spec : vega_lite(figure)) specs.append(std::move(spec));
    return node;
}

// The metrics of a row: [mean, low, high] by name, null where nothing was measured.
Node row_node(const Scenario& scenario, const CellRow& row, const std::vector<MetricInfo>& infos) {
    Node node = Node::object();
    node.set("policy", words(row.policy));
    Node& at = node.set("at", Node::object());
    for (size_t a = 0; a < row.at.size(); ++a) at.set(scenario.axes()[a].name(), row.at[a]);
    node.set("replications", Node(row.replications));
    node.set("requests", Node(row.requests));
    node.set("fingerprint", words(row.fingerprint.hex()));
    Node& metrics = node.set("metrics", Node::object());
    for (size_t m = 0; m < infos.size(); ++m) {
        const Interval& interval = row.metrics[m].interval;
        if (std::isnan(interval.mean)) continue;
        Node& values = metrics.set(infos[m].name, Node::list());
        for (double x : {interval.mean, interval.low, interval.high}) values.append(Node(x));
    }
    return node;
}

Node results_of(const Scenario& scenario, Store& store) {
    Node results = Node::object();
    Figures figures(scenario, "");
    Warnings warnings(scenario);
    CampaignFingerprint fingerprint;
    InfosOfRows known;
    Node rows = Node::list();
    each_row(scenario, store, [&](const CellRow& row) {
        known.change_to(row);
        figures.add(row);
        warnings.add(row);
        fingerprint.add(row);
        rows.append(row_node(scenario, row, known.infos()));
    });
    results.set("fingerprint", words(fingerprint.digest().hex()));
    Node& drawn = results.set("figures", Node::list());
    for (const DrawnFigure& figure : figures.take()) drawn.append(figure_node(figure));
    results.set("rows", std::move(rows));
    Node& said = results.set("warnings", Node::list());
    for (const std::string& warning : warnings.of_policies()) said.append(words(warning));
    return results;
}

// The text of the reference that `question` has, as these sources make it.
Node reference_again(const Node& question) {
    Ledger before = ledger_in(text_in(question, "reference"));
    const std::string& file = text_in(question, "file");
    const Scenario scenario = Scenario::load(file, {before.sets, {}});
    Store store = Store::in_memory();
    run_campaign(scenario, store);
    std::ostringstream text;
    LedgerTable table(text, scenario, before.digested.value_or(DigestedRows::all()));
    each_row(scenario, store, [&](const CellRow& row) { table.add(row); });
    table.finish();
    Ledger now = ledger_in(text.str());
    now.sets = before.sets;
    Node answer = Node::object();
    answer.set("cells", whole(now.cells.size()));
    size_t alike = 0;
    for (size_t c = 0; c < now.cells.size() && c < before.cells.size(); ++c) {
        alike += now.cells[c].fingerprint == before.cells[c].fingerprint;
    }
    answer.set("alike", whole(alike));
    answer.set("text", words(text_of(thinned(std::move(now)))));
    return answer;
}

Node explanation_of(const Scenario& scenario, const Node& question) {
    const size_t point =
        scenario.grid().point_at(scenario.grid().positions_of(member(question, "at")));
    const auto request = static_cast<uint64_t>(member(question, "request").as_number());
    return explanation_document(explain_request(scenario, point, request));
}

Node problems_of(const UserError& error) {
    Node answer = Node::object();
    Node& list = answer.set("problems", Node::list());
    for (const Problem& problem : error.problems()) {
        Node& node = list.append(Node::object());
        node.set("where", words(problem.where));
        node.set("pointer", words(problem.pointer));
        node.set("what", words(problem.what));
    }
    return answer;
}

}  // namespace

const Scenario& PageSimulator::scenario_of(const Node& question) {
    Node part = Node::object();
    for (const char* key : {"file", "scenario", "sets", "overs", "figures"}) {
        part.set(key, member(question, key));
    }
    std::string said = dump(part);
    if (!scenario_ || said != known_) {
        scenario_ = std::make_unique<const Scenario>(read_scenario(question));
        known_ = std::move(said);
    }
    return *scenario_;
}

Node PageSimulator::run(const Node& question) {
    using Clock = std::chrono::steady_clock;
    const Scenario& scenario = scenario_of(question);
    if (!store_ || store_->rows() > most_runs) store_.emplace(Store::in_memory());
    const Node& limit = member(question, "milliseconds");
    const auto end =
        Clock::now() +
        std::chrono::milliseconds(limit.is_number() ? static_cast<int>(limit.as_number()) : 0);
    std::atomic<bool> stop = false;
    Progress now;
    CampaignOptions options;
    options.jobs = 1;
    options.stop = &stop;
    options.progress = [&](const Progress& progress) {
        now = progress;
        if (limit.is_number() && now.done < now.total && Clock::now() >= end) stop = true;
    };
    bool finished = true;
    try {
        run_campaign(scenario, *store_, options);
    } catch (const Interrupted&) {
        finished = false;
    }
    Node answer = finished ? results_of(scenario, *store_) : Node::object();
    answer.set("done", whole(now.done));
    answer.set("requests", whole(now.total));
    answer.set("finished", Node(finished));
    return answer;
}

Node PageSimulator::answer_to(const Node& question) {
    const std::string& asked = text_in(question, "ask");
    Node answer = Node::object();
    if (asked == "files") {
        write_files(member(question, "files"));
    } else if (asked == "run") {
        answer = run(question);
    } else if (asked == "reference") {
        answer = reference_again(question);
    } else if (asked == "explain") {
        answer.set("explanation", explanation_of(scenario_of(question), question));
    } else if (asked == "text") {
        answer.set("text", words(dump(scenario_of(question).written_out(), 2) + "\n"));
    } else {
        throw UserError("a page may not ask for '" + asked + "'");
    }
    return answer;
}

std::string PageSimulator::answer(const std::string& question) {
    try {
        return dump(answer_to(parse_document(question, "the question")));
    } catch (const UserError& error) {
        return dump(problems_of(error));
    } catch (const std::exception& error) {
        return dump(problems_of(UserError({{"", "", error.what()}})));
    }
}

}  // namespace mdisim
