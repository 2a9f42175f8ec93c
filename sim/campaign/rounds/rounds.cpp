#include "sim/campaign/rounds/rounds.hpp"

#include <algorithm>
#include <chrono>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/rounds/inspection.hpp"
#include "sim/campaign/rounds/settling.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

constexpr int64_t fewest_before_a_look = 20;
constexpr int64_t least_round = 10;
constexpr int64_t most_replications = replication_limit - 1;

// The requests of all cells in one replication.
uint64_t requests_of(const Scenario& scenario) {
    uint64_t requests = 0;
    for (CellCursor at(scenario); !at.at_end(); at.next())
        requests += at.point().expected_requests();
    return requests;
}

// What has been spent of a budget since it was made, before the pilot.
class Spending {
  public:
    Spending(const Scenario& scenario, const Budget& budget)
        : budget_(budget),
          each_(static_cast<double>(requests_of(scenario))),
          pilot_(scenario.stopping().finds_warm_up() ? pilot_requests(scenario) : 0) {}

    void check_first(const Scenario& scenario, int64_t replications) const {
        const double requests = each_ * static_cast<double>(replications);
        if (!budget_.requests || pilot_ + requests <= *budget_.requests) return;
        const auto text = [](double n) { return counted(static_cast<uint64_t>(n), "request"); };
        throw UserError({{scenario.file(), "",
                          "the first look is after " +
                              counted(static_cast<size_t>(replications), "replication") +
                              ", which are " + text(requests) +
                              (pilot_ > 0 ? ", and " + text(pilot_) + " find the warm-up" : "") +
                              ": more than the budget of " + text(*budget_.requests)}});
    }
    void compute(const Scenario& round, const ComputeAll& compute) {
        const auto begin = std::chrono::steady_clock::now();
        computed_ += static_cast<double>(compute(round));
        computing_ += std::chrono::steady_clock::now() - begin;
    }
    // Whether the budget suffices to go on from so many replications to more. The time is judged by
    // what the requests that were computed have taken: those of the store took none.
    bool suffices(int64_t from, int64_t to) const {
        const double all = pilot_ + each_ * static_cast<double>(to);
        if (budget_.requests && all > *budget_.requests) return false;
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
        const double more = each_ * static_cast<double>(to - from);
        const double next = computed_ > 0 ? computing_.count() / computed_ * more : 0;
        return !budget_.seconds || spent.count() + next <= *budget_.seconds;
    }

  private:
    Budget budget_;
    double each_;
    double pilot_;  // requests
    double computed_ = 0;
    std::chrono::duration<double> computing_{0};
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Rounds of a scenario whose results decide how many there are.
Replicated in_rounds(const Scenario& scenario, Spending& spending, const ComputeAll& compute,
                     const VisitRows& visit) {
    const int64_t first = first_look(scenario);
    Rounds rounds;
    bool narrow_before = scenario.stopping().precision().empty();
    for (int64_t n = first;;) {
        const Scenario round = with_number(scenario, "replications", n);
        spending.compute(round, compute);
        Inspection inspection(round, n, first);
        const size_t missing = visit(round, [&](const CellRow& row) { inspection.add(row); });
        rounds.looked_after.push_back(n);
        inspection.finish(rounds, narrow_before);
        narrow_before = inspection.narrow();
        const int64_t next = next_look(n);
        const bool ends = rounds.enough || missing > 0 || next == n;
        if (ends || !spending.suffices(n, next)) return {round, rounds};
        n = next;
    }
}

}  // namespace

int64_t first_look(const Scenario& scenario) {
    int64_t most = fewest_before_a_look;
    for (size_t i = 0; i < scenario.size(); ++i)
        most = std::max(most, scenario.point(i).setting.replications);
    return most;
}

int64_t next_look(int64_t replications) {
    const int64_t more = std::max(least_round, replications / 4);
    return std::min(replications + more, most_replications);
}

Replicated replicated(const Scenario& scenario, const EnoughOptions& enough,
                      const ComputeAll& compute, const VisitRows& visit) {
    Spending spending(scenario, enough.budget);
    if (scenario.stopping().any()) spending.check_first(scenario, first_look(scenario));
    std::optional<int64_t> warm_up;
    std::optional<Scenario> settled;
    if (scenario.stopping().finds_warm_up()) {
        warm_up = automatic_warm_up(scenario, enough.jobs, enough.stop);
        settled = with_number(scenario, "warm_up_requests", *warm_up);
    }
    const Scenario& from = settled ? *settled : scenario;
    Replicated made{from};
    if (scenario.stopping().any()) {
        made = in_rounds(from, spending, compute, visit);
    } else {
        compute(from);
    }
    made.warm_up = warm_up;
    return made;
}

}  // namespace mdisim
