#include "sim/judge/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace mdisim {
namespace {

constexpr Interval nothing{nan, nan, nan};

// How far all that an interval holds is from a number.
Interval distance_from(double y, const Interval& i) {
    const double nearest = std::max({i.low - y, y - i.high, 0.0});
    return {std::abs(i.mean - y), nearest, std::max(y - i.low, i.high - y)};
}

// A number at one place: each replication's, and what is known of it.
struct Sample {
    std::string where;
    double x = 0;  // of the place on the axis
    std::vector<double> values;
    Interval interval = nothing;
    Domain domain = anything;

    bool measured() const { return !std::isnan(interval.mean); }
};

// One side of a check: metrics to be added up, and of what part of the run.
struct Side {
    std::vector<std::string> metrics;
    std::vector<double> during_s;
};

Side own_side(const Check& check) {
    Side side{{check.metric}, check.during_s};
    side.metrics.insert(side.metrics.end(), check.plus.begin(), check.plus.end());
    return side;
}

Side other_side(const Check& check) {
    Side side = own_side(check);
    if (!check.against->metric.empty()) side.metrics = {check.against->metric};
    if (!check.against->during_s.empty()) side.during_s = check.against->during_s;
    return side;
}

Asked asked_for(const std::string& metric, const std::vector<double>& during_s) {
    if (during_s.empty()) return {metric};
    const auto at = [](double s) { return Time{} + Duration::from_ms(s * 1000); };
    return {metric, Stretch::part, {at(during_s[0]), at(during_s[1])}};
}

std::string seconds_text(double s) {
    const auto whole = static_cast<int64_t>(s);
    return dump(static_cast<double>(whole) == s ? Node(whole) : Node(s));
}

using Places = std::vector<size_t>;  // on each axis

size_t point_at(const Scenario& scenario, const Places& places) {
    size_t point = 0;
    for (size_t a = 0; a < places.size(); ++a) {
        point = point * scenario.axes()[a].values.size() + places[a];
    }
    return point;
}

class Measurement {
  public:
    Measurement(const Scenario& scenario, const Check& check, const Evidence& evidence)
        : scenario_(scenario), check_(check), evidence_(evidence) {
        while (along_ < scenario.axes().size() && scenario.axes()[along_].name() != check.along) {
            ++along_;
        }
    }

    Finding run() {
        Finding f;
        f.label = check_.label;
        f.expected = check_.expect;
        f.reading = check_.reading;
        f.aside = check_.aside;
        f.ours = nothing;
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
            default:
                take(f, samples(check_.policy));
        }
        f.holds = check_.expect.allows(f.ours.mean);
        if (check_.surely) {
            f.holds =
                f.holds && check_.expect.allows(f.ours.low) && check_.expect.allows(f.ours.high);
        }
        return f;
    }

  private:
    const Axis* axis() const {
        return along_ < scenario_.axes().size() ? &scenario_.axes()[along_] : nullptr;
    }

    Places places(const Node& at, size_t along) const {
        Places result;
        for (size_t a = 0; a < scenario_.axes().size(); ++a) {
            const Node* label = at.find(scenario_.axes()[a].name());
            const bool here = a != along_ && label != nullptr;
            result.push_back(a == along_ ? along
                             : here      ? place_on(scenario_.axes()[a], *label).value_or(0)
                                         : 0);
        }
        return result;
    }

    bool in_range(const Node& label) const {
        if (check_.range.empty() || !label.is_number()) return true;
        return label.as_number() >= check_.range[0] && label.as_number() <= check_.range[1];
    }

    // One for every place in range, in the order of the axis, measured or not.
    std::vector<Sample> samples(const std::string& policy) const {
        if (check_.along_time()) return samples_over_time(policy);
        std::vector<Sample> all;
        const size_t n = axis() != nullptr ? axis()->values.size() : 1;
        for (size_t i = 0; i < n; ++i) {
            const Node* label = axis() != nullptr ? &axis()->values[i].label : nullptr;
            if (label != nullptr && !in_range(*label)) continue;
            Sample sample = compared(policy, i);
            if (label != nullptr) {
                sample.where = axis()->name() + " " +
                               (label->kind == Node::Kind::text ? label->text : dump(*label));
                sample.x = label->is_number() ? label->as_number() : static_cast<double>(i);
            }
            all.push_back(std::move(sample));
        }
        return all;
    }

