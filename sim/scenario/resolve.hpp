// Resolves a document: merges profiles in, picks model sets, sets values by path. The result is a
// document too, so everything that was changed is part of a cell's key.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Finds and reads profiles: "networks/campus" below profiles/ of the repository or installation, or
// a path to a .json file. Each is read once.
class Profiles {
  public:
    explicit Profiles(std::vector<std::string> folders) : folders_(std::move(folders)) {}
    // The folders in which profiles are looked for, in this order: $MDISIM_PROFILES; profiles/
    // beside or above the scenario, the working folder and the program; profiles/ of an
    // installation, and of add_data_folder() (sim/scenario/lookup/data_folders.hpp).
    static Profiles around(const std::string& scenario_file);

    const Node& read(const std::string& name, const Node& asked_at);
    // The names of all profiles, such as "networks/campus".
    std::vector<std::string> names(const std::string& extension = ".json") const;
    // The path of a file below the folders, such as "published/x.csv"; empty if it is missing.
    std::string file(const std::string& name) const;
    // The folders in words that follow "there is no profile": " in profiles/".
    std::string folders_text() const;

  private:
    std::vector<std::string> folders_;
    std::map<std::string, Node> read_;
};

// Replaces every {"profile": P, ...} under a key K by K's object of the profile. The keys beside
// "profile" replace those of the profile.
void merge_profiles(Node& document, Profiles& profiles, std::vector<Problem>& problems);

// Applies "only", "without" and "sets" of model pools to their lists.
void pick_models(Node& document, std::vector<Problem>& problems);

// Sets a value by dotted path: "network.cv", "models.list.NasNet Large.mean_ms",
// "policies.modipick.select.threshold_ms". An item of a list is found by its "name".
// Null removes a key, if it is there, so that its default holds.
void set_by_path(Node& document, const std::string& path, const Node& value,
                 std::vector<Problem>& problems);

}  // namespace mdisim
