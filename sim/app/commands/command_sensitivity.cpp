#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/tables/table_format.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/campaign.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rounds/settling.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/campaign/work.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/sensitivity.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/rounds/rounds_text.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/tables/tornado.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

// The name of the policy with the name or the title that is asked for; of the first that does not
// know the truth if none is.
std::string policy_asked(const Scenario& scenario, const std::vector<Combination>& policies,
                         const Arguments& arguments, const std::string& option) {
    const auto word = arguments.last(option);
    const PolicyLabels labels(scenario);
    std::vector<std::string_view> names;
    for (const Combination& one : policies) {
        const std::string& label = labels.of(one.name);
        if (word ? one.name == *word || label == *word : !one.needs_truth()) return one.name;
        names.push_back(one.name);
        if (label != one.name) names.push_back(label);
    }
    if (!word) return policies.front().name;
    throw UserError({{"--" + option + " " + *word, "",
                      "the scenario has no policy of that name." + suggestion(*word, names)}});
}

ResultAsked result_asked(const Scenario& scenario, const Arguments& arguments) {
    const Point home = scenario.point(scenario.home());
    ResultAsked asked{arguments.last("metric").value_or("effective_accuracy"),
                      policy_asked(scenario, home.policies, arguments, "policy")};
    if (arguments.has("against"))
        asked.against = policy_asked(scenario, home.policies, arguments, "against");
    const std::vector<MetricInfo> infos = metric_infos(home.world->grading());
    if (metric_index(infos, asked.metric) == infos.size()) {
        std::vector<std::string_view> names;
        for (const MetricInfo& info : infos) names.push_back(info.name);
        throw UserError({{"--metric " + asked.metric, "",
                          "there is no such metric." + suggestion(asked.metric, names)}});
    }
    return asked;
}

// The home point of a scenario, with the policies that the result is of.
Node home_of(const Scenario& scenario, const ResultAsked& asked) {
    Node document = scenario.resolved(scenario.home());
    Node kept = Node::list();
    for (const Node& policy : document.find("policies")->items) {
        const std::string& name = policy.find("name")->text;
        if (name == asked.policy || name == asked.against) kept.append(policy);
    }
    document.set("policies", std::move(kept));
    return document;
}

// Computes the runs of a scenario that the store lacks.
using Compute = std::function<WorkAmount(const Scenario&)>;

// The home point as the scenario's results ask for it: with as many replications as it needs
// itself, and with the greatest warm-up of all variations, so that they stay paired. Notes say how
// many.
Scenario settled(const Scenario& scenario, Node home, const std::vector<Variation>& variations,
                 Store& store, const CampaignOptions& options, const Compute& compute) {
    const auto made_of = [&](const Node& document) {
        return Scenario::from(document, scenario.file(), scenario.name());
    };
    if (scenario.stopping().finds_warm_up()) {
        int64_t most = 0;
        const Scenario unsettled = made_of(home);
        for (const Variation& variation : variations) {
            most = std::max(
                most, automatic_warm_up(varied(unsettled, variation), options.jobs, options.stop));
        }
        home.set("warm_up_requests", Node(most));
        print_note(warm_up_sentence(most));
    }
    if (!scenario.stopping().any()) return made_of(home);
    scenario.stopping().write_to(home);
    const Replicated enough = replicated(
        made_of(home), {}, [&](const Scenario& round) { return compute(round).cell_requests_left; },
        [&](const Scenario& round, const RowVisitor& look) {
            return each_row(round, store, look);
        });
    print_note(sentence_of(*enough.rounds));
    return enough.scenario;
}

std::string title_of(const Sensitivity& found, const ResultAsked& asked) {
    const TableCaption caption = table_caption(found.metric);
    return caption.title + " of " + asked.policy +
           (asked.against.empty() ? "" : " above " + asked.against) + ": " +
           interval_text(found.own, caption.scale, caption.digits, "-") +
           " at the scenario's own values";
}

int sensitivity(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("sensitivity needs a scenario file");
    if (!arguments.has("vary")) {
        throw UserError(
            "sensitivity needs --vary, as in --vary network.cv or "
            "--vary network.cv=0.3,0.7");
    }
    const TableFormat format = table_format_of(arguments);
    const Scenario scenario =
        Scenario::load(scenario_file(arguments.words.front()), overrides_of(arguments));
    print_warnings(scenario);
    const ResultAsked asked = result_asked(scenario, arguments);
    const Node home = home_of(scenario, asked);
    std::vector<Problem> problems;
    std::vector<Variation> variations;
    const Node own = Scenario::from(home, scenario.file(), scenario.name()).filled_in();
    for (const std::string& words : arguments.all("vary"))
        variations.push_back(read_variation(words, own, problems));
    if (!problems.empty()) throw UserError(std::move(problems));
    ProgressLine line;
    CampaignOptions campaign;
    campaign.jobs = jobs_of(arguments);
    campaign.progress = [&](const Progress& p) { line.show(p); };
    Sensitivity found;
    with_store_beside(scenario, arguments, [&](Store& store) {
        const auto compute = [&](const Scenario& one) {
            return run_campaign(one, store, campaign);
        };
        found = sensitivity_of(settled(scenario, home, variations, store, campaign, compute), asked,
                               variations, [&](const Scenario& one, const RowVisitor& visit) {
                                   compute(one);
                                   each_row(one, store, visit);
                               });
    });
    line.clear();
    const std::string title = title_of(found, asked);
    print_table(sensitivity_table(found, title, format), arguments);
    if (const auto file = arguments.last("svg")) write_file(*file, tornado_svg(found, title));
    return exit_ok;
}

}  // namespace

Command sensitivity_command() {
    std::vector<OptionSpec> options = scenario_options();
    options.insert(options.end(),
                   {{"vary", "PATH[=LOW,HIGH]", "an assumption; alone, 10 % less and more"},
                    {"metric", "NAME", "the result (default: effective_accuracy)"},
                    {"policy", "NAME", "of this policy, by name or title (default: the first)"},
                    {"against", "NAME", "how much it is above that of another policy"},
                    {"svg", "FILE", "draw the tornado"},
                    {"out,o", "DIR", "results folder (default: results/<scenario>)"},
                    {"results", "DIR", "folder of results folders (default: results)"},
                    {"jobs,j", "N", "threads (default: all cores)"},
                    table_format_option()});
    return {"sensitivity",
            "sensitivity SCENARIO --vary PATH... [options]",
            "Finds which assumptions matter to a result, and how much.",
            options,
            1,
            sensitivity};
}

}  // namespace mdisim
