// Warnings about results: numbers in the scenario that look like a mistaken unit, policies that
// overload the servers, and policies of which nothing says what they are made of.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Warnings {
  public:
    explicit Warnings(const Scenario& scenario) : scenario_(scenario), policies_(scenario) {}
    // Requires the rows of one campaign, in their order.
    void add(const CellRow& row);
    // Sentences about policies that overload the servers, and about those whose runs are not
    // stored. Policies with the same overload share a sentence.
    std::vector<std::string> of_policies() const;
    // The warnings about the scenario's numbers, without file names, and then of_policies().
    std::vector<std::string> all() const;

  private:
    // The points at which work arrived faster than the servers could do it, under one policy.
    struct Overload {
        std::string policy;
        size_t points = 0;
        double most = 0;  // largest ratio of work to capacity
        std::string at;   // the point of the largest ratio
    };

    const Scenario& scenario_;
    PolicyLabels policies_;
    InfosOfRows known_;
    size_t load_ = 0;     // the index of the metric "offered_load" in the rows
    size_t dropped_ = 0;  // the index of "dropped"
    std::vector<Overload> overloads_;
};

}  // namespace mdisim
