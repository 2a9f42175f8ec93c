// What Results and Row of the library hold (mdisim/mdisim.hpp).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Row::State {
    CellRow row;
    std::vector<AtAxis> at;
    std::shared_ptr<const std::vector<MetricInfo>> infos;  // of the row's metrics
};

struct Results::State {
    std::shared_ptr<const Scenario> scenario;
    std::string folder;  // empty if there is none
    std::string fingerprint;
    std::vector<Row> rows;
    std::vector<std::string> warnings;
};

// Labels on the axes of a scenario, for users of the library.
std::vector<AtAxis> labels_of(const Scenario& scenario, const std::vector<Node>& labels);

// Makes results as rows come.
class ResultsMaker {
  public:
    ResultsMaker(Scenario scenario, const std::string& folder);

    const Scenario& scenario() const { return *state_->scenario; }
    void add(const CellRow& row);
    void warn(std::vector<std::string> warnings) { state_->warnings = std::move(warnings); }
    std::shared_ptr<const Results::State> take();

  private:
    std::shared_ptr<Results::State> state_;
    CampaignFingerprint fingerprint_;
    InfosOfRows known_;
    std::shared_ptr<const std::vector<MetricInfo>> infos_;
};

}  // namespace mdisim
