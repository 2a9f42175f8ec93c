#include "sim/judge/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/judge/samples.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

// The interval of the distance between a number and the values of an interval.
Interval distance_from(double y, const Interval& i) {
    const double nearest = std::max({i.low - y, y - i.high, 0.0});
    return {std::abs(i.mean - y), nearest, std::max(y - i.low, i.high - y)};
}

// Whether any position was not measured, or there are none. Then the finding has no result.
bool has_gap(Finding& f, const std::vector<Sample>& all) {
    for (const Sample& s : all) {
        if (s.measured()) continue;
        f.ours = not_measured;
        f.where = s.where + (s.where.empty() ? "" : ": ") + "nothing measured";
        return true;
    }
    return all.empty();
}

// Notes at which positions a number was found.
void place(Finding& f, const std::vector<const Sample*>& samples) {
    f.subject.positions.clear();
    for (const Sample* sample : samples) {
        if (!sample->label.empty()) f.subject.positions.push_back(sample->label);
    }
}

void settle(Finding& f, const Sample& sample) {
    f.ours = sample.interval;
    f.where = sample.where;
    place(f, {&sample});
    f.values = sample.values;
    f.fixed = sample.fixed;
}

class Measurement {
  public:
    Measurement(const Scenario& scenario, const Check& check, const Evidence& evidence)
        : scenario_(scenario),
          check_(check),
          evidence_(evidence),
          samples_(scenario, check, evidence) {}

    Finding run() {
        Finding f;
        f.label = check_.label;
        f.subject = subject();
        f.expected = check_.expect;
        f.reading = check_.reading;
        f.aside = check_.aside;
        f.ours = not_measured;
        switch (check_.form) {
            case ClaimForm::distance:
                distance(f);
                break;
            case ClaimForm::order:
                order(f);
                break;
            case ClaimForm::monotone:
                monotone(f);
                break;
            case ClaimForm::share:
                share(f);
                break;
            case ClaimForm::crossing:
                crossing(f);
                break;
            case ClaimForm::recorded:
                recorded(f);
                break;
            default:
                take(f, samples_.along_axis(check_.policy));
        }
        f.tolerance = check_.tolerance;
        f.holds = check_.expect.allows(f.ours.mean);
        if (check_.surely) {
            f.holds =
                f.holds && check_.expect.allows(f.ours.low) && check_.expect.allows(f.ours.high);
        }
        return f;
    }

  private:
    NumberOf subject() const {
        const bool differs = !check_.contrast.empty() || check_.take == Take::spread;
        NumberOf s{differs ? ClaimForm::difference : check_.form,
                   evidence_.info(check_.metric),
                   check_.policy,
                   check_.against ? check_.against->policy : "",
                   check_.along,
                   {}};
        if (s.against == s.policy) s.against.clear();
        return s;
    }

    // The distance of a number from what is expected; not above 0 if the number is as expected.
    double excess(const Sample& s) const {
        return std::max(check_.expect.low() - s.interval.mean,
                        s.interval.mean - check_.expect.high());
    }

    void take(Finding& f, std::vector<Sample> all) const {
        if (check_.take == Take::every && has_gap(f, all)) return;
        std::erase_if(all, [](const Sample& s) { return !s.measured(); });
        if (all.empty()) return;
        const auto by_mean = [](const Sample& a, const Sample& b) {
            return a.interval.mean < b.interval.mean;
        };
        const auto smallest = std::min_element(all.begin(), all.end(), by_mean);
        const auto largest = std::max_element(all.begin(), all.end(), by_mean);
        switch (check_.take) {
            case Take::every:
                settle(f, *std::max_element(all.begin(), all.end(),
                                            [&](const Sample& a, const Sample& b) {
                                                return excess(a) < excess(b);
                                            }));
                break;
            case Take::largest:
                settle(f, *largest);
                break;
            case Take::smallest:
                settle(f, *smallest);
                break;
            case Take::spread:
                f.ours = difference(*largest, *smallest).interval;
                f.where = smallest->where + " to " + largest->where;
                place(f, {&*smallest, &*largest});
                break;
            case Take::mean:
                f.ours = average(all).interval;
        }
    }

