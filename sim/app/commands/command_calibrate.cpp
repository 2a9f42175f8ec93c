#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/drawing.hpp"
#include "sim/app/page_parts.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/judge/calibration.hpp"
#include "sim/judge/measured.hpp"
#include "sim/measure/tally.hpp"
#include "sim/report/calibration_text.hpp"
#include "sim/report/figures/calibration_figures.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_json.hpp"
#include "sim/report/page/page.hpp"
#include "sim/report/page/section.hpp"
#include "sim/report/table.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/log_table.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr int64_t usual_replications = 8;

// The number that an option has, of a range; `otherwise` if the option is not given.
double number_of(const Arguments& arguments, const std::string& option, double least, double most,
                 double otherwise) {
    const auto text = arguments.last(option);
    if (!text) return otherwise;
    double number = 0;
    const char* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !(number > least) || !(number < most)) {
        throw UserError(
            {{"--" + option + " " + *text, "",
              "expected a number above " + in_digits(least) + " and below " + in_digits(most)}});
    }
    return number;
}

// Throws UserError unless the scenario is one system: one point, one policy.
void check_is_one(const Scenario& scenario) {
    std::vector<Problem> problems;
    if (scenario.size() > 1) {
        std::vector<std::string> names;
        for (const Axis& axis : scenario.axes()) names.push_back(axis.name());
        problems.push_back({scenario.file(), "",
                            "what was measured is one system, and the sweep has several: choose "
                            "one by --set PATH=VALUE, of " +
                                joined(names)});
    }
    const std::vector<Combination> policies = scenario.point(0).policies;
    if (policies.size() > 1) {
        problems.push_back({scenario.file(), "",
                            "what was measured ran one policy, and the scenario has " +
                                std::to_string(policies.size()) +
                                ": choose one, as in --set 'policies=[\"" + policies[0].name +
                                "\"]'"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// The keys of a log that are looked for in a table, for a scenario.
std::vector<std::string> wanted_by(const Node& document) {
    const Node* phone = document.find("phone");
    const bool own_sizes = document.find("pictures") != nullptr ||
                           (phone != nullptr && phone->find("fronts") != nullptr);
    std::vector<std::string> wanted = columns_found_by_name();
    std::erase_if(wanted, [&](const std::string& key) {
        return (key == "class" && document.find("classes") == nullptr) ||
               (key == "size" && own_sizes);
    });
    return wanted;
}

// The scenario as it is judged: with the measured requests as its log, all of them, and with so
// many replications that what it draws adds little to the intervals.
class JudgedScenario {
  public:
    explicit JudgedScenario(const Arguments& arguments)
        : file_(arguments.words.front()), overrides_(overrides_of(arguments)) {
        take_log(arguments);
        const Scenario whole = Scenario::load(file_, overrides_);
        check_is_one(whole);
        const LoggedRequests* log = whole.point(0).world->log();
        if (log == nullptr || log->latency.empty()) {
            throw UserError(
                "nothing says how long answers took: name the table of measured requests by "
                "--against FILE, and its column of latencies by --column latency=NAME unless it "
                "is called latency_ms");
        }
        set("requests", std::to_string(log->size));
        if (whole.point(0).setting.replications == 1)
            set("replications", std::to_string(usual_replications));
        hold_out(whole, *log, number_of(arguments, "hold-out", 0, 1, 0));
    }

    Scenario load() const { return Scenario::load(file_, overrides_); }

  private:
    void set(const std::string& path, const std::string& value) {
        for (const auto& [known, text] : overrides_.sets) {
            if (known == path) return;
        }
        overrides_.sets.emplace_back(path, value);
    }

    void take_log(const Arguments& arguments) {
        const auto table = arguments.last("against");
        if (!table) {
            if (arguments.has("column")) throw UserError("--column is of --against FILE");
            return;
        }
        std::map<std::string, std::string> named;
        for (const auto& [key, column] : arguments.pairs("column", "WHAT=COLUMN"))
            named[key] = column;
        const Node document = read_document(file_);
        const Node log = log_of_table(*table, named, wanted_by(document));
        overrides_.sets.emplace_back("log", dump(log));
        // The log says when requests are created, and of which class each is.
        set("duration_s", "null");
        if (log.find("created") != nullptr) set("workload", "null");
        const Node* classes = document.find("classes");
        if (classes == nullptr) return;
        for (const Node& one : classes->items) {
            const Node* name = one.find("name");
            if (name == nullptr) continue;
            set("classes." + name->text + ".workload", "null");
            if (log.find("class") != nullptr) set("classes." + name->text + ".share", "null");
        }
    }

    // Lets laws be made of the first requests of the log, and judges by the others.
    void hold_out(const Scenario& whole, const LoggedRequests& log, double share) {
        if (share == 0) return;
        const auto size = static_cast<double>(log.size);
        const std::string first = std::to_string(std::llround(size * (1 - share)));
        const RequestLog& described = *whole.point(0).world->described().log;
        const std::vector<std::string> paths =
            paths_of_samples(whole.resolved(0), described.digest.value_or(""));
        if (paths.empty()) {
            throw UserError("--hold-out: no law of " + file_ + " has its samples from " +
                            described.file + ", so there is nothing to fit to its first requests");
        }
        if (described.sort) {
            throw UserError("--hold-out needs a table in the order of creation: " + described.file +
                            " is put in order by \"sort\"");
        }
        for (const std::string& path : paths) set(path + ".first_rows", first);
        set("warm_up_requests", first);
    }

    std::string file_;
    Overrides overrides_;
};

// The section of a page, with the figures of the scenario and those of the calibration.
Section section_of(const Scenario& scenario, Store& store, const std::string& folder,
                   const Calibration& found, std::vector<DrawnFigure> figures) {
    SectionBuilder builder(scenario, folder, 1);
    each_row(scenario, store, [&](const CellRow& row) { builder.add(row); });
    Section section = builder.take();
    section.verdict = headline_of(found);
    section.calibration = calibration_table(found);
    for (DrawnFigure& figure : section.figures) figures.push_back(std::move(figure));
    section.figures = std::move(figures);
    return section;
}

// Writes what was found into the results folder, as numbers, figures and a page.
void write_found(const Section& section, const Calibration& found, const Arguments& arguments) {
    write_file(section.folder + "/calibration.json", dump(calibration_document(found), 1) + "\n");
    write_figures(section.folder, section.figures);
    Drawing drawing;
    if (!arguments.has("no-figures")) drawing.add(section.folder);
    drawing.finish();
    write_file(section.folder + "/report.html", page_html({section}, page_parts()));
}

void print(const Section& section, const Calibration& found, const Arguments& arguments) {
    if (arguments.has("json")) {
        std::cout << dump(calibration_document(found), 1) << '\n';
        return;
    }
    const TableStyle style = terminal_style();
    std::cout << calibration_text(found, style)
              << wrapped(section.name + ": ", headline_of(found), 2, style.width) << "\nresults in "
              << section.folder << "/\n";
}

int calibrate(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("calibrate needs a scenario file");
    check_folders(arguments, 1);
    const double margin = number_of(arguments, "margin", 0, 100, 2);
    const Scenario scenario = JudgedScenario(arguments).load();
    print_warnings(scenario);
    Arguments running = arguments;
    const std::string folder = arguments.has("out")
                                   ? *arguments.last("out")
                                   : results_folder(scenario, arguments) + "-calibration";
    running.options.erase("results");
    running.options["out"] = {folder};
    const RunEnd end = run_scenario(scenario, running, [](const CellRow&) {});
    if (!end.fingerprint) return end.code;

    const CellCursor at(scenario);
    std::vector<Tally> replications;
    Store store = Store::to_read(store_file(folder));
    for (StoredRun& run : runs_of(at, store)) replications.push_back(std::move(run.tally));
    const std::vector<Tally> simulated = Tally::by_blocks(replications);
    const std::vector<Tally> measured = measured_blocks(at.point());
    const ReadyWorld& world = *at.point().world;
    if (measured.size() < 2) throw UserError("a calibration needs two requests that count");
    const Calibration found =
        calibrate(measured, simulated, world.grading(), has_all_models(*world.log()), margin);
    const Section section =
        section_of(scenario, store, folder, found, calibration_figures(found, measured, simulated));
    print(section, found, arguments);
    std::cout.flush();
    write_found(section, found, arguments);
    return found.overall() == Agreement::agrees ? exit_ok : exit_check;
}

}  // namespace

Command calibrate_command() {
    std::vector<OptionSpec> options = running_options();
    // Runs of --path are not kept, so there would be nothing to compare.
    std::erase_if(options, [](const OptionSpec& option) { return option.name == "path"; });
    options.insert(
        options.end(),
        {{"against", "FILE", "the table of measured requests, in place of the scenario's log"},
         {"column", "WHAT=COLUMN", "what a column of it is, such as latency=rt_ms; repeatable"},
         {"margin", "PERCENT", "differences of this size do not matter (default: 2)"},
         {"hold-out", "SHARE", "fit laws to the first requests, judge by this share of them"},
         {"no-figures", "", "draw no figures"},
         {"json", "", "print calibration.json instead of a table"}});
    return {"calibrate",
            "calibrate SCENARIO [--against FILE] [options]",
            "Judges a scenario by what was measured.",
            std::move(options),
            1,
            calibrate};
}

}  // namespace mdisim
