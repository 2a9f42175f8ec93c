// requests.csv: the requests that a scenario asks to keep, with their stages.
#pragma once

#include <optional>
#include <string>

#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class RequestTable {
  public:
    RequestTable(const std::string& path, const Scenario& scenario);
    void add(const CellRow& row, const KeptRequests& kept);
    void finish();  // removes the file of an earlier run if the scenario asks for none now

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
    bool with_sites_ = false;
    bool with_rights_ = false;  // whether answers are right or wrong at some point
};

// The name of the model, or of the front, that gives an answer.
std::string model_name(const ReadyWorld& world, const Best& answer);
// The answer that the user got, and its accuracy; none if there was no answer.
Best answer_of(const Outcome& outcome);
std::optional<double> accuracy_of(const ReadyWorld& world, const Best& answer);
const std::string& name_of(Answer answer);  // "cloud", "phone", "both", "none"

}  // namespace mdisim
