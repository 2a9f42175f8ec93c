#include "sim/search/confirm.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/search/space.hpp"

namespace mdisim {
namespace {

constexpr double error_in_all = 0.05;
constexpr size_t most_tries = 4;       // on each side
constexpr size_t most_compared = 12;   // settings that get fresh replications
constexpr double looks_of_search = 2;  // at a setting, each of which decides by other replications

double times(size_t a, size_t b) { return static_cast<double>(a) * static_cast<double>(b); }

}  // namespace

Confirm::Confirm(const Question& question, const Reach& reach, const Climb* climb,
                 TriedSettings& tried, size_t best)
    : question_(question),
      reach_(reach),
      climb_(climb),
      tried_(tried),
      best_(best),
      axes_(question.space.ordered_axes()),
      strict_(error_in_all / 8 / (looks_of_search * times(question.space.size(), 1))),
      strict_of_pairs_(error_in_all / 8 /
                       (looks_of_search * times(question.space.size(), question.space.size()))) {}

std::vector<size_t> Confirm::where() {
    tried_.look_afresh({best_});
    if (question_.targets > 0) {
        for (size_t s : tried_.settings()) {
            if (reach_.shown_to_meet(s, strict_, Half::searched)) certain_.push_back(s);
            if (reach_.shown_to_miss(s, strict_, Half::searched)) missing_.push_back(s);
        }
        if (climb_ == nullptr || climb_->is_cost()) return at_targets();
        learn({best_}, error_in_all / 8);
    }
    answers_alone_ = climb_->shape() == Shape::any || reach_.shape() == Shape::any ||
                     tried_.settings().size() == question_.space.size();
    return answers_alone_ ? where_of_all() : about_peak();
}

// The error that comparisons of a measured goal may have.
double Confirm::error_of_goal() const {
    return question_.targets > 0 ? error_in_all / 2 : error_in_all;
}

// All settings that may meet the targets were looked at, so all are compared with each other: first
// by what the search decided by, in two looks, then by fresh replications. One that perhaps misses
// the targets beats none.
std::vector<size_t> Confirm::where_of_all() {
    const std::vector<size_t> tried = tried_.settings();
    const auto competes = [&](size_t s) { return question_.targets == 0 || contains(certain_, s); };
    const double strict =
        error_of_goal() / 2 / (looks_of_search * times(std::max<size_t>(1, tried.size() - 1), 1));
    std::vector<size_t> kept = possible();
    std::erase_if(kept, [&](size_t s) {
        return s != best_ && tried_.has(s) &&
               std::any_of(tried.begin(), tried.end(), [&](size_t other) {
                   return other != s && competes(other) && tried_.more(other, s, 0, strict);
               });
    });
    if (kept.size() == 1 || kept.size() > most_compared) return kept;
    tried_.look_afresh(kept);
    const double level = error_of_goal() / 2 / times(kept.size() - 1, 1);
    std::vector<size_t> left = kept;
    std::erase_if(left, [&](size_t s) {
        return s != best_ && std::any_of(kept.begin(), kept.end(), [&](size_t other) {
                   return other != s && competes(other) &&
                          tried_.more(other, s, 0, level, Half::fresh);
               });
    });
    return left;
}

// The settings that are not shown to miss the targets.
std::vector<size_t> Confirm::possible() const {
    std::vector<size_t> all(question_.space.size());
    std::iota(all.begin(), all.end(), size_t{0});
    if (!missing_.empty()) std::erase_if(all, [&](size_t s) { return surely_misses(s); });
    return all;
}

// Whether fresh replications would probably show that the rival is better: by what the search saw
// of the setting or, if it saw nothing, of the nearest ones on both sides of it.
bool Confirm::is_worth(size_t setting, size_t rival, double level) const {
    if (tried_.has(setting)) return tried_.will_show(rival, setting, 0, level);
    const size_t axis = axes_.back();
    const std::vector<size_t> line = question_.space.line(axis, setting);
    const size_t at = question_.space.position(axis, setting);
    size_t low = at;
    size_t high = at;
    while (low > 0 && !tried_.has(line[low])) --low;
    while (high + 1 < line.size() && !tried_.has(line[high])) ++high;
    return tried_.has(line[low]) && tried_.has(line[high]) && is_worth(line[low], rival, level) &&
           is_worth(line[high], rival, level);
}

// The most settings that get fresh replications to be compared with the best about a peak: a part
// of all, as what is asked of a search has to be less than all.
size_t Confirm::most_about_peak() const {
    return std::max<size_t>(40, question_.space.size() / 20);
}

bool Confirm::is_beaten(size_t setting, size_t rival, double level) {
    if (!is_worth(setting, rival, level)) return false;
    if (compared_.size() >= most_about_peak() && !compared_.contains(setting)) return false;
    compared_.insert(setting);
    tried_.look_afresh({setting, rival});
    return tried_.more(rival, setting, 0, level, Half::fresh);
}

// The settings that agree with this one on all but the axes from `depth` on, and are not shown to
// be worse than the rival.
//
// From the best of them, or the rival if it is one of them, it goes outwards along the first of
// these axes, to the nearest position of which all settings are shown to be worse than the rival,
// and than that best: beyond it a goal with one peak is worse still. A further position is tried if
// this is not shown, each at half the level of the one before, so that the error on this side stays
// what it may be.
std::vector<size_t> Confirm::left_of(size_t depth, size_t through, size_t rival, double level) {
    const Space& space = question_.space;
    if (depth == axes_.size()) {
        if (through != rival && is_beaten(through, rival, level)) return {};
        return {through};
    }
    const size_t axis = axes_[depth];
    const std::optional<size_t> top = top_of(depth, through, rival);
    std::vector<size_t> left;
    const auto add = [&](const std::vector<size_t>& some) {
        left.insert(left.end(), some.begin(), some.end());
    };
    const auto beside = [&](size_t p) { return space.moved(through, axis, p); };
    if (!top) return settings_of(depth, through);
    add(left_of(depth + 1, beside(space.position(axis, *top)), rival, level));
    for (const bool upwards : {false, true}) {
        const size_t end = upwards ? space.axes()[axis].values - 1 : 0;
        double own = level / 2;
        size_t tries = 0;
        for (size_t p = space.position(axis, *top); p != end;) {
            p = upwards ? p + 1 : p - 1;
            const std::optional<size_t> high =
                depth + 1 == axes_.size() ? beside(p) : top_of(depth + 1, beside(p), rival);
            if (!high || tries == most_tries) {
                add(settings_of(depth + 1, beside(p)));
                continue;
            }
            const std::vector<size_t> some = left_of(depth + 1, beside(p), rival, own);
            if (some.empty() && (*top == rival || left_of(depth + 1, beside(p), *top, own).empty()))
                break;
            add(some);
            if (!is_worth(*high, rival, own)) continue;
            own /= 2;
            ++tries;
        }
    }
    return left;
}

// The settings that agree with this one on all but the axes from `depth` on.
std::vector<size_t> Confirm::settings_of(size_t depth, size_t through) const {
    std::vector<size_t> settings = {through};
    for (size_t d = depth; d < axes_.size(); ++d) {
        std::vector<size_t> further;
        for (size_t s : settings) {
            const std::vector<size_t> line = question_.space.line(axes_[d], s);
            further.insert(further.end(), line.begin(), line.end());
        }
        settings = std::move(further);
    }
    return settings;
}

// The best of them that was tried, by means, or the rival if it is one of them.
std::optional<size_t> Confirm::top_of(size_t depth, size_t through, size_t rival) const {
    std::vector<size_t> own = settings_of(depth, through);
    if (contains(own, rival)) return rival;
    std::erase_if(own, [&](size_t s) { return !tried_.has(s); });
    if (own.empty()) return std::nullopt;
    return *std::max_element(own.begin(), own.end(), [&](size_t a, size_t b) {
        return tried_.mean(a, 0) < tried_.mean(b, 0);
    });
}

// A setting beats others only if it is shown to meet the targets.
std::vector<size_t> Confirm::about_peak() {
    if (question_.targets > 0 && !contains(certain_, best_)) return possible();
    std::vector<size_t> left;
    for (size_t choice : question_.space.choices()) {
        const std::vector<size_t> some = left_of(0, choice, best_, error_of_goal());
        left.insert(left.end(), some.begin(), some.end());
    }
    std::erase_if(left, [&](size_t s) { return surely_misses(s); });
    std::vector<size_t> doubts = left;
    std::erase_if(doubts, [&](size_t s) { return reach_.meets(s) || !tried_.has(s); });
    if (doubts.size() <= most_compared) learn(doubts, error_in_all / 8);
    std::erase_if(left, [&](size_t s) { return surely_misses(s); });
    std::sort(left.begin(), left.end());
    return left;
}

bool Confirm::gains_more(size_t a, size_t b) const {
    return question_.goals == 0 && question_.known_gain[a] > question_.known_gain[b];
}

// Whether a is shown to have more of the goal than b.
bool Confirm::surely_better(size_t a, size_t b) const {
    if (climb_ == nullptr) return gains_more(a, b);
    const auto searched = [&](size_t s) { return tried_.searched(s) > 1; };
    if (searched(a) && searched(b) && tried_.more(a, b, 0, strict_of_pairs_)) return true;
    return level_of_fresh_ > 0 && tried_.has_fresh(a) && tried_.has_fresh(b) &&
           tried_.more(a, b, 0, level_of_fresh_, Half::fresh);
}

bool Confirm::surely_misses(size_t setting) const {
    return std::any_of(missing_.begin(), missing_.end(),
                       [&](size_t m) { return reach_.is_below(setting, m); });
}

// The settings than which another, which meets the targets, has more of the goal. What brings
// targets nearer costs some of a measured goal, so a setting has no more of it than those below it.
std::vector<bool> Confirm::surely_worse() const {
    std::vector<bool> worse(question_.space.size());
    if (certain_.empty()) return worse;
    if (climb_ == nullptr) {
        const size_t most = *std::max_element(certain_.begin(), certain_.end(),
                                              [&](size_t a, size_t b) { return gains_more(b, a); });
        for (size_t s = 0; s < worse.size(); ++s) worse[s] = gains_more(most, s);
        return worse;
    }
    std::vector<size_t> beaten = tried_.all_settings();
    std::erase_if(beaten, [&](size_t s) {
        return std::none_of(certain_.begin(), certain_.end(),
                            [&](size_t c) { return surely_better(c, s); });
    });
    for (size_t s = 0; s < worse.size(); ++s) {
        const auto above = [&](size_t other) { return reach_.is_below(other, s); };
        worse[s] = std::any_of(beaten.begin(), beaten.end(), above) ||
                   std::any_of(certain_.begin(), certain_.end(),
                               [&](size_t c) { return c != s && above(c); });
    }
    return worse;
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
    const size_t axis = axes_.front();
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
        for (size_t axis : axes_) {
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
    if (axes_.size() > 1) return look_around();
    if (axes_.empty()) return;
    if (!contains(certain_, best_)) look_along(true);
    look_along(false);
}

std::vector<size_t> Confirm::at_targets() {
    learn(doubtful(), error_in_all / 8);
    look_above();
    // Any pair of settings with fresh replications may be compared.
    size_t fresh = 0;
    for (const TriedSetting& one : tried_.looks()) fresh += one.fresh > 0;
    level_of_fresh_ = error_in_all / 8 / times(fresh, std::max<size_t>(1, fresh - 1));
    std::vector<size_t> kept = possible();
    const std::vector<bool> worse = surely_worse();
    std::erase_if(kept, [&](size_t s) { return s != best_ && worse[s]; });
    return kept;
}

}  // namespace mdisim
