// requests.csv: the requests a scenario wants kept, one by one, with their stages.
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
    void finish();  // removes that of an earlier run when none are wanted any more

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
};

// Who could be named in a record: models of the cloud, of the phone, fronts.
std::string model_name(const ReadyWorld& world, const Best& answer);
// Whose answer the user got, and how accurate it is; nothing where there was none.
Best answer_of(const Outcome& outcome);
std::optional<double> accuracy_of(const ReadyWorld& world, const Best& answer);
const std::string& name_of(Answer answer);  // "cloud", "phone", "both", "none"

}  // namespace mdisim
