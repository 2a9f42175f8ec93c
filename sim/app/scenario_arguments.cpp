#include "sim/app/scenario_arguments.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/terminal.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {

std::vector<OptionSpec> scenario_options() {
    return {{"set", "PATH=VALUE", "set a value, as in --set network.cv=0.7; null removes a key"},
            {"over", "PATH=VALUES", "sweep: sla_ms=50:300:25 or network.cv=0.5,1"}};
}

std::vector<OptionSpec> running_options() {
    std::vector<OptionSpec> options = scenario_options();
    options.insert(options.end(),
                   {{"out,o", "DIR", "results folder (default: results/<scenario>)"},
                    {"results", "DIR", "folder of results folders (default: results)"},
                    {"jobs,j", "N", "threads (default: all cores)"},
                    {"path", "auto|events", "force the general event path"}});
    return options;
}

Overrides overrides_of(const Arguments& arguments) {
    Overrides overrides{arguments.pairs("set"), arguments.pairs("over")};
    if (const auto records = count_of(arguments, "records", 0)) {
        overrides.sets.emplace_back("records.requests", std::to_string(*records));
    }
    return overrides;
}

void print_warnings(const Scenario& scenario) {
    for (const Problem& warning : scenario.warnings()) print_problem("warning", warning);
}

std::optional<int64_t> count_of(const Arguments& arguments, const std::string& option,
                                int64_t least) {
    const auto text = arguments.last(option);
    if (!text) return std::nullopt;
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size() || value < least) {
        throw UserError({{"--" + option + " " + *text, "",
                          "expected a whole number of at least " + std::to_string(least)}});
    }
    return value;
}

}  // namespace mdisim
