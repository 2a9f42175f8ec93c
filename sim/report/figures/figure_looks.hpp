// The looks and labels of all policies, models, axes and metrics in a scenario's figures.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class FigureLooks {
  public:
    explicit FigureLooks(const Scenario& scenario);
    // Notes the models and metrics of a world. Required for every row before models() and
    // caption().
    void add(const std::shared_ptr<const Grading>& grading);

    // In the order of the scenario.
    const std::vector<std::pair<std::string, Look>>& policies() const { return policies_; }
    bool is_policy(const std::string& name) const;
    // The looks of the cloud's models, the least accurate first.
    std::vector<Look> models() const;
    // The label of a value on an axis.
    const std::string& label(const std::string& axis, const std::string& value) const;
    // The caption of a metric. A part of a stack has the caption of the stack; the caption of a
    // metric that no world has is its name.
    Caption caption(const std::string& name) const;

  private:
    void add(const std::vector<MetricInfo>& metrics);

    std::vector<std::pair<std::string, Look>> policies_;
    std::map<std::pair<std::string, std::string>, std::string> labels_;  // by axis and value
    std::map<std::string, Caption> captions_;
    std::map<std::string, double> accuracies_;  // of models
    std::shared_ptr<const Grading> last_;
};

}  // namespace mdisim
