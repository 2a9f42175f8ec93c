#include "sim/search/confirm.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/search/space.hpp"

namespace mdisim {
namespace {

constexpr double error_in_all = 0.05;
constexpr size_t most_tries = 4;      // on each side
constexpr size_t most_compared = 12;  // settings that get fresh replications
constexpr size_t kinds_of_statements = 6;

}  // namespace

Confirm::Confirm(const Question& question, const Reach& reach, const Climb* climb,
                 TriedSettings& tried, size_t best)
    : question_(question),
      reach_(reach),
      climb_(climb),
      tried_(tried),
      best_(best),
      strict_(error_in_all / 4 / static_cast<double>(kinds_of_statements * question.space.size())) {
}

std::vector<size_t> Confirm::where() {
    tried_.look_afresh({best_});
    const bool by_targets = question_.targets > 0 && (climb_ == nullptr || climb_->is_cost());
    if (by_targets) return at_targets();
    if (question_.targets > 0) learn({best_}, error_in_all / 4);
    const bool lines = climb_->shape() == Shape::one_peak && reach_.shape() == Shape::monotone &&
                       !question_.space.ordered_axes().empty();
    return lines ? about_peak() : where_of_all();
}

// All settings were looked at, so all are compared with each other: first by what the search
// decided by, in two looks, then by fresh replications. One that perhaps misses the targets beats
// none.
std::vector<size_t> Confirm::where_of_all() {
    const std::vector<size_t> tried = tried_.settings();
    const auto competes = [&](size_t s) {
        return question_.targets == 0 || reach_.shown_to_meet(s, strict_, Half::searched);
    };
    const double strict = error_in_all / 4 / static_cast<double>(tried.size());
    std::vector<size_t> kept = tried;
    std::erase_if(kept, [&](size_t s) {
        if (s == best_) return false;
        if (reach_.shown_to_miss(s, strict_, Half::searched)) return true;
        return std::any_of(tried.begin(), tried.end(), [&](size_t other) {
            return other != s && competes(other) && tried_.more(other, s, 0, strict);
        });
    });
    if (kept.size() == 1 || kept.size() > most_compared) return kept;
    tried_.look_afresh(kept);
    const double level = error_in_all / 2 / static_cast<double>(kept.size() - 1);
    std::vector<size_t> left = kept;
    std::erase_if(left, [&](size_t s) {
        return s != best_ && std::any_of(kept.begin(), kept.end(), [&](size_t other) {
                   return other != s && competes(other) &&
                          tried_.more(other, s, 0, level, Half::fresh);
               });
    });
    return left;
}

bool Confirm::is_beaten(size_t setting, double level) {
    if (!tried_.will_show(best_, setting, 0, level)) return false;
    tried_.look_afresh({setting});
    return tried_.more(best_, setting, 0, level, Half::fresh);
}

// The nearest setting on one side of the best that fresh replications show to be worse: beyond it a
// goal with one peak is worse still. A further one is tried if they do not show it, each at half
// the level of the one before, so that the error on this side stays what it may be.
std::optional<size_t> Confirm::guard(size_t axis, bool upwards, double error) {
    const Space& space = question_.space;
    const size_t end = upwards ? space.axes()[axis].values : 0;
    double level = error / 2;
    size_t tries = 0;
    for (size_t p = space.position(axis, best_); p != end && tries < most_tries;) {
        p = upwards ? p + 1 : p - 1;
        if (p == space.axes()[axis].values) break;
        const size_t s = space.moved(best_, axis, p);
        if (!tried_.has(s) || !reach_.meets(s) || !tried_.will_show(best_, s, 0, level)) continue;
        if (is_beaten(s, level)) return p;
        level /= 2;
        ++tries;
    }
    return std::nullopt;
}

std::vector<size_t> Confirm::about_peak() {
    const Space& space = question_.space;
    const std::vector<size_t> axes = space.ordered_axes();
    const bool choices = space.choices().size() > 1;
    const double error = error_in_all / static_cast<double>(axes.size() + (choices ? 1 : 0));
    std::vector<size_t> kept(space.size());
    std::iota(kept.begin(), kept.end(), size_t{0});
    std::erase_if(kept, [&](size_t s) { return !reach_.meets(s); });
    for (size_t axis : axes) {
        const std::optional<size_t> low = guard(axis, false, error);
        const std::optional<size_t> high = guard(axis, true, error);
        std::erase_if(kept, [&](size_t s) {
            const size_t p = space.position(axis, s);
            return (low && p <= *low) || (high && p >= *high);
        });
    }
    if (!choices) return kept;
    const auto choice_of = [&](size_t s) {
        for (size_t axis : axes) s = space.moved(s, axis, 0);
        return s;
    };
    const double level = error / static_cast<double>(space.choices().size() - 1);
    for (size_t choice : space.choices()) {
        if (choice == choice_of(best_)) continue;
        std::vector<size_t> own = tried_.settings();
        std::erase_if(own, [&](size_t s) { return choice_of(s) != choice || !reach_.meets(s); });
        if (own.empty()) continue;
        const size_t top = *std::max_element(own.begin(), own.end(), [&](size_t a, size_t b) {
            return tried_.mean(a, 0) < tried_.mean(b, 0);
        });
        if (!is_beaten(top, level)) continue;
        std::erase_if(kept, [&](size_t s) { return choice_of(s) == choice; });
    }
    return kept;
}

bool Confirm::gains_more(size_t a, size_t b) const {
    return question_.goals == 0 && question_.known_gain[a] > question_.known_gain[b];
}

// Whether a is shown to have more of the goal than b.
bool Confirm::surely_better(size_t a, size_t b) const {
    if (climb_ == nullptr) return gains_more(a, b);
    const auto searched = [&](size_t s) { return tried_.searched(s) > 1; };
    if (searched(a) && searched(b) && tried_.more(a, b, 0, strict_)) return true;
    return tried_.has_fresh(a) && tried_.has_fresh(b) &&
           tried_.more(a, b, 0, level_of_fresh_, Half::fresh);
}

bool Confirm::surely_misses(size_t setting) const {
    return std::any_of(missing_.begin(), missing_.end(),
                       [&](size_t m) { return reach_.is_below(setting, m); });
}

// Whether another setting, which meets the targets, has more of the goal. What brings targets
// nearer costs some of a measured goal, so a setting has no more of it than those below it.
bool Confirm::surely_worse(size_t setting) const {
    for (size_t c : certain_) {
        if (surely_better(c, setting)) return true;
        if (climb_ == nullptr) continue;
        if (c != setting && reach_.is_below(c, setting)) return true;
        for (size_t below : tried_.all_settings()) {
            if (reach_.is_below(below, setting) && surely_better(c, below)) return true;
        }
    }
    return false;
}

// Notes which of the settings are shown, by fresh replications, to meet the targets or not to.
void Confirm::learn(const std::vector<size_t>& settings, double error) {
    const double level = error / static_cast<double>(std::max<size_t>(1, settings.size()));
    tried_.look_afresh(settings);
    for (size_t s : settings) {
        if (reach_.shown_to_meet(s, level, Half::fresh)) certain_.push_back(s);
        if (reach_.shown_to_miss(s, level, Half::fresh)) missing_.push_back(s);
    }
}

// The best, and tried settings of which it matters whether they meet the targets, or whether they
// are better, and is not shown yet.
std::vector<size_t> Confirm::doubtful() const {
    std::vector<size_t> doubtful;
    for (size_t s : tried_.settings()) {
        if (s == best_ || surely_misses(s)) continue;
        const bool rival = climb_ == nullptr ? gains_more(s, best_) : !surely_better(best_, s);
        const auto is_above = [&](size_t other) {
            return other != s && !surely_misses(other) && !reach_.meets(other) &&
                   reach_.is_below(s, other);
        };
        const std::vector<size_t> tried = tried_.settings();
        const bool covered = std::any_of(tried.begin(), tried.end(), is_above);
        if (rival && !covered && (climb_ != nullptr || !reach_.meets(s))) doubtful.push_back(s);
    }
    // Those of which least is known come first.
    const auto looks = [&](size_t s) { return tried_.searched(s); };
    std::stable_sort(doubtful.begin(), doubtful.end(),
                     [&](size_t a, size_t b) { return looks(a) > looks(b); });
    if (doubtful.size() > most_compared) doubtful.resize(most_compared);
    doubtful.insert(doubtful.begin(), best_);
    return doubtful;
}

// On one axis, looks for the nearest setting on one side of the best that is shown to meet the
// targets, or not to. Those beside the best come first, then those of which the search has seen
// enough to expect it, each at half the level of the one before.
void Confirm::look_along(bool upwards) {
    const size_t axis = question_.space.ordered_axes().front();
    const size_t values = question_.space.axes()[axis].values;
    const size_t at = question_.space.position(axis, best_);
    const bool rising = reach_.rises_along(axis) == upwards;
    double error = error_in_all / 8;
    size_t tries = 0;
    for (size_t step = 1; tries < most_tries && (rising ? at + step < values : step <= at);
         ++step) {
        const size_t s = question_.space.moved(best_, axis, rising ? at + step : at - step);
        const std::vector<size_t>& shown = upwards ? certain_ : missing_;
        const bool known = std::any_of(shown.begin(), shown.end(), [&](size_t other) {
            return upwards ? reach_.is_below(other, s) : reach_.is_below(s, other);
        });
        if (known) return;
        const bool worth =
            step == 1 || (tried_.has(s) ? reach_.will_be_shown(s, error) : step == 2);
        if (tried_.has_fresh(s) || !worth) continue;
        learn({s}, error);
        error /= 2;
        ++tries;
    }
}

// On several axes, looks for settings near the best, one and two steps further on each axis, that
// are shown to meet the targets.
void Confirm::look_around() {
    double error = error_in_all / 8;
    for (size_t step = 1; step <= 2 && !contains(certain_, best_); ++step, error /= 2) {
        std::vector<size_t> near;
        for (size_t axis : question_.space.ordered_axes()) {
            const size_t at = question_.space.position(axis, best_);
            const size_t values = question_.space.axes()[axis].values;
            const bool rising = reach_.rises_along(axis);
            if (rising ? at + step < values : step <= at) {
                near.push_back(question_.space.moved(best_, axis, rising ? at + step : at - step));
            }
        }
        learn(near, error);
        if (std::any_of(near.begin(), near.end(), [&](size_t s) { return contains(certain_, s); }))
            return;
    }
}

// Looks for settings from which more is known than from the best alone.
void Confirm::look_above() {
    if (reach_.shape() == Shape::any || !reach_.meets(best_)) return;
    if (question_.space.ordered_axes().size() > 1) return look_around();
    if (question_.space.ordered_axes().empty()) return;
    if (!contains(certain_, best_)) look_along(true);
    look_along(false);
}

std::vector<size_t> Confirm::at_targets() {
    for (size_t s : tried_.settings()) {
        if (reach_.shown_to_meet(s, strict_, Half::searched)) certain_.push_back(s);
        if (reach_.shown_to_miss(s, strict_, Half::searched)) missing_.push_back(s);
    }
    const std::vector<size_t> open = doubtful();
    level_of_fresh_ = error_in_all / 8 / static_cast<double>(open.size());
    learn(open, error_in_all / 8);
    look_above();
    std::vector<size_t> kept(question_.space.size());
    std::iota(kept.begin(), kept.end(), size_t{0});
    std::erase_if(kept,
                  [&](size_t s) { return s != best_ && (surely_misses(s) || surely_worse(s)); });
    if (surely_misses(best_)) std::erase(kept, best_);
    return kept;
}

}  // namespace mdisim
