#include "sim/campaign/folder/campaign_progress.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/rates.hpp"
#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/form.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

class Inventory {
  public:
    Inventory(const std::string& folder, const Scenario& scenario) : scenario_(scenario) {
        std::map<std::string, Cost> costs;
        for (const std::string& file : store_files(folder)) {
            stores_.push_back(Store::to_read(file));
            crashes_.push_back(std::make_unique<CrashLog>(crash_file(file)));
            progress_.seconds_spent += stores_.back().seconds_spent();
            for (const auto& [name, cost] : stores_.back().costs()) {
                costs[name].requests += cost.requests;
                costs[name].seconds += cost.seconds;
            }
        }
        rates_ = Rates(costs);
        progress_.by.push_back({"policy", {}});
        for (const Axis& axis : scenario.axes()) {
            progress_.by.push_back({axis.name(), {}});
            for (const AxisValue& value : axis.values) {
                progress_.by.back().second.push_back({label_text(value.label), {}});
            }
        }
    }

    CampaignProgress take() {
        double seconds = 0;
        for (CellCursor at(scenario_); !at.at_end(); at.next()) seconds += count(at);
        if (rates_.measured()) progress_.seconds_left = seconds;
        return std::move(progress_);
    }

  private:
    double count(const CellCursor& at) {
        const Digest key = cell_key(at.point(), at.policies());
        const auto replications = static_cast<uint32_t>(at.point().setting.replications);
        const uint64_t requests = at.point().expected_requests();
        uint32_t missing = 0;
        for (uint32_t r = 0; r < replications; ++r) missing += !has(with_replication(key, r));
        ++progress_.cells;
        progress_.cells_done += missing == 0;
        progress_.cell_requests += replications * requests;
        progress_.cell_requests_left += missing * requests;
        auto& policies = progress_.by.front().second;
        auto policy = std::find_if(policies.begin(), policies.end(), [&](const auto& entry) {
            return entry.first == at.policies().name;
        });
        if (policy == policies.end()) {
            policy = policies.insert(policies.end(), {at.policies().name, {}});
        }
        add(policy->second, missing > 0);
        for (size_t a = 0; a < scenario_.axes().size(); ++a) {
            const size_t label = scenario_.grid().position(a, at.index().point);
            add(progress_.by[a + 1].second[label].second, missing > 0);
        }
        const bool quarantined =
            std::any_of(crashes_.begin(), crashes_.end(),
                        [&](const auto& log) { return log->in_quarantine(key); });
        if (missing > 0 && quarantined) {
            progress_.quarantined.push_back(
                cell_name(scenario_, at.index().point, at.policies().name));
        }
        const bool by_columns = form_of(at.cell(), at.plan(Path::automatic)) == Form::columns;
        return static_cast<double>(missing * requests) *
               rates_.of(kind_of_work(at.policies(), by_columns));
    }

    static void add(Count& count, bool missing) {
        ++count.cells;
        count.missing += missing;
    }
    bool has(const Digest& run) {
        return std::any_of(stores_.begin(), stores_.end(), [&](Store& s) { return s.has(run); });
    }

    const Scenario& scenario_;
    std::vector<Store> stores_;
    std::vector<std::unique_ptr<CrashLog>> crashes_;
    Rates rates_{{}};
    CampaignProgress progress_;
};

}  // namespace

CampaignProgress progress_in(const std::string& folder, const Scenario& scenario) {
    return Inventory(folder, scenario).take();
}

}  // namespace mdisim
