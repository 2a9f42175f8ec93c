#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/terminal.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

struct ListLine {
    std::string name;
    std::string doc;
};
using Lines = std::vector<ListLine>;

// A line each: the first sentence of what is said of it, on a terminal cut at its width.
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

Lines policy_lines() {
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

Lines profile_lines() {
    Lines lines;
    Profiles shelf = Profiles::around("scenarios/any.json");
    for (const std::string& name : shelf.names()) {
        lines.push_back({name, about_of(shelf.read(name, {}))});
    }
    return lines;
}

Lines metric_lines() {
    Lines lines;
    const auto add = [&](const std::vector<MetricInfo>& infos) {
        for (const MetricInfo& info : infos) lines.push_back({info.name, info.doc});
    };
    add(metric_infos());
    lines.push_back({"usage.<model>", "share of requests for which this model was chosen"});
    add(class_infos("<class>"));
    add(picture_infos());
    add(battery_infos());
    add(retry_infos());
    return lines;
}

Lines scenario_lines() {
    const std::vector<std::string> files = scenario_files();
    if (files.empty()) throw UserError("there are no scenarios below scenarios/ here");
    Lines lines;
    for (const std::string& file : files) lines.push_back({file, about_of(read_document(file))});
    return lines;
}

struct Listing {
    const char* name;
    Lines (*lines)();
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
        print_lines(listing.lines());
        return exit_ok;
    }
    throw UserError("there is no list of '" + wanted + "'." + suggestion(wanted, known));
}

}  // namespace

Command list_command() {
    return {"list",
            "list [scenarios|policies|profiles|metrics]",
            "Lists what there is, one line each.",
            {},
            1,
            list};
}

}  // namespace mdisim
