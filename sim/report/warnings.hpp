// What a reader should know before believing results: numbers in the scenario that look like a
// mistaken unit, and policies that ask more of the servers than they can do.
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
    // Sentences about policies that overload the servers; one for all policies to which the same
    // happens.
    std::vector<std::string> of_policies() const;
    // The same behind those about the scenario's numbers, which name no file.
    std::vector<std::string> all() const;

  private:
    // Where work arrived faster than the servers could do it, under one policy.
    struct Overload {
        std::string policy;
        size_t points = 0;
        double most = 0;  // the work over the capacity
        std::string at;   // the point of the most
    };

    const Scenario& scenario_;
    PolicyLabels policies_;
    InfosOfRows known_;
    size_t load_ = 0;     // the index of the metric "offered_load" in the rows
    size_t dropped_ = 0;  // the index of "dropped"
    std::vector<Overload> overloads_;
};

}  // namespace mdisim
