#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/pages/page_parts.hpp"
#include "sim/app/pages/playground_parts.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/page/page.hpp"
#include "sim/report/page/playground.hpp"
#include "sim/report/page/section.hpp"
#include "sim/report/page/shell.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto page_name = "report.html";

// The most points of a sweep that the table of a section shows. On a page about one scenario this
// is hardly a limit.
constexpr size_t points_alone = 1000;
constexpr size_t points_among_others = 16;

// The names of the files of a results folder that a page shows or links.
std::vector<std::string> shown_of(const std::string& folder) {
    std::vector<std::string> names = {requests_name};
    for (const auto& [name, digest] : files_known_in(folder)) {
        if (!name.ends_with(".sqlite") && name != page_name) names.push_back(name);
    }
    return names;
}

Section section_of(const std::string& folder, size_t most_points) {
    const Scenario scenario = scenario_in(folder);
    require_as_written(folder, shown_of(folder));
    const std::string file = store_file(folder);
    if (!fs::exists(file)) {
        throw UserError({{folder, "",
                          "has no store.sqlite; 'mdisim run' makes it, and 'mdisim merge' makes it "
                          "from shards"}});
    }
    SectionBuilder section(scenario, folder, most_points);
    Store store = Store::to_read(file);
    const size_t missing = each_row(scenario, store, [&](const CellRow& row) { section.add(row); });
    if (missing > 0) {
        print_note(folder + ": results lack " + counted(missing, "cell") + "; 'mdisim status " +
                   folder + "' says which");
    }
    return section.take();
}

// The results folders of the scenarios below scenarios/ that have figures or claims. A line on
// stderr says how many of all scenarios have no results yet.
std::vector<std::string> all_folders(const Arguments& arguments) {
    const std::string results = arguments.last("results").value_or("results");
    std::vector<std::string> folders;
    std::vector<std::string> missing;
    for (const std::string& file : scenario_files()) {
        const std::string folder = results + "/" + scenario_name(file);
        if (fs::exists(folder + "/manifest.json")) {
            const Scenario scenario = scenario_in(folder);
            const bool shows = !scenario.figures().empty() || !scenario.claims().items.empty();
            if (shows) folders.push_back(folder);
        } else {
            missing.push_back(file);
        }
    }
    if (folders.empty()) {
        throw UserError("there are no results below " + results +
                        "/; 'mdisim run SCENARIO...' makes them");
    }
    if (!missing.empty()) {
        print_note("not run so far: " + counted(missing.size(), "scenario") + ", such as " +
                   missing.front());
    }
    return folders;
}

// Writes a playground of the scenarios that read no data of others, if the simulator for pages was
// built. What is played must also be drawn.
PlayedScenarios write_playground(const std::string& folder, const std::vector<Scenario>& scenarios,
                                 const PageParts& parts) {
    PlayedScenarios played;
    if (web_module().empty() || parts.library.empty()) return played;
    Playground content;
    for (const Scenario& scenario : scenarios) {
        if (scenario.figures().empty()) continue;
        Playground with = content;
        add_example(with, example_of(scenario, scenario.name()));
        if (!with.files.members.empty()) continue;
        content = std::move(with);
        played.names.insert(scenario.name());
    }
    played.page = "what_if.html";
    write_file(folder + "/" + played.page, finished_playground(std::move(content)));
    return played;
}

// Writes the first page of all results, and below report/ a page for each paper. Pages of an
// earlier time are removed.
void write_site(const std::string& results, const std::vector<Section>& sections,
                const std::vector<Scenario>& scenarios, const PageParts& parts) {
    const std::string front = results + "/report.html";
    const fs::path folder = fs::path(results) / "report";
    if (fs::is_directory(folder)) {
        for (const fs::path& page : fs::directory_iterator(folder)) {
            if (page.extension() == ".html") fs::remove(page);
        }
    }
    fs::create_directories(folder);
    const PlayedScenarios played = write_playground(folder.string(), scenarios, parts);
    for (const auto& [name, html] :
         site_pages(sections, parts, folder.string(), "../report.html", played)) {
        write_file((folder / name).string(), html);
    }
    write_file(front, front_html(sections, parts, "report"));
    std::cout << front << '\n';
}

int report(const Arguments& arguments) {
    const bool all = arguments.has("all");
    if (all != arguments.words.empty()) {
        throw UserError("report needs results folders, or --all");
    }
    const std::vector<std::string> folders = all ? all_folders(arguments) : arguments.words;
    std::vector<Section> sections;
    const size_t points = folders.size() == 1 ? points_alone : points_among_others;
    for (const std::string& folder : folders) sections.push_back(section_of(folder, points));
    const PageParts parts = page_parts();
    const std::optional<std::string> out = arguments.last("out");
    if (all && !out) {
        std::vector<Scenario> scenarios;
        for (const std::string& folder : folders) scenarios.push_back(scenario_in(folder));
        write_site(arguments.last("results").value_or("results"), sections, scenarios, parts);
        return exit_ok;
    }
    const std::string beside = folders.size() == 1 ? folders.front() : std::string(".");
    const std::string file = out.value_or(beside + "/" + page_name);
    write_file(file, all ? front_html(sections, parts, "") : page_html(sections, parts));
    if (!out && folders.size() == 1) record_files(beside, {page_name});
    if (!is_standard_output(file)) std::cout << file << '\n';
    return exit_ok;
}

}  // namespace

Command report_command() {
    return {"report",
            "report RESULTS... | --all [options]",
            "Writes pages with figures, tables and claims.",
            {{"all", "",
              "of all scenarios that have figures or claims: a first page with papers "
              "and claims, and a page for each paper below report/"},
             {"out,o", "FILE",
              "the page (default: report.html in the folder); with --all the first "
              "page alone"},
             {"results", "DIR", "folder of results folders (default: results)"}},
            any_words,
            report};
}

}  // namespace mdisim
