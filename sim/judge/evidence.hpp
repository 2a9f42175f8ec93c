// Results as claims ask for them: a metric of a policy at a point of the sweep.
#pragma once

#include <map>
#include <set>
#include <string>

#include "sim/campaign/rows.hpp"

namespace mdisim {

class Evidence {
  public:
    // Keeps these metrics only.
    explicit Evidence(std::set<std::string> metrics) : wanted_(std::move(metrics)) {}

    void add(const CellRow& row);
    // Null where nothing was measured: no such cell, or a metric it does not have.
    const Metric* find(size_t point, const std::string& policy, const std::string& metric) const;

  private:
    std::set<std::string> wanted_;
    std::map<std::pair<size_t, std::string>, std::map<std::string, Metric>> cells_;
};

}  // namespace mdisim
