#include <algorithm>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/measure/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

void list_policies() {
    for (const PolicyEntry* entry : all_policies()) {
        std::string name = std::string(name_of(entry->decision)) + "/" + entry->name;
        name.resize(std::max<size_t>(36, name.size() + 1), ' ');
        std::cout << name << first_line(entry->doc) << '\n';
    }
}

void list_profiles() {
    for (const std::string& name : Profiles::around("scenarios/any.json").names()) {
        std::cout << name << '\n';
    }
}

void print_line(const MetricInfo& info) {
    std::string name = info.name;
    name.resize(std::max<size_t>(26, name.size() + 1), ' ');
    std::cout << name << info.doc << '\n';
}

void list_metrics() {
    for (const MetricInfo& info : metric_infos()) print_line(info);
    std::cout << "usage.<model>             share of requests for which this model was chosen\n";
    for (const auto& infos :
         {class_infos("<class>"), picture_infos(), battery_infos(), retry_infos()}) {
        for (const MetricInfo& info : infos) print_line(info);
    }
}

void list_scenarios() {
    for (const std::string& file : scenario_files()) {
        const Node document = read_document(file);
        const Node* about = document.find("about");
        std::string name = file;
        name.resize(std::max<size_t>(40, name.size() + 1), ' ');
        std::cout << name << (about != nullptr ? first_line(about->text) : "") << '\n';
    }
}

struct Listing {
    const char* name;
    void (*print)();
};
constexpr Listing listings[] = {{"scenarios", list_scenarios},
                                {"policies", list_policies},
                                {"profiles", list_profiles},
                                {"metrics", list_metrics}};

int list(const Arguments& arguments) {
    const std::string wanted = arguments.words.empty() ? "scenarios" : arguments.words.front();
    std::vector<std::string_view> known;
    for (const Listing& listing : listings) {
        known.push_back(listing.name);
        if (listing.name != wanted) continue;
        listing.print();
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
