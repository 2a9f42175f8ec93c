// requests.csv: the requests a scenario wants kept, one by one, with their stages.
#pragma once

#include <optional>

#include "sim/campaign/watch.hpp"
#include "sim/report/files.hpp"

namespace mdisim {

// Made by running cells again as their rows come: the same bytes however the rows were made.
class RequestTable {
  public:
    RequestTable(const std::string& path, const Scenario& scenario, Store* store = nullptr);
    void add(const CellRow& row);
    void finish();  // removes that of an earlier run when none are wanted any more

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
    Watcher watcher_;
};

// Who could be named in a record: models of the cloud, of the phone, fronts.
std::string model_name(const ReadyWorld& world, const Best& answer);
// Whose answer the user got, and how accurate it is; nothing where there was none.
Best answer_of(const Outcome& outcome);
std::optional<double> accuracy_of(const ReadyWorld& world, const Best& answer);
const std::string& name_of(Answer answer);  // "cloud", "phone", "both", "none"

}  // namespace mdisim
