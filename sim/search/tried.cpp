#include "sim/search/tried.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {
namespace {

bool is_missing(double x) { return std::isnan(x); }

}  // namespace

bool shows_gain(std::span<const double> x, double level) {
    double sum = 0;
    for (double value : x) sum += value;
    if (x.size() < 2 || !(sum > 0)) return false;
    const std::vector<double> zeros(x.size(), 0.0);
    const PairedDifference difference = paired_difference(x, zeros);
    return difference.interval.mean > 0 && difference.p / 2 < level;
}

bool will_show_gain(std::span<const double> x, uint32_t further, double level) {
    constexpr double two_sigma = 2;
    if (x.size() < 2 || std::any_of(x.begin(), x.end(), is_missing)) return false;
    const auto n = static_cast<double>(x.size());
    const Interval interval = student_interval(x);
    const double error = interval.half_width() / student_quantile(0.975, n - 1);
    const double needed = student_quantile(1 - level, further - 1) + two_sigma;
    return interval.mean > needed * error * __builtin_sqrt(n / further);
}

void TriedSettings::look(const std::vector<size_t>& settings, uint32_t replications) {
    ensure(replications <= most_, "the search's replications end where fresh ones begin");
    std::vector<WantedRuns> wanted;
    for (size_t s : settings) {
        const auto has = static_cast<uint32_t>(known_[s].searched.size());
        const bool asked = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const WantedRuns& w) { return w.setting == s; });
        if (has < replications && !asked) wanted.push_back({s, has, replications});
    }
    if (wanted.empty()) return;
    std::vector<std::vector<Replication>> got = ask_(wanted);
    for (size_t i = 0; i < wanted.size(); ++i) {
        std::vector<Replication>& all = known_[wanted[i].setting].searched;
        std::move(got[i].begin(), got[i].end(), std::back_inserter(all));
    }
}

void TriedSettings::look_afresh(const std::vector<size_t>& settings) {
    std::vector<WantedRuns> wanted;
    for (size_t s : settings) {
        const bool asked = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const WantedRuns& w) { return w.setting == s; });
        if (!has_fresh(s) && !asked) wanted.push_back({s, most_, 2 * most_});
    }
    if (wanted.empty()) return;
    std::vector<std::vector<Replication>> got = ask_(wanted);
    for (size_t i = 0; i < wanted.size(); ++i) known_[wanted[i].setting].fresh = std::move(got[i]);
}

size_t TriedSettings::searched(size_t setting) const {
    const auto at = known_.find(setting);
    return at == known_.end() ? 0 : at->second.searched.size();
}

bool TriedSettings::has_fresh(size_t setting) const {
    const auto at = known_.find(setting);
    return at != known_.end() && !at->second.fresh.empty();
}

std::vector<size_t> TriedSettings::settings() const {
    std::vector<size_t> settings;
    for (const auto& [setting, known] : known_) {
        if (!known.searched.empty()) settings.push_back(setting);
    }
    return settings;
}

std::vector<size_t> TriedSettings::all_settings() const {
    std::vector<size_t> settings;
    for (const auto& [setting, known] : known_) settings.push_back(setting);
    return settings;
}

std::vector<TriedSetting> TriedSettings::looks() const {
    std::vector<TriedSetting> looks;
    for (const auto& [setting, known] : known_) {
        looks.push_back({setting, static_cast<uint32_t>(known.searched.size()),
                         static_cast<uint32_t>(known.fresh.size())});
    }
    return looks;
}

std::vector<double> TriedSettings::values(size_t setting, size_t number, Half part) const {
    std::vector<double> values;
    for (const Replication& replication : known_.at(setting).of(part))
        values.push_back(replication[number]);
    return values;
}

double TriedSettings::mean(size_t setting, size_t number, Half part) const {
    return mean_of_first(values(setting, number, part).size(), setting, number, part);
}

double TriedSettings::mean_of_first(size_t replications, size_t setting, size_t number,
                                    Half part) const {
    std::vector<double> x = values(setting, number, part);
    x.resize(replications);
    double sum = 0;
    for (double value : x) sum += value;
    const double mean = sum / static_cast<double>(x.size());
    return std::isnan(mean) ? -std::numeric_limits<double>::infinity() : mean;
}

std::vector<double> TriedSettings::differences(size_t a, size_t b, size_t number, Half part) const {
    const std::vector<double> x = values(a, number, part);
    const std::vector<double> y = values(b, number, part);
    std::vector<double> differences(std::min(x.size(), y.size()));
    for (size_t i = 0; i < differences.size(); ++i) differences[i] = x[i] - y[i];
    return differences;
}

bool TriedSettings::more(size_t a, size_t b, size_t number, double level, Half part) const {
    constexpr double nothing = -std::numeric_limits<double>::infinity();
    if (mean(b, number, part) == nothing) return mean(a, number, part) > nothing;
    return shows_gain(differences(a, b, number, part), level);
}

}  // namespace mdisim
