#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/tables/table_format.hpp"
#include "sim/campaign/points/point_runs.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/cell_text.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/judge/rare.hpp"
#include "sim/measure/tally.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/run/form.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/sampling.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// What is asked for; else one in a million, or the least share that is known.
double rarest_of(const Arguments& arguments, const std::optional<LeastShare>& known) {
    const auto text = arguments.last("rarest");
    if (!text) return known ? std::clamp(known->share, 1e-6, 0.1) : 1e-6;
    const auto share = real_number(*text);
    if (share && *share >= 1e-12 && *share <= 0.1) return *share;
    throw UserError({{"--rarest " + *text, "", "expected a share between 1e-12 and 0.1"}});
}

// The home point of a scenario, with a sweep over parts of the network's draws.
Scenario by_parts(const Scenario& scenario, const std::vector<DrawnPart>& parts) {
    Node document = scenario.resolved(scenario.home());
    Node values = Node::list();
    for (const DrawnPart& part : parts) {
        Node value = Node::object();
        value.set("from", Node(part.from));
        value.set("to", Node(part.to));
        values.append(std::move(value));
    }
    Node sweep = Node::object();
    sweep.set("network_draws", std::move(values));
    document.set("sweep", std::move(sweep));
    return Scenario::from(document, scenario.file(), scenario.name());
}

// Throws UserError, with all that parts of the network's draws say nothing of.
void check(const Scenario& scenario, const Point& point) {
    constexpr int64_t fewest_replications = 4;
    std::vector<Problem> problems;
    const auto note = [&](const std::string& what) {
        problems.push_back({scenario.file(), "", "mdisim rare " + what});
    };
    for (const Axis& axis : scenario.axes())
        note("is about one point, and the scenario sweeps over '" + axis.name() +
             "': choose one value, as in --set " + axis.name() + "=" +
             label_text(axis.values.front().label));
    if (scenario.stopping().any() || scenario.stopping().finds_warm_up())
        note(
            "takes replications and a warm-up as they are: leave out 'precision', 'best' and an "
            "automatic warm-up");
    const World& world = point.setting.world;
    if (world.network_draws) note("chooses 'network_draws' itself: leave them out");
    if (point.setting.duration_s || !point.setting.requests || point.world->log() != nullptr)
        note("needs a number of drawn 'requests'");
    if (point.setting.replications < fewest_replications) note("needs at least 4 'replications'");
    const std::string else_drawn = what_else_is_drawn(world.network);
    if (!point.world->network().draws_latency()) {
        note("is about a network that draws latencies, and this one does not");
    } else if (!else_drawn.empty()) {
        note("is about one draw that makes the network slow, but " + else_drawn);
    }
    for (const Combination& c : point.policies) {
        const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms), c};
        const std::string why = why_requests_touch(cell, point.plan());
        if (why.empty()) continue;
        note("is about requests that cannot touch each other, but under '" + c.name + "' " + why);
        break;
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// The quantiles beyond which at least the smallest part of all answers lies.
struct Quantiles {
    std::vector<double> shares;
    std::vector<std::string> names;  // such as "p99.99"

    // last: the smallest part
    explicit Quantiles(const DrawnPart& last) {
        constexpr double nearly = 0.999;  // differences are rounded
        std::string nines = "99";
        for (double beyond = 0.01; beyond >= nearly * (last.to - last.from); beyond /= 10) {
            shares.push_back(*real_number("0." + nines));
            names.push_back("p99" + (nines.size() > 2 ? "." + nines.substr(2) : ""));
            nines += '9';
        }
    }
};

