#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/terminal.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/resolve.hpp"

namespace mdisim {
namespace {

struct ListLine {
    std::string name;
    std::string doc;
};
using Lines = std::vector<ListLine>;

// Prints each name with the first sentence of its text, on one line, which is cut at the width of
// the terminal.
void print_lines(const Lines& lines) {
    constexpr size_t gap = 2;
    size_t longest = 0;
    for (const ListLine& line : lines) longest = std::max(longest, letters(line.name));
    const std::optional<size_t> width = terminal_width(STDOUT_FILENO);
    for (const ListLine& line : lines) {
        const std::string whole = left(line.name, longest + gap) + first_sentence(line.doc);
        std::cout << (width ? shortened(whole, *width) : whole) << '\n';
    }
}

Lines policy_lines(std::vector<Problem>&) {
    Lines lines;
    for (const PolicyEntry* entry : all_policies()) {
        lines.push_back({std::string(name_of(entry->decision)) + "/" + entry->name, entry->doc});
    }
    return lines;
}

std::string about_of(const Node& document) {
    const Node* about = document.find("about");
    return about != nullptr ? about->text : "";
}

// Lines with each name and its text, about(name). If about() throws a UserError, the problems of
// the error are added to `problems`, and the name is left out.
template <class About>
Lines lines_of(const std::vector<std::string>& names, std::vector<Problem>& problems, About about) {
    Lines lines;
    for (const std::string& name : names) {
        try {
            lines.push_back({name, about(name)});
        } catch (const UserError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    return lines;
}

Lines profile_lines(std::vector<Problem>& problems) {
    Profiles shelf = Profiles::around("scenarios/any.json");
    return lines_of(shelf.names(), problems,
                    [&](const std::string& name) { return about_of(shelf.read(name, {})); });
}

Lines metric_lines(std::vector<Problem>&) {
    Lines lines;
    for (const MetricInfo& info :
         metric_infos(graded_in_all({"<model>"}, {"<class>"}, {"<site>"}))) {
        lines.push_back({info.name, info.doc});
    }
    return lines;
}

Lines scenario_lines(std::vector<Problem>& problems) {
    std::vector<std::string> words = scenario_files();
    if (words.empty()) words = scenario_names();
    if (words.empty()) throw UserError("there are no scenarios below scenarios/ here");
    return lines_of(words, problems, [](const std::string& word) {
        return about_of(read_document(scenario_file(word)));
    });
}

struct Listing {
    const char* name;
    Lines (*lines)(std::vector<Problem>& problems);  // problems: those of files that are left out
};
constexpr Listing listings[] = {{"scenarios", scenario_lines},
                                {"policies", policy_lines},
                                {"profiles", profile_lines},
                                {"metrics", metric_lines}};

int list(const Arguments& arguments) {
    const std::string wanted = arguments.words.empty() ? "scenarios" : arguments.words.front();
    std::vector<std::string_view> known;
    for (const Listing& listing : listings) {
        known.push_back(listing.name);
        if (listing.name != wanted) continue;
        std::vector<Problem> problems;
        print_lines(listing.lines(problems));
        if (!problems.empty()) throw UserError(std::move(problems));
        return exit_ok;
    }
    throw UserError("there is no list of '" + wanted + "'." + suggestion(wanted, known));
}

}  // namespace

Command list_command() {
    return {"list",
            "list [scenarios|policies|profiles|metrics]",
            "Lists policies, metrics, profiles or scenarios, one line each.",
            {},
            1,
            list};
}

}  // namespace mdisim
