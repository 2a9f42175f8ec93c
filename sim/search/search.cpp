#include "sim/search/search.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/search/climb.hpp"
#include "sim/search/confirm.hpp"
#include "sim/search/reach.hpp"
#include "sim/search/tried.hpp"

namespace mdisim {
namespace {

constexpr uint32_t fewest_replications = 4;

// The best of the settings that meet the targets, of a goal that is known beforehand. Of equals,
// one that was tried comes first, and of those the one with most room to the first target.
size_t most_gain(const Question& question, const Reach& reach, TriedSettings& tried) {
    const std::vector<size_t> all = reach.settings();
    const auto room = [&](size_t s) {
        constexpr double none = -1e300;
        return tried.has(s) ? tried.mean(s, question.goals) : none;
    };
    return *std::max_element(all.begin(), all.end(), [&](size_t a, size_t b) {
        const double gain_a = question.known_gain[a];
        const double gain_b = question.known_gain[b];
        return gain_a != gain_b ? gain_a < gain_b : room(a) < room(b);
    });
}

constexpr double error_of_dominance = 0.025;

// Whether a is shown to be better than b in one goal, and better or exactly equal in the other.
bool dominates(const TriedSettings& tried, size_t a, size_t b, double level, Half part) {
    bool better = false;
    for (size_t goal : {size_t{0}, size_t{1}}) {
        if (tried.more(a, b, goal, level, part)) {
            better = true;
            continue;
        }
        const PerReplication d = tried.differences(a, b, goal, part);
        if (!std::all_of(d.values.begin(), d.values.end(), [](double x) { return x == 0; }))
            return false;
    }
    return better;
}

std::vector<size_t> not_dominated(const TriedSettings& tried, const std::vector<size_t>& settings,
                                  Half part) {
    const double level =
        error_of_dominance / static_cast<double>(std::max<size_t>(1, settings.size() - 1));
    std::vector<size_t> kept;
    for (size_t s : settings) {
        const bool off = std::any_of(settings.begin(), settings.end(), [&](size_t other) {
            return other != s && dominates(tried, other, s, level, part);
        });
        if (!off) kept.push_back(s);
    }
    return kept;
}

// The settings of which, by means, none is better in both goals, from the least of the first goal.
std::vector<size_t> front_of(const TriedSettings& tried, std::vector<size_t> settings) {
    const auto mean = [&](size_t s, size_t goal) { return tried.mean(s, goal, Half::fresh); };
    std::sort(settings.begin(), settings.end(), [&](size_t a, size_t b) {
        return mean(a, 0) != mean(b, 0) ? mean(a, 0) > mean(b, 0) : mean(a, 1) > mean(b, 1);
    });
    std::vector<size_t> front;
    for (size_t s : settings) {
        if (front.empty() || mean(s, 1) > mean(front.back(), 1)) front.push_back(s);
    }
    std::reverse(front.begin(), front.end());
    return front;
}

}  // namespace

SearchAnswer find_best(const Question& question, const Ask& ask) {
    ensure(question.replications >= fewest_replications, "a search needs four replications");
    ensure(question.goals == 1 || question.targets > 0, "a goal to be measured, or a target");
    TriedSettings tried(question, ask);
    Reach reach(question, tried);
    reach.find();
    SearchAnswer answer;
    const std::vector<size_t> meeting = reach.settings();
    answer.meets = !meeting.empty();
    answer.meets_all = question.targets > 0 && meeting.size() == question.space.size();
    std::optional<Climb> climb;
    if (answer.meets && question.goals > 0) climb.emplace(question, reach, tried);
    answer.best = !answer.meets ? reach.closest()
                  : climb       ? climb->find()
                                : most_gain(question, reach, tried);
    tried.look({answer.best}, tried.first());
    Confirm confirm(question, reach, climb ? &*climb : nullptr, tried, answer.best);
    answer.where = confirm.where();
    // Fresh replications may show of every setting that it misses the targets after all.
    answer.meets = answer.meets && !answer.where.empty();
    answer.meets_all = answer.meets_all && answer.meets;
    answer.perhaps_none = question.targets > 0 && !confirm.any_certain();
    const bool lines = !question.space.ordered_axes().empty();
    if (question.targets > 0 && lines) answer.targets = reach.shape();
    if (climb && climb->is_cost())
        answer.goal = Shape::monotone;
    else if (climb && lines && (climb->shape() == Shape::any || !confirm.answers_alone()))
        answer.goal = climb->shape();
    answer.tried = tried.looks();
    return answer;
}

ParetoFront find_front(const Question& question, const Ask& ask) {
    ensure(question.goals == 2, "a front is of two goals");
    TriedSettings tried(question, ask);
    Reach reach(question, tried);
    std::vector<size_t> all(question.space.size());
    std::iota(all.begin(), all.end(), size_t{0});
    tried.look(all, tried.first());
    reach.find();
    ParetoFront front;
    std::vector<size_t> meeting = reach.settings();
    front.meets = !meeting.empty();
    front.missing = all.size() - meeting.size();
    if (!front.meets) meeting = {reach.closest()};
    meeting = not_dominated(tried, meeting, Half::searched);
    tried.look_afresh(meeting);
    front.on = front_of(tried, meeting);
    front.perhaps = not_dominated(tried, meeting, Half::fresh);
    std::erase_if(front.perhaps, [&](size_t s) {
        return std::find(front.on.begin(), front.on.end(), s) != front.on.end();
    });
    front.tried = tried.looks();
    return front;
}

}  // namespace mdisim