    // One for every window that lies in range.
    std::vector<Sample> samples_over_time(const std::string& policy) const {
        std::vector<Sample> all;
        for (const Span& window :
             evidence_.windows(point_at(scenario_, places(check_.at, 0)), policy)) {
            const double from = window.from.ms() / 1000;
            const double until = window.until.ms() / 1000;
            const bool inside =
                check_.range.empty() || (from >= check_.range[0] && until <= check_.range[1]);
            if (!inside) continue;
            Sample sample = compared(policy, 0, &window);
            sample.where = std::string(time_axis) + " " + seconds_text(from);
            sample.x = from;
            all.push_back(std::move(sample));
        }
        return all;
    }

    // With a window: in it, whatever else is said.
    Sample compared(const std::string& policy, size_t i, const Span* window = nullptr) const {
        if (!check_.contrast.empty()) return contrasted(i, window);
        Sample ours = taken(check_.at, i, policy, own_side(check_), window);
        if (!check_.against) return ours;
        const std::string& other = check_.against->policy;
        const Sample theirs =
            taken(check_.against_at, i, other.empty() ? policy : other, other_side(check_), window);
        if (check_.form != ClaimForm::ratio) return difference(ours, theirs);
        const bool positive = ours.domain.least >= 0 && theirs.domain.least >= 0;
        return paired(ours, theirs, std::divides<>(), positive ? from_zero : anything);
    }

    Sample contrasted(size_t i, const Span* window) const {
        std::vector<double> sums;
        for (const Weight& w : check_.contrast) {
            if (w.weight == 0) continue;
            const Sample one = taken(check_.at, i, w.policy, own_side(check_), window);
            if (one.values.empty()) return {};
            if (sums.empty()) sums.resize(one.values.size());
            sums.resize(std::min(sums.size(), one.values.size()));
            for (size_t r = 0; r < sums.size(); ++r) sums[r] += w.weight * one.values[r];
        }
        return sample_of(std::move(sums), anything);
    }

    Sample taken(const Node& at, size_t i, const std::string& policy, const Side& side,
                 const Span* window) const {
        Sample sum;
        for (const std::string& metric : side.metrics) {
            const Asked asked = window != nullptr ? Asked{metric, Stretch::part, *window}
                                                  : asked_for(metric, side.during_s);
            const Metric* one = evidence_.find(point_at(scenario_, places(at, i)), policy, asked);
            if (one == nullptr) return {};
            const Sample part{"", 0, one->replications, one->interval, one->domain};
            const Domain both{sum.domain.least + part.domain.least,
                              sum.domain.most + part.domain.most};
            sum = sum.values.empty() ? part : paired(sum, part, std::plus<>(), both);
        }
        return sum;
    }

    static Sample sample_of(std::vector<double> values, const Domain& domain) {
        if (values.empty()) return {};
        const Interval interval = student_interval(values, domain);
        return {"", 0, std::move(values), interval, domain};
    }

    template <class Operation>
    static Sample paired(const Sample& a, const Sample& b, Operation operation,
                         const Domain& domain) {
        std::vector<double> values;
        for (size_t r = 0; r < std::min(a.values.size(), b.values.size()); ++r) {
            values.push_back(operation(a.values[r], b.values[r]));
        }
        return sample_of(std::move(values), domain);
    }

    // Quantiles that are insufficient each have a difference in each replication all the same.
    static Sample difference(const Sample& a, const Sample& b) {
        Sample d = paired(a, b, std::minus<>(), anything);
        d.where = a.where;
        return d;
    }

    // What is said of every place cannot be said when one of them was not measured.
    static bool has_gap(Finding& f, const std::vector<Sample>& all) {
        for (const Sample& s : all) {
            if (s.measured()) continue;
            f.ours = nothing;
            f.where = s.where + (s.where.empty() ? "" : ": ") + "nothing measured";
            return true;
        }
        return all.empty();
    }

    static void settle(Finding& f, const Sample& sample) {
        f.ours = sample.interval;
        f.where = sample.where;
    }

