#include "sim/judge/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace mdisim {
namespace {

constexpr double significance = 0.05;

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Whether all values of both sides are the same, so that there is nothing to test.
bool all_one(const std::vector<double>& before, const std::vector<double>& after) {
    const auto first = [&](double x) { return same(x, before.front()); };
    return std::all_of(before.begin(), before.end(), first) &&
           std::all_of(after.begin(), after.end(), first);
}

// The movement of a metric in one cell, before Holm's correction.
Movement movement_of(const std::string& at, std::vector<double> before, std::vector<double> after) {
    Movement movement{at, ledger_mean(before), ledger_mean(after), {nan, nan, nan}};
    if (before.size() != after.size()) {
        before = {movement.before};
        after = {movement.after};
    }
    movement.tested = before.size() > 1 && !all_one(before, after);
    if (std::equal(before.begin(), before.end(), after.begin(), after.end(), same)) return movement;
    movement.tendency = Tendency::indistinguishable;
    std::vector<double> a;
    std::vector<double> b;
    for (size_t r = 0; r < std::min(before.size(), after.size()); ++r) {
        if (std::isnan(before[r]) || std::isnan(after[r])) continue;
        b.push_back(before[r]);
        a.push_back(after[r]);
    }
    if (a.empty()) {
        movement.tested = false;
        movement.tendency = Tendency::different;  // measured on one side only
        return movement;
    }
    const PairedDifference paired = paired_difference(a, b);
    movement.difference = paired.interval;
    movement.p = paired.p;
    return movement;
}

// Replaces the means of a quantile by the values that a run prints, so that the commands run and
// compare show the same number.
void show_pooled(Movement& movement, const LedgerCell& before, const LedgerCell& after,
                 const std::string& metric) {
    const auto a = before.pooled.find(metric);
    const auto b = after.pooled.find(metric);
    if (a == before.pooled.end() || b == after.pooled.end()) return;
    movement.before = a->second;
    movement.after = b->second;
    if (movement.tendency == Tendency::same) return;
    if (std::isnan(movement.before) || std::isnan(movement.after)) {
        movement.tendency = Tendency::insufficient;
        movement.tested = false;
        movement.difference = {nan, nan, nan};
        return;
    }
    const double off = movement.after - movement.before - movement.difference.mean;
    movement.difference.mean += off;
    movement.difference.low += off;
    movement.difference.high += off;
}

Tendency tendency_of(const Movement& movement, const std::string& metric) {
    if (movement.tendency != Tendency::indistinguishable || movement.p >= significance) {
        return movement.tendency;
    }
    const Better better = better_of(metric);
    const double way = movement.difference.mean;
    if (better == Better::neither || std::isnan(way)) return Tendency::different;
    return (way > 0) == (better == Better::higher) ? Tendency::better : Tendency::worse;
}

// Orders movements, the clearer first: by p, then by size relative to the interval, then by size.
bool clearer(const Movement& a, const Movement& b) {
    const auto spread = [](const Movement& s) {
        return std::abs(s.difference.mean) / s.difference.half_width();
    };
    if (a.p != b.p) return a.p < b.p;
    const double x = spread(a);
    const double y = spread(b);
    if (std::isinf(x) && std::isinf(y)) {
        return std::abs(a.difference.mean) > std::abs(b.difference.mean);
    }
    return x > y;
}

class Comparing {
  public:
    Comparing(const Ledger& before, const Ledger& after) : before_(before), after_(after) {
        for (size_t m = 0; m < before.metrics.size(); ++m) {
            for (size_t n = 0; n < after.metrics.size(); ++n) {
                if (before.metrics[m] == after.metrics[n]) metrics_.emplace_back(m, n);
            }
        }
    }

    Comparison run() {
        std::map<std::string, const LedgerCell*> known;
        for (const LedgerCell& cell : before_.cells) known[cell.name] = &cell;
        std::map<std::string, const LedgerCell*> left = known;
        for (const LedgerCell& cell : after_.cells) {
            const auto at = known.find(cell.name);
            if (at == known.end()) {
                found_.only_after.push_back(cell.name);
                continue;
            }
            left.erase(cell.name);
            add(*at->second, cell);
        }
        for (const LedgerCell& cell : before_.cells) {
            if (left.contains(cell.name)) found_.only_before.push_back(cell.name);
        }
        correct();
        return std::move(found_);
    }

