#include "sim/app/results_folder.hpp"

#include "sim/report/manifest.hpp"

namespace mdisim {

Scenario scenario_in(const std::string& folder) {
    const Manifest manifest = read_manifest(folder);
    return Scenario::from(manifest.resolved(), folder + "/manifest.json", manifest.scenario);
}

}  // namespace mdisim
