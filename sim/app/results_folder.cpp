#include "sim/app/results_folder.hpp"

#include <filesystem>

namespace mdisim {

Scenario scenario_in(const std::string& folder) {
    const std::string file = folder + "/manifest.json";
    if (!std::filesystem::exists(file)) {
        throw UserError({{folder, "", "holds no results: there is no manifest.json in it"}});
    }
    const Node manifest = read_document(file);
    const Node* name = manifest.find("scenario");
    const Node* resolved = manifest.find("resolved");
    if (name == nullptr || resolved == nullptr) {
        throw UserError({{file, "", "does not say whose results these are"}});
    }
    return Scenario::from(*resolved, file, name->text);
}

}  // namespace mdisim
