#include "sim/search/reach.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "sim/search/space.hpp"

namespace mdisim {
namespace {

constexpr double error_of_shape = 0.01;  // that a function of the shape is said to be of another
constexpr double error_of_look = 0.01;   // that a first look decides wrongly

// The positions of the settings that are tried first, on an axis of so many values.
std::vector<size_t> spread_positions(size_t values, size_t axes) {
    const size_t parts = axes == 1 ? 4 : axes == 2 ? 2 : 1;
    std::vector<size_t> positions;
    for (size_t i = 0; i <= parts; ++i) positions.push_back(i * (values - 1) / parts);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

}  // namespace

Reach::Reach(const Question& question, TriedSettings& tried)
    : question_(question),
      tried_(tried),
      ordered_(question.space.ordered_axes()),
      rises_(question.space.axes().size(), 1),
      meets_(question.space.size(), question.targets == 0 ? Meets::yes : Meets::unknown) {}

void Reach::find() {
    if (question_.targets == 0) return;
    const std::vector<size_t> first = scaffold();
    tried_.look(first, tried_.first());
    if (!learn_directions()) return try_all();
    for (size_t setting : first) {
        if (meets_[setting] == Meets::unknown) decide(setting);
    }
    for (size_t s = most_telling(); s < meets_.size(); s = most_telling()) decide(s);
    if (!is_monotone()) try_all();
}

std::vector<size_t> Reach::scaffold() const {
    std::vector<size_t> settings = question_.space.choices();
    for (size_t axis : ordered_) {
        std::vector<size_t> further;
        const std::vector<size_t> positions =
            spread_positions(question_.space.axes()[axis].values, ordered_.size());
        for (size_t setting : settings) {
            for (size_t p : positions) further.push_back(question_.space.moved(setting, axis, p));
        }
        settings = std::move(further);
    }
    std::sort(settings.begin(), settings.end());
    return settings;
}

// Learns along which axes margins rise, from tried settings that differ on one axis alone. Returns
// whether they go one way on each.
bool Reach::learn_directions() {
    const std::vector<size_t> tried = tried_.settings();
    const double level =
        error_of_shape / static_cast<double>(tried.size() * tried.size() * question_.targets);
    for (size_t axis : ordered_) {
        bool up = false;
        bool down = false;
        double net = 0;
        for (size_t a : tried) {
            for (size_t b : tried) {
                const size_t from = question_.space.position(axis, a);
                const size_t to = question_.space.position(axis, b);
                if (from >= to || question_.space.moved(a, axis, to) != b) continue;
                for (size_t t = 0; t < question_.targets; ++t) {
                    const size_t number = question_.goals + t;
                    up = up || tried_.more(b, a, number, level);
                    down = down || tried_.more(a, b, number, level);
                    const double gain = tried_.mean(b, number) - tried_.mean(a, number);
                    if (gain > 0) net += 1;
                    if (gain < 0) net -= 1;
                }
            }
        }
        if (up && down) return false;
        rises_[axis] = down || (!up && net < 0) ? -1 : 1;
    }
    return true;
}

bool Reach::is_below(size_t a, size_t b) const {
    if (shape_ == Shape::any) return a == b;
    const Space& space = question_.space;
    for (size_t axis = 0; axis < space.axes().size(); ++axis) {
        const size_t from = space.position(axis, a);
        const size_t to = space.position(axis, b);
        if (from == to) continue;
        if (!space.axes()[axis].ordered || (to > from) != (rises_[axis] > 0)) return false;
    }
    return true;
}

bool Reach::is_monotone() const {
    const std::vector<size_t> tried = tried_.settings();
    const double level =
        error_of_shape / static_cast<double>(tried.size() * tried.size() * question_.targets);
    for (size_t a : tried) {
        for (size_t b : tried) {
            if (a == b || !is_below(a, b)) continue;
            for (size_t t = 0; t < question_.targets; ++t) {
                if (tried_.more(a, b, question_.goals + t, level)) return false;
            }
        }
    }
    return true;
}

bool Reach::shown_to_meet(size_t setting, double level, Half part) const {
    for (size_t t = 0; t < question_.targets; ++t) {
        const PerReplication margins = tried_.sample(setting, question_.goals + t, part);
        // A margin that no request takes below 0 meets its target, as does one of 0 that no request
        // changes.
        const bool exact = margins.values.size() > 1 && margins.least >= 0 &&
                           std::all_of(margins.values.begin(), margins.values.end(),
                                       [](double x) { return x == 0; });
        if (!exact && !shows_gain(margins, level)) return false;
    }
    return true;
}

// One of several targets that is missed is enough, so each has its share of the level. A setting
// with nothing to measure meets no target.
bool Reach::shown_to_miss(size_t setting, double level, Half part) const {
    const double each = level / static_cast<double>(question_.targets);
    for (size_t t = 0; t < question_.targets; ++t) {
        const PerReplication margins = tried_.sample(setting, question_.goals + t, part);
        if (shows_nothing(margins, each) || shows_gain(margins.negated(), each)) return true;
    }
    return false;
}

bool Reach::will_be_shown(size_t setting, double level) const {
    bool meets = true;
    const double each = level / static_cast<double>(question_.targets);
    for (size_t t = 0; t < question_.targets; ++t) {
        const PerReplication margins = tried_.sample(setting, question_.goals + t);
        meets = meets && will_show_gain(margins, tried_.most(), level);
        if (will_show_gain(margins.negated(), tried_.most(), each)) return true;
    }
    return meets;
}

// Decides by a first look if it shows enough, else by the means of all that the search may look at.
void Reach::decide(size_t setting) {
    tried_.look({setting}, tried_.first());
    if (shown_to_meet(setting, error_of_look, Half::searched)) return note(setting, true);
    if (shown_to_miss(setting, error_of_look, Half::searched)) return note(setting, false);
    tried_.look({setting}, tried_.most());
    bool meets = true;
    for (size_t t = 0; t < question_.targets; ++t)
        meets = meets && tried_.mean(setting, question_.goals + t) >= 0;
    note(setting, meets);
}

void Reach::note(size_t setting, bool meets) {
    meets_[setting] = meets ? Meets::yes : Meets::no;
    for (size_t s = 0; s < meets_.size() && shape_ == Shape::monotone; ++s) {
        if (meets_[s] != Meets::unknown) continue;
        if (meets && is_below(setting, s)) meets_[s] = Meets::yes;
        if (!meets && is_below(s, setting)) meets_[s] = Meets::no;
    }
}

void Reach::try_all() {
    shape_ = Shape::any;
    std::vector<size_t> all;
    for (size_t s = 0; s < meets_.size(); ++s) all.push_back(s);
    tried_.look(all, tried_.first());
    for (size_t s : all) decide(s);
}

// The number of unknown settings at or above each setting, or at or below it: sums along one axis
// after the other.
std::vector<size_t> Reach::unknown_beyond(int way) const {
    std::vector<size_t> counts(meets_.size());
    for (size_t s = 0; s < meets_.size(); ++s) counts[s] = meets_[s] == Meets::unknown;
    for (size_t axis : ordered_) {
        const size_t values = question_.space.axes()[axis].values;
        const size_t stride = question_.space.stride(axis);
        const bool from_last = rises_[axis] == way;
        for (size_t i = 0; i < counts.size(); ++i) {
            const size_t s = from_last ? counts.size() - 1 - i : i;
            const size_t p = question_.space.position(axis, s);
            if (p != (from_last ? values - 1 : 0))
                counts[s] += counts[from_last ? s + stride : s - stride];
        }
    }
    return counts;
}

size_t Reach::most_telling() const {
    const std::vector<size_t> above = unknown_beyond(1);
    const std::vector<size_t> below = unknown_beyond(-1);
    size_t best = meets_.size();
    size_t most = 0;
    for (size_t s = 0; s < meets_.size(); ++s) {
        const size_t telling = std::min(above[s], below[s]);
        if (meets_[s] != Meets::unknown || telling <= most) continue;
        most = telling;
        best = s;
    }
    return best;
}

std::vector<size_t> Reach::settings() const {
    std::vector<size_t> settings;
    for (size_t s = 0; s < meets_.size(); ++s) {
        if (meets(s)) settings.push_back(s);
    }
    return settings;
}

size_t Reach::closest() const {
    const auto worst_margin = [&](size_t setting) {
        double worst = 0;
        for (size_t t = 0; t < question_.targets; ++t)
            worst = std::min(worst, tried_.mean(setting, question_.goals + t));
        return worst;
    };
    const std::vector<size_t> tried = tried_.settings();
    return *std::max_element(tried.begin(), tried.end(),
                             [&](size_t a, size_t b) { return worst_margin(a) < worst_margin(b); });
}

}  // namespace mdisim
