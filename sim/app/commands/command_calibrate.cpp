#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/drawing.hpp"
#include "sim/app/judged_scenario.hpp"
#include "sim/app/pages/page_parts.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/judge/calibration.hpp"
#include "sim/judge/calibration_blocks.hpp"
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
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The section of a page, with the figures of the scenario and those of the calibration.
Section section_of(const Scenario& scenario, Store& store, const std::string& folder,
                   const Calibration& found, std::vector<DrawnFigure> figures) {
    SectionBuilder builder(scenario, folder, 1);
    each_row(scenario, store, [&](const CellRow& row) { builder.add(row); });
    Section section = builder.take();
    section.beside = {"Beside what was measured: " + headline_of(found),
                      "Calibration of " + section.name, calibration_table(found),
                      "Differences are simulated less measured, of times in per cent of what was "
                      "measured, of shares in points, with 95 % intervals."};
    for (DrawnFigure& figure : section.figures) figures.push_back(std::move(figure));
    section.figures = std::move(figures);
    return section;
}

// What was found, and of what.
Node document_of(const Scenario& scenario, const Point& point, const Calibration& found) {
    const RequestLog& log = *point.world->described().log;
    Node document = Node::object();
    document.set("scenario", Node(scenario.file()));
    document.set("table", Node(log.file));
    document.set("digest", Node(log.digest.value_or("")));
    document.set("replications", Node(point.setting.replications));
    document.set("warm_up_requests", Node(point.setting.warm_up_requests));
    for (const auto& [key, value] : calibration_document(found).members) document.set(key, value);
    return document;
}

// A line about what is compared: how many requests, over which time.
std::string compared_text(const Point& point, const Calibration& found) {
    const RequestLog& log = *point.world->described().log;
    const Duration length{log.content->created.last() - log.content->created.first()};
    return log.file + ": " + counted(found.requests, "request") + " that count, of " +
           counted(log.content->size, "request") + " in " + in_digits(length.ms() / 1000) +
           " s; simulated " + counted(static_cast<size_t>(point.setting.replications), "time") +
           "\n";
}

// Writes what was found into the results folder, as numbers, figures and a page.
void write_found(const Section& section, const Node& document, const Arguments& arguments) {
    write_file(section.folder + "/calibration.json", dump(document, 1) + "\n");
    write_figures(section.folder, section.figures);
    std::vector<std::string> written = {"calibration.json"};
    for (const DrawnFigure& figure : section.figures) {
        written.push_back("figures/" + figure.figure.name + ".json");
    }
    Drawing drawing;
    if (!arguments.has("no-figures")) drawing.add(section.folder);
    drawing.finish();
    try {
        write_file(section.folder + "/report.html", page_html({section}, page_parts()));
        written.emplace_back("report.html");
    } catch (const UserError& error) {
        print_note("there is no page: " + error.problems().front().what);
    }
    record_files(section.folder, written);
}

int calibrate(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("calibrate needs a scenario file");
    check_folders(arguments, 1);
    const double margin = number_of(arguments, "margin", 0, 100, 2);
    const Scenario scenario = judged_scenario(arguments);
    print_warnings(scenario);
    Arguments running = arguments;
    const std::string folder = arguments.has("out")
                                   ? *arguments.last("out")
                                   : results_folder(scenario, arguments) + "-calibration";
    running.options.erase("results");
    running.options["out"] = {folder};
    const RunEnd end = run_scenario(scenario, running, [](const CellRow&) {});
    if (!end.fingerprint || end.code != exit_ok) return end.code;

    const CellCursor at(scenario);
    const ReadyWorld& world = *at.point().world;
    std::vector<Tally> replications;
    Store store = Store::to_read(store_file(folder));
    for (StoredRun& run : runs_of(at, store)) replications.push_back(std::move(run.tally));
    const std::vector<Tally> measured = measured_blocks(at.point());
    // An answer of the phone has its own accuracy, and a log does not say whose an answer is.
    const bool knows_models = world.phones().most_own_models() == 0 && has_all_models(*world.log());
    const Calibration found =
        calibrate(measured, replications, world.grading(), knows_models, margin);
    const Section section =
        section_of(scenario, store, folder, found,
                   calibration_figures(found, measured, simulated_blocks(replications)));
    const Node document = document_of(scenario, at.point(), found);
    if (arguments.has("json")) {
        std::cout << dump(document, 1) << '\n';
    } else {
        const TableStyle style = terminal_style();
        std::cout << folded(compared_text(at.point(), found), style.width, 2)
                  << calibration_text(found, style)
                  << wrapped(section.name + ": ", headline_of(found), 2, style.width)
                  << "\nresults in " << folder << "/\n";
    }
    std::cout.flush();
    write_found(section, document, arguments);
    return found.overall() == Agreement::agrees ? exit_ok : exit_check;
}

}  // namespace

Command calibrate_command() {
    std::vector<OptionSpec> options = running_options();
    // Runs of --path are not kept, so there would be nothing to compare.
    std::erase_if(options, [](const OptionSpec& option) { return option.name == "path"; });
    for (OptionSpec& option : options) {
        if (option.name == "out,o")
            option.doc = "results folder (default: results/<scenario>-calibration)";
    }
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
            "Judges a scenario by what was measured; 0 if it agrees, else 3.",
            std::move(options),
            1,
            calibrate};
}

}  // namespace mdisim