    // How far outside of what is expected; negative inside.
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
                break;
            case Take::mean:
                f.ours = average(all).interval;
        }
    }

    static Sample average(const std::vector<Sample>& all) {
        std::vector<double> values = all.front().values;
        for (size_t i = 1; i < all.size(); ++i) {
            values.resize(std::min(values.size(), all[i].values.size()));
            for (size_t r = 0; r < values.size(); ++r) values[r] += all[i].values[r];
        }
        for (double& x : values) x /= static_cast<double>(all.size());
        return sample_of(std::move(values), all.front().domain);
    }

    void distance(Finding& f) const {
        const std::string& series = check_.series.empty() ? check_.policy : check_.series;
        const std::vector<Sample> all = samples(check_.policy);
        for (const CurvePoint& point : scenario_.published(check_.curve)) {
            if (point.series != series || point.metric != check_.metric) continue;
            if (!check_.range.empty() && (point.x < check_.range[0] || point.x > check_.range[1])) {
                continue;
            }
            const auto here = std::find_if(all.begin(), all.end(),
                                           [&](const Sample& s) { return s.x == point.x; });
            if (here == all.end()) {
                f.ours = nothing;
                f.where = "not swept: " + dump(Node(point.x));
                return;
            }
            if (has_gap(f, {*here})) return;
            const double far = std::abs(here->interval.mean - point.y);
            if (far <= f.ours.mean) continue;  // false for the first: nothing is not-a-number
            f.ours = distance_from(point.y, here->interval);
            f.where = here->where;
        }
    }

    void order(Finding& f) const {
        for (size_t i = 1; i < check_.order.size(); ++i) {
            const std::vector<Sample> upper = samples(check_.order[i - 1]);
            const std::vector<Sample> lower = samples(check_.order[i]);
            if (upper.empty() || lower.empty()) return;
            for (size_t p = 0; p < std::min(upper.size(), lower.size()); ++p) {
                const Sample lead = difference(upper[p], lower[p]);
                if (has_gap(f, {lead})) return;
                if (lead.interval.mean >= f.ours.mean) continue;
                f.ours = lead.interval;
                f.where = check_.order[i - 1] + " over " + check_.order[i];
                if (!upper[p].where.empty()) f.where += ", " + upper[p].where;
            }
        }
    }

    void monotone(Finding& f) const {
        const std::vector<Sample> all = samples(check_.policy);
        for (size_t i = 1; i < all.size(); ++i) {
            const bool up = check_.direction == Direction::rising;
            Sample step = up ? difference(all[i], all[i - 1]) : difference(all[i - 1], all[i]);
            step.where = all[i].where;
            if (has_gap(f, {step})) return;
            if (step.interval.mean >= f.ours.mean) continue;
            settle(f, step);
        }
    }

    void share(Finding& f) const {
        const std::vector<Sample> all = samples(check_.policy);
        if (all.empty()) return;
        const auto so = std::count_if(all.begin(), all.end(), [&](const Sample& s) {
            return check_.holds.allows(s.interval.mean);
        });
        const double part = static_cast<double>(so) / static_cast<double>(all.size());
        f.ours = {part, part, part};
        f.where = std::to_string(so) + " of " + std::to_string(all.size());
    }

    void crossing(Finding& f) const {
        for (const Sample& s : samples(check_.policy)) {
            const bool reached = check_.direction == Direction::rising
                                     ? s.interval.mean >= check_.level
                                     : s.interval.mean <= check_.level;
            if (!reached) continue;
            f.ours = {s.x, s.x, s.x};
            f.where = s.where;
            return;
        }
    }

    const Scenario& scenario_;
    const Check& check_;
    const Evidence& evidence_;
    size_t along_ = 0;
};

}  // namespace

std::vector<Asked> asked_by(const Check& check) {
    std::vector<Asked> all;
    const auto add = [&](const Side& side) {
        for (const std::string& metric : side.metrics) {
            all.push_back(check.along_time() ? Asked{metric, Stretch::every_window}
                                             : asked_for(metric, side.during_s));
        }
    };
    add(own_side(check));
    if (check.against) add(other_side(check));
    return all;
}

Finding measure(const Scenario& scenario, const Check& check, const Evidence& evidence) {
    return Measurement(scenario, check, evidence).run();
}

}  // namespace mdisim
