#include "sim/app/scenario_arguments.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "sim/app/terminal.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

// A positive number with one of these units behind it.
double amount_of(const std::string& option, const std::string& text,
                 std::span<const std::pair<std::string_view, double>> units,
                 const std::string& expected) {
    double number = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    for (const auto& [unit, size] : units) {
        if (error == std::errc() && number > 0 && std::string_view(end, last) == unit)
            return number * size;
    }
    throw UserError({{option + " " + text, "", "expected " + expected}});
}

}  // namespace

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

std::vector<OptionSpec> precision_options() {
    return {{"precision", "METRIC=HALF", "replications until the interval is as narrow"},
            {"best", "METRIC=DIFFERENCE", "replications until the best policy is known"},
            {"for", "TIME", "at most for so long, as 60s, 10min or 2h; else exit code 4"},
            {"requests", "N", "at most so many requests in all, as 1e8; else exit code 4"}};
}

Budget budget_of(const Arguments& arguments) {
    Budget budget;
    if (const auto text = arguments.last("for")) {
        constexpr std::pair<std::string_view, double> units[] = {
            {"", 1}, {"s", 1}, {"min", 60}, {"h", 3600}};
        budget.seconds = amount_of("--for", *text, units, "a time, as 60s, 10min or 2h");
    }
    if (const auto text = arguments.last("requests")) {
        constexpr std::pair<std::string_view, double> units[] = {{"", 1}};
        budget.requests = amount_of("--requests", *text, units, "a number of requests, as 1e8");
    }
    return budget;
}

Overrides overrides_of(const Arguments& arguments) {
    Overrides overrides{arguments.pairs("set"), arguments.pairs("over")};
    if (const auto records = count_of(arguments, "records", 0)) {
        overrides.sets.emplace_back("records.requests", std::to_string(*records));
    }
    for (const char* goal : {"precision", "best"}) {
        for (const auto& [metric, size] : arguments.pairs(goal, "metric=number"))
            overrides.sets.emplace_back(goal + ("." + metric), size);
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