  private:
    void add(const LedgerCell& before, const LedgerCell& after) {
        ++found_.cells;
        bool moved = false;
        for (const auto& [m, n] : metrics_) {
            Change& change = change_of(after.policy(), after_.metrics[n]);
            change.movements.push_back(movement_of(after.at(), before.values[m], after.values[n]));
            show_pooled(change.movements.back(), before, after, after_.metrics[n]);
            moved = moved || change.movements.back().tendency != Tendency::same;
        }
        if (moved) return;
        if (before.fingerprint != after.fingerprint) {
            found_.other_requests.push_back(after.name);
        } else if (before_.digested == after_.digested && before.numbers != after.numbers) {
            found_.other_numbers.push_back(after.name);
        }
    }

    Change& change_of(const std::string& policy, const std::string& metric) {
        const auto [at, fresh] = indices_.emplace(std::pair(policy, metric), found_.changes.size());
        if (fresh) found_.changes.push_back({policy, metric, {}});
        return found_.changes[at->second];
    }

    void correct() {
        std::vector<double> p;
        for (const Change& change : found_.changes) {
            for (const Movement& movement : change.movements) {
                if (movement.tested) p.push_back(movement.p);
            }
        }
        const std::vector<double> corrected = holm(p);
        size_t i = 0;
        for (Change& change : found_.changes) {
            for (Movement& movement : change.movements) {
                if (movement.tested) movement.p = corrected[i++];
                movement.tendency = tendency_of(movement, change.metric);
            }
        }
    }

    const Ledger& before_;
    const Ledger& after_;
    std::vector<std::pair<size_t, size_t>> metrics_;  // indices of metrics in both ledgers
    Comparison found_;
    std::map<std::pair<std::string, std::string>, size_t> indices_;
};

}  // namespace

Better better_of(const std::string& metric) {
    static const std::vector<MetricInfo> infos =
        metric_infos(graded_in_all({"<model>"}, {}, {"<site>"}));
    const auto row = [](const std::string& name) { return name.substr(0, name.find('.')); };
    const auto at = std::find_if(infos.begin(), infos.end(), [&](const MetricInfo& info) {
        return row(info.name) == row(metric);
    });
    return at == infos.end() ? Better::neither : at->better;
}

const char* name_of(Tendency tendency) {
    switch (tendency) {
        case Tendency::same:
            return "the same";
        case Tendency::insufficient:
            return "insufficient data";
        case Tendency::indistinguishable:
            return "not distinguishable";
        case Tendency::better:
            return "better";
        case Tendency::worse:
            return "worse";
        case Tendency::different:
            return "different";
    }
    return "";
}

size_t Change::tested() const {
    return static_cast<size_t>(std::count_if(movements.begin(), movements.end(),
                                             [](const Movement& s) { return s.tested; }));
}

bool Change::untestable() const {
    return moved() > count(Tendency::insufficient) &&
           std::none_of(movements.begin(), movements.end(),
                        [](const Movement& m) { return m.tested && m.tendency != Tendency::same; });
}

size_t Change::count(Tendency tendency) const {
    return static_cast<size_t>(
        std::count_if(movements.begin(), movements.end(),
                      [&](const Movement& s) { return s.tendency == tendency; }));
}

const Movement& Change::most() const {
    const Movement* most = &movements.front();
    for (const Movement& movement : movements) {
        if (movement.tendency == Tendency::same) continue;
        if (most->tendency == Tendency::same || clearer(movement, *most)) most = &movement;
    }
    return *most;
}

Tendency Change::overall() const {
    if (moved() == 0) return Tendency::same;
    if (moved() == count(Tendency::insufficient)) return Tendency::insufficient;
    if (distinguishable() == 0) return Tendency::indistinguishable;
    for (const Tendency one : {Tendency::better, Tendency::worse}) {
        if (count(one) == distinguishable()) return one;
    }
    return Tendency::different;
}

bool Comparison::identical() const {
    return only_before.empty() && only_after.empty() && other_requests.empty() &&
           other_numbers.empty() &&
           std::all_of(changes.begin(), changes.end(),
                       [](const Change& c) { return c.moved() == 0; });
}

size_t Comparison::tested() const {
    size_t n = 0;
    for (const Change& change : changes) n += change.tested();
    return n;
}

bool Comparison::distinguishable() const {
    return !only_before.empty() || !only_after.empty() ||
           std::any_of(changes.begin(), changes.end(),
                       [](const Change& c) { return c.distinguishable() > 0 || c.untestable(); });
}

Comparison compare(const Ledger& before, const Ledger& after) {
    return Comparing(before, after).run();
}

Ledger of_policy(const Ledger& ledger, const std::string& policy, const std::string& called) {
    Ledger one = ledger;
    one.cells.clear();
    for (LedgerCell cell : ledger.cells) {
        if (cell.policy() != policy) continue;
        cell.name.replace(0, policy.size(), called);
        one.cells.push_back(std::move(cell));
    }
    return one;
}

}  // namespace mdisim