// On a terminal there is room for the two highest quantiles that are known, without intervals.
PlainTable table_of(const Scenario& scenario, const std::vector<std::string>& policies,
                    const std::vector<RareEvents>& events, const Quantiles& quantiles,
                    TableFormat format) {
    const bool terminal = format == TableFormat::table;
    size_t all = quantiles.names.size();
    const auto is_known = [&](size_t q) {
        return std::any_of(events.begin(), events.end(), [q](const RareEvents& of_policy) {
            return !std::isnan(of_policy.latencies_ms[q].mean);
        });
    };
    while (terminal && all > 0 && !is_known(all - 1)) --all;
    const size_t first = terminal && all > 2 ? all - 2 : 0;
    PlainTable table;
    table.columns = {{"policy", "policy"},
                     {"late", "late, per million", PlainKind::interval, 1e6, 2},
                     {"unseen", "unseen", PlainKind::number, 1e6, 1}};
    for (size_t q = first; q < all; ++q) {
        std::string key = quantiles.names[q];
        std::erase(key, '.');
        table.columns.push_back({"latency_ms_" + key, quantiles.names[q] + " ms",
                                 terminal ? PlainKind::number : PlainKind::interval, 1, 1});
    }
    const PolicyLabels labels(scenario);
    for (size_t p = 0; p < policies.size(); ++p) {
        std::vector<PlainCell> cells = {{labels.of(policies[p])}, {"", events[p].late}};
        const double unseen = events[p].unseen;
        cells.push_back({"", {unseen, unseen, unseen}});
        for (size_t q = first; q < all; ++q) cells.push_back({"", events[p].latencies_ms[q]});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

uint64_t counted_requests(const Point& point) {
    return point.expected_requests() - static_cast<uint64_t>(point.setting.warm_up_requests);
}

std::string share_text(double share) { return in_digits(share, 2); }

void add_notes(const Scenario& parts, const std::optional<LeastShare>& known, PlainTable& table) {
    const Point point = parts.point(0);
    table.title = parts.name() + ": what is rare, by " + counted(parts.size(), "part") +
                  " of the network's draws";
    table.notes.push_back(
        "each part: " + std::to_string(counted_requests(point)) + " requests in each of " +
        std::to_string(point.setting.replications) + " replications; the rarest is " +
        share_text(1 - parts.point(parts.size() - 1).setting.world.network_draws->from) +
        " of all");
    table.notes.push_back(
        "unseen: so many more per million may be late, 95 times in 100 at most, in parts where "
        "no answer was; with more requests it is less, and higher percentiles are told");
    if (!known) return;
    table.notes.push_back(
        known->samples > 0
            ? "the network has " + counted(static_cast<size_t>(known->samples), "sample") +
                  ": nothing is known of a share below " + share_text(known->share)
            : "the network's law is a straight line beyond the share " + share_text(known->share) +
                  ": it says nothing of a smaller one");
}

int rare(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("rare needs a scenario file");
    const TableFormat format = table_format_of(arguments);
    const Scenario scenario =
        Scenario::load(scenario_file(arguments.words.front()), overrides_of(arguments));
    print_warnings(scenario);
    const Point home = scenario.point(scenario.home());
    check(scenario, home);
    const auto known = least_share_of(home.setting.world.network);
    const std::vector<DrawnPart> parts = parts_down_to(rarest_of(arguments, known));
    const Scenario by_part = by_parts(scenario, parts);
    std::vector<std::string> policies;
    for (const Combination& c : home.policies) policies.push_back(c.name);
    const Quantiles quantiles(parts.back());
    std::vector<RareEvents> events;
    const auto compute = [&](Store& store) {
        ProgressLine line;
        PointRunner runs(
            by_part, policies, store,
            {.jobs = jobs_of(arguments),
             .stop = listen_for_signals(),
             .progress = [&](uint64_t done, uint64_t all) {
                 line.show({done, all, static_cast<double>(done), static_cast<double>(all)});
             }});
        const auto replications = static_cast<uint32_t>(home.setting.replications);
        std::vector<PointRuns> wanted;
        for (size_t p = 0; p < parts.size(); ++p) wanted.push_back({p, 0, replications});
        runs.compute(wanted);
        for (const std::string& policy : policies) {
            std::vector<std::vector<Tally>> tallies;
            for (const PointRuns& of_part : wanted)
                tallies.push_back(runs.tallies(of_part, policy));
            events.push_back(rare_events(parts, tallies, quantiles.shares));
        }
        line.clear();
    };
    try {
        with_store_beside(scenario, arguments, compute);
    } catch (const Interrupted&) {
        return say_interrupted();
    }
    PlainTable table = table_of(scenario, policies, events, quantiles, format);
    add_notes(by_part, known, table);
    print_table(table, arguments);
    return exit_ok;
}

}  // namespace

Command rare_command() {
    std::vector<OptionSpec> options = scenario_options();
    options.insert(options.end(),
                   {{"rarest", "SHARE", "the smallest share (default: 1e-6, or what was measured)"},
                    {"out,o", "DIR", "results folder (default: results/<scenario>)"},
                    {"results", "DIR", "folder of results folders (default: results)"},
                    {"jobs,j", "N", "threads (default: all cores)"},
                    table_format_option()});
    return {"rare",
            "rare SCENARIO [options]",
            "Tells what is rare, such as one late answer in a million.",
            options,
            1,
            rare};
}

}  // namespace mdisim
