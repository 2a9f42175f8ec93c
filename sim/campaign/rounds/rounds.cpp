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

class Spending {
  public:
    Spending(const Scenario& scenario, const Budget& budget)
        : budget_(budget), each_(static_cast<double>(requests_of(scenario))) {}

    void check_first(const Scenario& scenario, int64_t replications) const {
        const double requests = each_ * static_cast<double>(replications);
        if (!budget_.requests || requests <= *budget_.requests) return;
        throw UserError({{scenario.file(), "",
                          "the first look is after " +
                              counted(static_cast<size_t>(replications), "replication") +
                              ", which are " + counted(static_cast<uint64_t>(requests), "request") +
                              ": more than the budget of " +
                              counted(static_cast<uint64_t>(*budget_.requests), "request")}});
    }
    // Whether the budget suffices to go on from so many replications to more. The time is judged by
    // what the replications so far have taken.
    bool suffices(int64_t from, int64_t to) const {
        if (budget_.requests && each_ * static_cast<double>(to) > *budget_.requests) return false;
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
        const double share = static_cast<double>(to) / static_cast<double>(from);
        return !budget_.seconds || spent.count() * share <= *budget_.seconds;
    }

  private:
    Budget budget_;
    double each_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Rounds of a scenario whose results decide how many there are.
Replicated in_rounds(const Scenario& scenario, const Budget& budget, const ComputeAll& compute,
                     const VisitRows& visit) {
    const int64_t first = first_look(scenario);
    Spending spending(scenario, budget);
    spending.check_first(scenario, first);
    Rounds rounds;
    bool narrow_before = scenario.stopping().precision().empty();
    for (int64_t n = first;;) {
        const Scenario round = with_number(scenario, "replications", n);
        compute(round);
        Inspection inspection(round, n, first);
        const size_t missing = visit(round, [&](const CellRow& row) { inspection.add(row); });
        rounds.looked_after.push_back(n);
        inspection.finish(rounds);
        const bool confirmed = narrow_before;
        narrow_before = inspection.narrow();
        const int64_t next = next_look(n);
        if (rounds.enough && !confirmed) {
            rounds.enough = false;
            rounds.more_requests =
                rounds.requests / static_cast<double>(n) * static_cast<double>(next - n);
        }
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
    std::optional<int64_t> warm_up;
    std::optional<Scenario> settled;
    if (scenario.stopping().finds_warm_up()) {
        warm_up = automatic_warm_up(scenario, enough.jobs, enough.stop);
        settled = with_number(scenario, "warm_up_requests", *warm_up);
    }
    const Scenario& from = settled ? *settled : scenario;
    Replicated made{from};
    if (scenario.stopping().any()) {
        made = in_rounds(from, enough.budget, compute, visit);
    } else {
        compute(from);
    }
    made.warm_up = warm_up;
    return made;
}

}  // namespace mdisim
