#include "sim/library/finding/asked.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/describe/cell_text.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/axis_of_numbers.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr int64_t fewest_replications = 4;
// What all settings of a search have in common, since it compares replications one by one.
const std::vector<std::string> of_the_search = {"replications", "seed"};

std::string trimmed(std::string_view text) { return std::string(without_blanks(text)); }

// Reads a question against a scenario, and notes what is wrong with it.
class QuestionReader {
  public:
    QuestionReader(const SearchWords& words, SearchAsked& asked)
        : words_(words), asked_(asked), first_(asked.scenario.point(0)) {
        for (const Combination& c : first_.policies) policies_.push_back(c.name);
        for (MetricInfo& info : metric_infos(first_.world->grading()))
            metrics_.push_back(std::move(info.name));
    }

    void read() {
        check_scenario();
        choose_policy();
        read_goals("most", words_.most, Better::higher);
        read_goals("least", words_.least, Better::lower);
        for (const std::string& text : words_.so_that) read_target(text);
        check_goals();
        if (!problems_.empty()) throw UserError(std::move(problems_));
        say();
    }

  private:
    void note(const std::string& where, const std::string& what) {
        problems_.push_back({where, "", what});
    }

    void check_scenario() {
        if (asked_.scenario.overrides().varied.empty())
            note("find", "needs --vary, as in --vary servers.replicas=1:64:1");
        for (const Axis& axis : asked_.scenario.axes()) {
            if (contains(of_the_search, axis.name()))
                note("--vary " + axis.name(),
                     "a search compares settings replication by replication, so all have the "
                     "same; --set gives it another value");
            const auto& varied = asked_.scenario.overrides().varied;
            const bool known = std::any_of(varied.begin(), varied.end(),
                                           [&](const auto& one) { return axis.sets(one.first); });
            if (known) continue;
            note(asked_.scenario.file(),
                 "the scenario sweeps over '" + axis.name() +
                     "', so there is an answer for each of its values: choose one, as in --set " +
                     axis.name() + "=" + label_text(axis.values.front().label) + ", or --vary it");
        }
        if (first_.world->log() != nullptr)
            note(asked_.scenario.file(),
                 "find compares replications of drawn requests: not of a \"log\"");
        if (first_.setting.replications < fewest_replications)
            note(asked_.scenario.file(), "find needs at least 4 \"replications\"");
    }

    void choose_policy() {
        if (words_.policy) {
            asked_.policy = *words_.policy;
            check_policy("--policy " + asked_.policy, asked_.policy);
        } else if (policies_.size() == 1) {
            asked_.policy = policies_.front();
        } else {
            note("find", "the scenario has several policies: choose one of them with --policy (" +
                             joined(policies_) + ")");
            asked_.policy = policies_.front();
        }
    }
    void check_policy(const std::string& where, const std::string& policy) {
        if (contains(policies_, policy)) return;
        note(where, "the scenario has no policy '" + policy + "'." +
                        suggestion(policy, {policies_.begin(), policies_.end()}));
    }

    // "METRIC of POLICY", or "METRIC" of the policy that was chosen.
    // known: names that may have been meant.
    AskedMetric metric_in(const std::string& where, const std::string& text,
                          const std::vector<std::string>& known) {
        constexpr std::string_view of = " of ";
        const size_t at = text.find(of);
        AskedMetric asked{asked_.policy, text};
        if (at != std::string::npos && !contains(metrics_, text)) {
            asked = {trimmed(text.substr(at + of.size())), trimmed(text.substr(0, at))};
            check_policy(where, asked.policy);
        }
        if (!contains(metrics_, asked.metric)) {
            note(where, "there is no metric '" + asked.metric + "'." +
                            suggestion(asked.metric, {known.begin(), known.end()}) +
                            " 'mdisim list metrics' has all");
        }
        return asked;
    }

