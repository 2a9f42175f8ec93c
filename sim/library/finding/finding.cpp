#include "sim/library/finding/finding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/library/finding/columns.hpp"
#include "sim/library/finding/numbers.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/axis_of_numbers.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/search.hpp"
#include "sim/search/space.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// Numbers in the order of their values may be searched as numbers; all else is tried one by one.
bool is_ordered(const Axis& axis) {
    if (!is_of_numbers(axis)) return false;
    const auto rises = [](const AxisValue& a, const AxisValue& b) {
        return a.label.as_number() < b.label.as_number();
    };
    const auto falls = [&](const AxisValue& a, const AxisValue& b) { return rises(b, a); };
    const auto all = [&](const auto& in_order) {
        return std::adjacent_find(axis.values.begin(), axis.values.end(),
                                  [&](const AxisValue& a, const AxisValue& b) {
                                      return !in_order(a, b);
                                  }) == axis.values.end();
    };
    return all(rises) || all(falls);
}

class Finder {
  public:
    Finder(const SearchAsked& asked, PointRunner& runs)
        : asked_(asked), runs_(runs), columns_(columns_of(asked)) {}

    Findings find() {
        Findings found;
        found.policy = asked_.policy;
        found.question = asked_.question;
        for (const AskedColumn& column : columns_) found.columns.push_back(column.column);
        const Question question = this->question();
        const Ask ask = [this](const std::vector<WantedRuns>& wanted) { return answer(wanted); };
        if (asked_.goals.size() == 1)
            found.answer = find_best(question, ask);
        else
            found.front = find_front(question, ask);
        found.replications = question.replications;
        for (const TriedSetting& tried : found.tried()) {
            found.numbers[tried.setting] = {intervals(tried.setting, 0, tried.searched),
                                            intervals(tried.setting, question.replications,
                                                      question.replications + tried.fresh)};
        }
        found.requests = runs_.spent().used;
        found.computed = runs_.spent().computed;
        const uint64_t policies = asked_.policies().size();
        found.runs = policies * runs_of(found.tried());
        for (size_t s = 0; s < question.space.size(); ++s) {
            found.grid +=
                policies * question.replications * asked_.scenario.point(s).expected_requests();
        }
        return found;
    }

  private:
    Question question() {
        std::vector<SearchAxis> axes;
        for (const Axis& axis : asked_.scenario.axes())
            axes.push_back({axis.values.size(), is_ordered(axis)});
        Question question{Space(std::move(axes))};
        question.goals = asked_.goals.size();
        question.targets = asked_.targets.size();
        question.replications =
            static_cast<uint32_t>(asked_.scenario.point(0).setting.replications);
        if (question.goals == 1 && asked_.goals.front().axis) {
            question.goals = 0;
            for (size_t s = 0; s < question.space.size(); ++s)
                question.known_gain.push_back(gain_of_axis(asked_, asked_.goals.front(), s));
        }
        question.means = means_of(asked_, runs_at({}));
        return question;
    }

    RunsByPolicy runs_at(const PointRuns& wanted) {
        RunsByPolicy runs;
        const Grading grading = runs_.point(wanted.point).world->grading();
        for (const std::string& policy : asked_.policies()) {
            std::vector<Tally> tallies;
            if (wanted.from < wanted.to) tallies = runs_.tallies(wanted, policy);
            runs[policy] = {std::move(tallies), grading};
        }
        return runs;
    }

    std::vector<std::vector<Replication>> answer(const std::vector<WantedRuns>& wanted) {
        std::vector<PointRuns> all;
        for (const WantedRuns& w : wanted) all.push_back({w.setting, w.from, w.to});
        runs_.compute(all);
        std::vector<std::vector<Replication>> answers;
        for (const PointRuns& one : all)
            answers.push_back(replications_of(asked_, runs_at(one), one.point));
        return answers;
    }

    std::vector<Interval> intervals(size_t setting, uint32_t from, uint32_t to) {
        if (from == to) return {};
        return intervals_of(asked_, columns_, runs_at({setting, from, to}), setting);
    }

    const SearchAsked& asked_;
    PointRunner& runs_;
    std::vector<AskedColumn> columns_;
};

}  // namespace

Findings findings_of(const SearchAsked& asked, PointRunner& runs) {
    return Finder(asked, runs).find();
}

}  // namespace mdisim
