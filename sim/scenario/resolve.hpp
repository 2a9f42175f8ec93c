// From what the user wrote to a document without references: profiles merged in, model sets picked,
// values set by path. Everything stays a document, so whatever changes is part of a cell's key.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Finds and reads profiles: "networks/campus" below profiles/ of the repository or installation, or
// a path to a .json file. Reads each once.
class Profiles {
  public:
    explicit Profiles(std::vector<std::string> folders) : folders_(std::move(folders)) {}
    // The folders in which profiles are looked for, in this order: $MDISIM_PROFILES; profiles/
    // beside or above the scenario, the working folder and the program; share/mdisim/profiles/ of
    // an installation.
    static Profiles around(const std::string& scenario_file);

    const Node& read(const std::string& name, const Node& asked_at);
    // All there are, "networks/campus".
    std::vector<std::string> names(const std::string& extension = ".json") const;
    // A file below the folders, "published/x.csv", or empty.
    std::string file(const std::string& name) const;
    // Where profiles are looked for, to stand behind "there is no profile": " in profiles/".
    std::string places() const;

  private:
    std::vector<std::string> folders_;
    std::map<std::string, Node> read_;
};

// The nearest folder of that name beside or above a place; empty when there is none.
std::string folder_around(const std::string& place, const std::string& name);

// Replaces every {"profile": P, ...} under a key K by K's object of the profile, with the keys
// written beside it laid over.
void merge_profiles(Node& document, Profiles& profiles, std::vector<Problem>& problems);

// Turns "only", "without" and "sets" of model pools into the list that is left.
void pick_models(Node& document, std::vector<Problem>& problems);

// Sets a value by dotted path: "network.cv", "models.list.NasNet Large.mean_ms",
// "policies.modipick.select.threshold_ms". Members of a list go by their "name".
void set_by_path(Node& document, const std::string& path, const Node& value,
                 std::vector<Problem>& problems);

}  // namespace mdisim