    void distance(Finding& f) const {
        const std::string& series = check_.series.empty() ? check_.policy : check_.series;
        const std::vector<Sample> all = samples_.along_axis(check_.policy);
        for (const CurvePoint& point : scenario_.published(check_.curve)) {
            if (point.series != series || point.metric != check_.metric) continue;
            if (!check_.range.empty() && (point.x < check_.range[0] || point.x > check_.range[1])) {
                continue;
            }
            const auto here = std::find_if(all.begin(), all.end(),
                                           [&](const Sample& s) { return s.x == point.x; });
            if (here == all.end()) {
                f.ours = not_measured;
                f.where = "not swept: " + dump(Node(point.x));
                return;
            }
            if (has_gap(f, {*here})) return;
            const double far = std::abs(here->interval.mean - point.y);
            if (far <= f.ours.mean) continue;  // false at first, as ours is not-a-number
            f.ours = distance_from(point.y, here->interval);
            f.where = here->where;
            place(f, {&*here});
        }
    }

    void recorded(Finding& f) const {
        for (const CurvePoint& point : scenario_.published(check_.curve)) {
            if (point.series != check_.series || point.x != check_.level) continue;
            f.ours = {point.y, point.y, point.y};
            f.where = "profiles/" + check_.curve + ".csv";
        }
    }

    void order(Finding& f) const {
        for (size_t i = 1; i < check_.order.size(); ++i) {
            const std::vector<Sample> upper = samples_.along_axis(check_.order[i - 1]);
            const std::vector<Sample> lower = samples_.along_axis(check_.order[i]);
            if (upper.empty() || lower.empty()) return;
            for (size_t p = 0; p < std::min(upper.size(), lower.size()); ++p) {
                const Sample lead = difference(upper[p], lower[p]);
                if (has_gap(f, {lead})) return;
                if (lead.interval.mean >= f.ours.mean) continue;
                f.ours = lead.interval;
                f.subject.policy = check_.order[i - 1];
                f.subject.against = check_.order[i];
                place(f, {&lead});
                f.where = check_.order[i - 1] + " over " + check_.order[i];
                if (!upper[p].where.empty()) f.where += ", " + upper[p].where;
            }
        }
    }

    void monotone(Finding& f) const {
        const std::vector<Sample> all = samples_.along_axis(check_.policy);
        for (size_t i = 1; i < all.size(); ++i) {
            const bool up = check_.direction == Direction::rising;
            Sample step = up ? difference(all[i], all[i - 1]) : difference(all[i - 1], all[i]);
            step.where = all[i].where;
            step.label = all[i].label;
            if (has_gap(f, {step})) return;
            if (step.interval.mean >= f.ours.mean) continue;
            settle(f, step);
        }
    }

    void share(Finding& f) const {
        const std::vector<Sample> all = samples_.along_axis(check_.policy);
        if (all.empty()) return;
        const auto so = std::count_if(all.begin(), all.end(), [&](const Sample& s) {
            return check_.holds.allows(s.interval.mean);
        });
        const double part = static_cast<double>(so) / static_cast<double>(all.size());
        f.ours = {part, part, part};
        f.where = std::to_string(so) + " of " + std::to_string(all.size());
    }

    void crossing(Finding& f) const {
        for (const Sample& s : samples_.along_axis(check_.policy)) {
            const bool reached = check_.direction == Direction::rising
                                     ? s.interval.mean >= check_.level
                                     : s.interval.mean <= check_.level;
            if (!reached) continue;
            f.ours = {s.x, s.x, s.x};
            f.where = s.where;
            place(f, {&s});
            return;
        }
    }

    const Scenario& scenario_;
    const Check& check_;
    const Evidence& evidence_;
    const Samples samples_;
};

}  // namespace

Finding measure(const Scenario& scenario, const Check& check, const Evidence& evidence) {
    return Measurement(scenario, check, evidence).run();
}

}  // namespace mdisim
