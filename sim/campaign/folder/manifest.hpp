// manifest.json: whose a results folder is, what was computed there and by what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Which file results are of, and what the command line changed of it.
struct Origin {
    std::string file;                   // absolute; in a manifest as seen from its folder
    std::string digest;                 // of what the file says
    std::vector<std::string> settings;  // as typed: "--set requests=300"
};
Origin origin_of(const Scenario& scenario);

struct Provenance {
    std::string version;
    std::string compiler;
    std::string command;
    Origin origin = {};  // nothing in it where it is not known
};

struct Manifest {
    std::string scenario;  // its name
    Provenance provenance;
    Node document;  // all of it, with the scenario as it was resolved
    const Node& resolved() const { return *document.find("resolved"); }
};

// Without a fingerprint: of a campaign that is not finished.
Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint = {});
void write_manifest(const std::string& folder, const Node& document,
                    const std::string& writer = "");

bool has_manifest(const std::string& folder);
// Throws UserError when there is none, or when anything in it is not as write_manifest() leaves it.
Manifest read_manifest(const std::string& folder);

// Provenance of what is written into this folder: the scenario's file as seen from there, so that
// it is found again from any working directory, and where the two have moved together.
Provenance seen_from(const std::string& folder, Provenance provenance);

}  // namespace mdisim