    void read_goals(const std::string& option, const std::vector<std::string>& texts,
                    Better wanted) {
        for (const std::string& text : texts) {
            const std::string where = "--" + option + " " + text;
            AskedGoal goal{wanted};
            const std::vector<Axis>& axes = asked_.scenario.axes();
            for (size_t a = 0; a < axes.size(); ++a) {
                if (axes[a].name() == text) goal.axis = a;
            }
            if (!goal.axis) {
                std::vector<std::string> known = metrics_;
                for (const Axis& axis : axes) known.push_back(axis.name());
                goal.metric = metric_in(where, text, known);
            } else if (!is_of_numbers(axes[*goal.axis])) {
                note(where, "what varies is no number, so there is no " + option + " of it");
            }
            asked_.goals.push_back(std::move(goal));
        }
    }

    void read_target(const std::string& text) {
        const std::string where = "--so-that '" + text + "'";
        size_t at = text.find(">=");
        AskedTarget target{{}, LimitKind::least, 0, {}, text};
        if (at == std::string::npos) {
            at = text.find("<=");
            target.kind = LimitKind::most;
        }
        if (at == std::string::npos) {
            return note(where, "expected 'METRIC >= VALUE' or 'METRIC <= VALUE'");
        }
        target.metric = metric_in(where, trimmed(text.substr(0, at)), metrics_);
        const std::string right = trimmed(text.substr(at + 2));
        if (const auto value = real_number(right)) {
            target.limit = *value;
        } else if (right.find(" of ") == std::string::npos && !contains(metrics_, right)) {
            return note(where, "the limit '" + right +
                                   "' is neither a finite number nor a metric." +
                                   suggestion(right, {metrics_.begin(), metrics_.end()}));
        } else {
            target.other = metric_in(where, right, metrics_);
        }
        asked_.targets.push_back(std::move(target));
    }

    void check_goals() {
        const size_t n = asked_.goals.size();
        if (n == 0) note("find", "needs a goal: --most METRIC, or --least METRIC");
        const bool measured = std::any_of(asked_.goals.begin(), asked_.goals.end(),
                                          [](const AskedGoal& goal) { return !goal.axis; });
        if (n == 2 && !measured && words_.so_that.empty())
            note("find",
                 "both goals vary, so that nothing has to be run: make one of them a metric, "
                 "or add --so-that 'METRIC >= VALUE'");
        if (n > 2) note("find", "takes one goal, or two for a front of trade-offs");
        if (n == 1 && asked_.goals.front().axis && asked_.targets.empty() &&
            words_.so_that.empty()) {
            const std::string name = asked_.scenario.axes()[*asked_.goals.front().axis].name();
            note("find", "without a target the best '" + name +
                             "' is an end of its range: add --so-that 'METRIC >= VALUE'");
        }
    }

    void say() {
        std::vector<std::string> goals;
        for (const AskedGoal& goal : asked_.goals) {
            goals.push_back(
                (goal.wanted == Better::higher ? "most " : "least ") +
                (goal.axis ? asked_.scenario.axes()[*goal.axis].name() : goal.metric.metric));
        }
        std::vector<std::string> targets;
        for (const AskedTarget& target : asked_.targets) targets.push_back(target.text);
        asked_.question = "The " + joined(goals, " and ") +
                          (targets.empty() ? "" : " so that " + joined(targets, " and "));
    }

    const SearchWords& words_;
    SearchAsked& asked_;
    Point first_;
    std::vector<std::string> policies_;
    std::vector<std::string> metrics_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<std::string> SearchAsked::policies() const {
    std::vector<std::string> all;
    const auto add = [&](const std::string& name) {
        if (!contains(all, name)) all.push_back(name);
    };
    for (const AskedGoal& goal : goals) {
        if (!goal.axis) add(goal.metric.policy);
    }
    for (const AskedTarget& target : targets) {
        add(target.metric.policy);
        if (target.other) add(target.other->policy);
    }
    return all;
}

SearchAsked search_asked(Scenario scenario, const SearchWords& words) {
    SearchAsked asked{std::move(scenario), "", {}, {}, ""};
    QuestionReader(words, asked).read();
    return asked;
}

}  // namespace mdisim
