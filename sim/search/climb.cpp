#include "sim/search/climb.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mdisim {
namespace {

constexpr size_t spread_first = 7;  // settings on an axis that are tried first
constexpr size_t most_rounds = 4;   // over all axes
constexpr double error_of_valley = 0.01;
constexpr double error_of_halving = 0.05;

std::vector<size_t> spread_on(const std::vector<size_t>& line) {
    std::vector<size_t> some;
    const size_t n = std::min(spread_first, line.size());
    for (size_t i = 0; i < n; ++i)
        some.push_back(line[n == 1 ? 0 : i * (line.size() - 1) / (n - 1)]);
    return some;
}

}  // namespace

Climb::Climb(const Question& question, const Reach& reach, TriedSettings& tried)
    : question_(question), reach_(reach), tried_(tried) {}

size_t Climb::find() {
    if (question_.targets > 0 && reach_.shape() == Shape::any) {
        shape_ = Shape::any;
        return best_at_length(reach_.settings());
    }
    is_cost_ = question_.targets > 0 && costs();
    if (is_cost_) {
        tried_.look(just_enough(), tried_.first());
        return best_at_length(just_enough());
    }
    for (size_t choice : question_.space.choices()) climb_with(choice);
    if (shape_ == Shape::any) {
        tried_.look(reach_.settings(), tried_.first());
        return best_at_length(reach_.settings());
    }
    std::vector<size_t> tried = tried_.settings();
    std::erase_if(tried, [&](size_t s) { return !reach_.meets(s); });
    return best_at_length(tried);
}

// Climbs among the settings of one combination of named choices, from the middle of those that meet
// the targets.
void Climb::climb_with(size_t choice) {
    const std::vector<size_t> axes = question_.space.ordered_axes();
    std::vector<size_t> inside = reach_.settings();
    std::erase_if(inside, [&](size_t s) {
        for (size_t axis : axes) s = question_.space.moved(s, axis, 0);
        return s != choice;
    });
    if (inside.empty()) return;
    size_t best = inside[inside.size() / 2];
    tried_.look({best}, tried_.first());
    const size_t rounds = axes.size() < 2 ? axes.size() : most_rounds;
    for (size_t round = 0; round < rounds; ++round) {
        const size_t before = best;
        for (size_t axis : axes) best = along(axis, best);
        if (best == before) break;
    }
}

// Whether the goal falls wherever margins rise, by what was tried.
bool Climb::costs() const {
    std::vector<size_t> tried = tried_.settings();
    std::erase_if(tried, [&](size_t s) { return !reach_.meets(s); });
    const double level = error_of_valley / static_cast<double>(1 + tried.size() * tried.size());
    bool any = false;
    for (size_t a : tried) {
        for (size_t b : tried) {
            if (a == b || !reach_.is_below(a, b)) continue;
            if (tried_.more(b, a, 0, level)) return false;
            any = any || tried_.more(a, b, 0, level);
        }
    }
    return any;
}

// The settings that meet the targets while none below them does.
std::vector<size_t> Climb::just_enough() const {
    const std::vector<size_t> all = reach_.settings();
    std::vector<size_t> least;
    for (size_t s : all) {
        const bool other = std::any_of(all.begin(), all.end(),
                                       [&](size_t o) { return o != s && reach_.is_below(o, s); });
        if (!other) least.push_back(s);
    }
    return least;
}

size_t Climb::along(size_t axis, size_t through) {
    std::vector<size_t> line = question_.space.line(axis, through);
    std::erase_if(line, [&](size_t s) { return !reach_.meets(s); });
    tried_.look(spread_on(line), tried_.first());
    for (;;) {
        std::vector<size_t> places;  // of tried settings on the line
        std::vector<size_t> tried;
        for (size_t i = 0; i < line.size(); ++i) {
            if (!tried_.has(line[i])) continue;
            places.push_back(i);
            tried.push_back(line[i]);
        }
        if (has_valley(tried)) shape_ = Shape::any;
        const size_t best = best_of(tried);
        const auto at =
            static_cast<size_t>(std::find(tried.begin(), tried.end(), best) - tried.begin());
        const size_t left = at > 0 ? places[at] - places[at - 1] : 0;
        const size_t right = at + 1 < places.size() ? places[at + 1] - places[at] : 0;
        if (std::max(left, right) < 2 || shape_ == Shape::any) return best;
        const size_t next = left >= right ? places[at] - left / 2 : places[at] + right / 2;
        tried_.look({line[next]}, tried_.first());
    }
}

// Whether a setting is shown to be worse than others on both sides of it.
bool Climb::has_valley(const std::vector<size_t>& line) const {
    const double level = error_of_valley / static_cast<double>(1 + line.size() * line.size());
    for (size_t i = 1; i + 1 < line.size(); ++i) {
        const auto higher = [&](size_t j) { return tried_.more(line[j], line[i], 0, level); };
        bool before = false;
        bool after = false;
        for (size_t j = 0; j < i; ++j) before = before || higher(j);
        for (size_t j = i + 1; j < line.size() && before; ++j) after = after || higher(j);
        if (before && after) return true;
    }
    return false;
}

// Compares means over the replications that all of them have.
size_t Climb::best_of(const std::vector<size_t>& settings) const {
    size_t common = tried_.most();
    for (size_t s : settings) common = std::min(common, tried_.searched(s));
    return *std::max_element(settings.begin(), settings.end(), [&](size_t a, size_t b) {
        return tried_.mean_of_first(common, a, 0) < tried_.mean_of_first(common, b, 0);
    });
}

std::vector<size_t> Climb::contenders(const std::vector<size_t>& settings, double error) const {
    const double level = error / static_cast<double>(std::max<size_t>(1, settings.size() - 1));
    std::vector<size_t> kept;
    for (size_t s : settings) {
        const bool worse = std::any_of(settings.begin(), settings.end(), [&](size_t other) {
            return other != s && tried_.more(other, s, 0, level);
        });
        if (!worse) kept.push_back(s);
    }
    return kept;
}

size_t Climb::best_at_length(const std::vector<size_t>& settings) {
    constexpr size_t most_kept = 8;
    std::vector<size_t> kept = contenders(settings, error_of_halving);
    std::stable_sort(kept.begin(), kept.end(),
                     [&](size_t a, size_t b) { return tried_.mean(a, 0) > tried_.mean(b, 0); });
    if (kept.size() > most_kept) kept.resize(most_kept);
    if (kept.size() > 1) tried_.look(kept, tried_.most());
    return best_of(kept);
}

}  // namespace mdisim
