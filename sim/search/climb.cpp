#include "sim/search/climb.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace mdisim {
namespace {

constexpr double error_of_valley = 0.01;
constexpr double error_of_halving = 0.05;

// The places on a line that are tried first.
std::vector<size_t> spread_over(size_t places, size_t axes) {
    const size_t n = std::min<size_t>(axes == 1 ? 7 : 5, places);
    std::vector<size_t> some;
    for (size_t i = 0; i < n; ++i) some.push_back(n == 1 ? 0 : i * (places - 1) / (n - 1));
    return some;
}

}  // namespace

Climb::Climb(const Question& question, const Reach& reach, TriedSettings& tried)
    : question_(question), reach_(reach), tried_(tried), axes_(question.space.ordered_axes()) {}

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
    if (axes_.empty()) tried_.look(reach_.settings(), tried_.first());
    for (size_t choice : question_.space.choices()) top_of(0, choice);
    if (shape_ == Shape::any) {
        tried_.look(reach_.settings(), tried_.first());
        return best_at_length(reach_.settings());
    }
    std::vector<size_t> tried = tried_.settings();
    std::erase_if(tried, [&](size_t s) { return !reach_.meets(s); });
    return best_at_length(tried);
}

// Whether a setting that agrees with this one on all but the axes from `depth` on meets the
// targets.
bool Climb::any_meets(size_t depth, size_t through) const {
    if (question_.targets == 0) return true;
    if (depth == axes_.size()) return reach_.meets(through);
    const std::vector<size_t> line = question_.space.line(axes_[depth], through);
    return std::any_of(line.begin(), line.end(), [&](size_t s) { return any_meets(depth + 1, s); });
}

// The best of the settings that agree with this one on all but the axes from `depth` on, and meet
// the targets. None if none of them does.
std::optional<size_t> Climb::top_of(size_t depth, size_t through) {
    if (depth == axes_.size()) {
        if (!reach_.meets(through)) return std::nullopt;
        tried_.look({through}, tried_.first());
        return through;
    }
    std::vector<size_t> line = question_.space.line(axes_[depth], through);
    std::erase_if(line, [&](size_t s) { return !any_meets(depth + 1, s); });
    if (line.empty()) return std::nullopt;
    if (depth + 1 == axes_.size()) {
        std::vector<size_t> first;
        for (size_t place : spread_over(line.size(), axes_.size())) first.push_back(line[place]);
        tried_.look(first, tried_.first());
    }
    std::map<size_t, size_t> tops;  // by place on the line
    const auto look_at = [&](size_t place) { tops[place] = *top_of(depth + 1, line[place]); };
    for (size_t place : spread_over(line.size(), axes_.size())) look_at(place);
    while (shape_ != Shape::any) {
        std::vector<size_t> places;
        std::vector<size_t> tried;
        for (const auto& [place, top] : tops) {
            places.push_back(place);
            tried.push_back(top);
        }
        if (has_valley(tried)) shape_ = Shape::any;
        const size_t best = best_of(tried);
        const auto at =
            static_cast<size_t>(std::find(tried.begin(), tried.end(), best) - tried.begin());
        const size_t left = at > 0 ? places[at] - places[at - 1] : 0;
        const size_t right = at + 1 < places.size() ? places[at + 1] - places[at] : 0;
        if (std::max(left, right) < 2) return best;
        look_at(left >= right ? places[at] - left / 2 : places[at] + right / 2);
    }
    return tops.begin()->second;
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
    std::vector<size_t> least;
    for (size_t s : reach_.settings()) {
        const bool other = std::any_of(axes_.begin(), axes_.end(), [&](size_t axis) {
            const size_t p = question_.space.position(axis, s);
            const bool rises = reach_.rises_along(axis);
            if (p == (rises ? 0 : question_.space.axes()[axis].values - 1)) return false;
            return reach_.meets(question_.space.moved(s, axis, rises ? p - 1 : p + 1));
        });
        if (!other) least.push_back(s);
    }
    return least;
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
