#include "sim/search/tried.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {
namespace {

bool is_missing(double x) { return std::isnan(x); }

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool all_agree(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); });
}

// a ln(a / b)
double weighed_ratio(double a, double b) { return a > 0 ? a * portable_log(a / b) : 0; }

// Whether so many requests are enough for a mean above 0 to show that what it estimates is above 0,
// by Chernoff's bound: as improbable is a mean as large if the truth is 0.
bool enough_requests(const PerReplication& x, double mean, double requests, double level) {
    if (x.least >= 0) return true;
    const double width = x.most - x.least;
    const double truth = -x.least / width;
    const double seen = std::min(1.0, (mean - x.least) / width);
    const double per_request = weighed_ratio(seen, truth) + weighed_ratio(1 - seen, 1 - truth);
    return requests * per_request > -portable_log(level);
}

}  // namespace

PerReplication PerReplication::negated() const {
    PerReplication other{values, -most, -least, requests};
    for (double& x : other.values) x = -x;
    return other;
}

bool shows_gain(const PerReplication& x, double level) {
    const double sum = sum_of(x.values);
    const size_t n = x.values.size();
    if (n < 2 || !(sum > 0)) return false;
    if (x.requests > 0 && all_agree(x.values))
        return enough_requests(x, x.values.front(), x.requests, level);
    const std::vector<double> zeros(n, 0.0);
    const PairedDifference difference = paired_difference(x.values, zeros);
    return difference.interval.mean > 0 && difference.p / 2 < level;
}

bool shows_nothing(const PerReplication& x, double level) {
    double chance = 1;
    for (double value : x.values) {
        if (!is_missing(value)) return false;
        chance /= 2;
    }
    return chance < level;
}

bool will_show_gain(const PerReplication& sample, uint32_t further, double level) {
    constexpr double two_sigma = 2;
    const std::vector<double>& x = sample.values;
    if (x.size() < 2 || std::any_of(x.begin(), x.end(), is_missing)) return false;
    const auto n = static_cast<double>(x.size());
    if (sample.requests > 0 && all_agree(x)) {
        return x.front() > 0 &&
               enough_requests(sample, x.front(), sample.requests * further / n, level);
    }
    const double mean = sum_of(x) / n;
    double squares = 0;
    for (double value : x) squares += (value - mean) * (value - mean);
    if (squares == 0) return mean > 0;
    const double t = mean / __builtin_sqrt(squares / (n - 1) / further) - two_sigma;
    const double degrees = further - 1;
    return t > 0 && beta_below(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2 < level;
}

void TriedSettings::look(const std::vector<size_t>& settings, uint32_t replications) {
    ensure(replications <= most_, "the search's replications end where fresh ones begin");
    std::vector<WantedRuns> wanted;
    for (size_t s : std::set<size_t>(settings.begin(), settings.end())) {
        const auto has = static_cast<uint32_t>(known_[s].searched.size());
        if (has < replications) wanted.push_back({s, has, replications});
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
    for (size_t s : std::set<size_t>(settings.begin(), settings.end())) {
        if (!has_fresh(s)) wanted.push_back({s, most_, 2 * most_});
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

PerReplication TriedSettings::sample(size_t setting, size_t number, Half part) const {
    PerReplication sample;
    for (const Replication& replication : known_.at(setting).of(part))
        sample.values.push_back(replication[number]);
    size_t at = question_.goals + question_.targets;
    for (const MeanOfRequests& mean : question_.means) {
        if (mean.number == number) {
            sample.least = mean.least;
            sample.most = mean.most;
            for (const Replication& replication : known_.at(setting).of(part))
                sample.requests += replication[at];
        }
        ++at;
    }
    return sample;
}

double TriedSettings::mean(size_t setting, size_t number, Half part) const {
    return mean_of_first(known_.at(setting).of(part).size(), setting, number, part);
}

double TriedSettings::mean_of_first(size_t replications, size_t setting, size_t number,
                                    Half part) const {
    std::vector<double> x = sample(setting, number, part).values;
    x.resize(replications);
    const double mean = sum_of(x) / static_cast<double>(x.size());
    return std::isnan(mean) ? -std::numeric_limits<double>::infinity() : mean;
}

PerReplication TriedSettings::differences(size_t a, size_t b, size_t number, Half part) const {
    const PerReplication x = sample(a, number, part);
    const PerReplication y = sample(b, number, part);
    const size_t both = std::min(x.values.size(), y.values.size());
    const auto of_both = [&](const PerReplication& own) {
        return own.requests * static_cast<double>(both) / static_cast<double>(own.values.size());
    };
    PerReplication difference{
        {}, x.least - y.most, x.most - y.least, std::min(of_both(x), of_both(y))};
    for (size_t i = 0; i < both; ++i) difference.values.push_back(x.values[i] - y.values[i]);
    return difference;
}

bool TriedSettings::more(size_t a, size_t b, size_t number, double level, Half part) const {
    if (shows_nothing(sample(b, number, part), level))
        return mean(a, number, part) > -std::numeric_limits<double>::infinity();
    return shows_gain(differences(a, b, number, part), level);
}

}  // namespace mdisim
