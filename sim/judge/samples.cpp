#include "sim/judge/samples.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "sim/engine/time.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

CheckSide own_side(const Check& check) {
    CheckSide side{{check.metric}, check.during_s};
    side.metrics.insert(side.metrics.end(), check.plus.begin(), check.plus.end());
    return side;
}

CheckSide other_side(const Check& check) {
    CheckSide side = own_side(check);
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

bool in_range(const Check& check, const Node& label) {
    if (check.range.empty() || !label.is_number()) return true;
    return label.as_number() >= check.range[0] && label.as_number() <= check.range[1];
}

Sample sample_of(std::vector<double> values, const Domain& domain, bool fixed) {
    if (values.empty()) return {};
    const Interval interval = student_interval(values, domain);
    return {"", "", 0, std::move(values), interval, domain, fixed};
}

bool is_fixed(const std::vector<double>& values, const Domain& domain) {
    if (values.empty()) return false;
    const bool may_yet_change =
        (values.front() == 0 && domain.least == 0) || (values.front() == 1 && domain.most == 1);
    constexpr double rounding = 1e-12;
    const auto differs = [&](double x) {
        return std::abs(x - values.front()) > rounding * std::abs(values.front());
    };
    return values.size() > 1 && !may_yet_change &&
           std::none_of(values.begin(), values.end(), differs);
}

template <class Operation>
Sample paired(const Sample& a, const Sample& b, Operation operation, const Domain& domain) {
    std::vector<double> values;
    for (size_t r = 0; r < std::min(a.values.size(), b.values.size()); ++r) {
        values.push_back(operation(a.values[r], b.values[r]));
    }
    return sample_of(std::move(values), domain, a.fixed && b.fixed);
}

}  // namespace

// The difference is measured if replications have values, even if both samples are quantiles with
// insufficient data.
Sample difference(const Sample& a, const Sample& b) {
    Sample d = paired(a, b, std::minus<>(), anything);
    d.where = a.where;
    d.label = a.label;
    return d;
}

Sample average(const std::vector<Sample>& all) {
    std::vector<double> values = all.front().values;
    for (size_t i = 1; i < all.size(); ++i) {
        values.resize(std::min(values.size(), all[i].values.size()));
        for (size_t r = 0; r < values.size(); ++r) values[r] += all[i].values[r];
    }
    for (double& x : values) x /= static_cast<double>(all.size());
    const bool fixed = std::all_of(all.begin(), all.end(), [](const Sample& s) { return s.fixed; });
    return sample_of(std::move(values), all.front().domain, fixed);
}

std::vector<Asked> asked_by(const Check& check) {
    std::vector<Asked> all;
    const auto add = [&](const CheckSide& side) {
        for (const std::string& metric : side.metrics) {
            all.push_back(check.along_time() ? Asked{metric, Stretch::every_window}
                                             : asked_for(metric, side.during_s));
        }
    };
    add(own_side(check));
    if (check.against) add(other_side(check));
    return all;
}

std::vector<Sample> Samples::along_axis(const std::string& policy) const {
    if (check_.along_time()) return over_time(policy);
    if (along_ == nullptr) return {compared(policy, 0)};
    std::vector<Sample> all;
    for (size_t i = 0; i < along_->values.size(); ++i) {
        const Node& label = along_->values[i].label;
        if (!in_range(check_, label)) continue;
        Sample sample = compared(policy, i);
        sample.label = label_text(label);
        sample.where = along_->name() + " " + sample.label;
        sample.x = label.is_number() ? label.as_number() : static_cast<double>(i);
        all.push_back(std::move(sample));
    }
    return all;
}

// One sample for every window in the check's range.
std::vector<Sample> Samples::over_time(const std::string& policy) const {
    std::vector<Sample> all;
    for (const Span& window : evidence_.windows(point(check_.at, 0), policy)) {
        const double from = window.from.ms() / 1000;
        const double until = window.until.ms() / 1000;
        const bool inside =
            check_.range.empty() || (from >= check_.range[0] && until <= check_.range[1]);
        if (!inside) continue;
        Sample sample = compared(policy, 0, &window);
        sample.label = seconds_text(from);
        sample.where = std::string(time_axis) + " " + sample.label;
        sample.x = from;
        all.push_back(std::move(sample));
    }
    return all;
}

// The point at position i of the check's axis. On every other axis the point is at the label that
// `at` has, or at the first value.
size_t Samples::point(const Node& at, size_t i) const {
    std::vector<size_t> positions = grid_.positions_of(at);
    for (size_t a = 0; a < positions.size(); ++a) {
        if (&grid_.axes()[a] == along_) positions[a] = i;
    }
    return grid_.point_at(positions);
}

// The sample at position i. If `window` is not null, it replaces the check's `during_s`.
Sample Samples::compared(const std::string& policy, size_t i, const Span* window) const {
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

Sample Samples::contrasted(size_t i, const Span* window) const {
    std::vector<double> sums;
    bool fixed = true;
    for (const Weight& w : check_.contrast) {
        if (w.weight == 0) continue;
        const Sample one = taken(check_.at, i, w.policy, own_side(check_), window);
        if (one.values.empty()) return {};
        if (sums.empty()) sums.resize(one.values.size());
        sums.resize(std::min(sums.size(), one.values.size()));
        for (size_t r = 0; r < sums.size(); ++r) sums[r] += w.weight * one.values[r];
        fixed = fixed && one.fixed;
    }
    return sample_of(std::move(sums), anything, fixed);
}

Sample Samples::taken(const Node& at, size_t i, const std::string& policy, const CheckSide& side,
                      const Span* window) const {
    Sample sum;
    for (const std::string& metric : side.metrics) {
        const Asked asked = window != nullptr ? Asked{metric, Stretch::part, *window}
                                              : asked_for(metric, side.during_s);
        const Metric* one = evidence_.find(point(at, i), policy, asked);
        if (one == nullptr) return {};
        const Sample part{"",
                          "",
                          0,
                          one->replications,
                          one->interval,
                          one->domain,
                          is_fixed(one->replications, one->domain)};
        const Domain both{sum.domain.least + part.domain.least, sum.domain.most + part.domain.most};
        sum = sum.values.empty() ? part : paired(sum, part, std::plus<>(), both);
    }
    return sum;
}

}  // namespace mdisim
