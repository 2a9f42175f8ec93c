// manifest.json: the scenario to which a results folder belongs, the program and command that
// computed its results, and the digests of the files that they wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/folder/file_digests.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The scenario file of results, and what the command line changed in it.
struct Origin {
    std::string file;                   // absolute path; in manifest.json relative to its folder
    std::string digest;                 // digest of the file's content
    std::vector<std::string> settings;  // options as typed, such as "--set requests=300"
};
Origin origin_of(const Scenario& scenario);

// A policy that is not built into mdisim, as it was when results were made.
struct OtherPolicy {
    std::string policy;  // such as "select/halfway"
    std::string by;      // what identifies it: the name of an IdentifiedBy
    std::string digest;  // empty if nothing identifies it, as is `file` if it has no file
    std::string file;    // absolute path; in manifest.json relative to its folder

    bool operator==(const OtherPolicy&) const = default;
};
const Object& describe(Tag<OtherPolicy>);
std::vector<OtherPolicy> other_policies_of(const Scenario& scenario);

struct Provenance {
    std::string version;
    std::string compiler;
    std::string command;
    Origin origin = {};  // empty if the file is not known
    std::vector<OtherPolicy> policies = {};
    std::string rounds = {};  // how the number of replications was decided; empty if it was given
};

struct Manifest {
    std::string scenario;  // the scenario's name
    Provenance provenance;
    FileDigests files;         // of what mdisim wrote into the folder
    bool has_digests = false;  // manifests of older versions have none
    Node document;             // the content of manifest.json, with the resolved scenario
    const Node& resolved() const { return *document.find("resolved"); }
};

// The document of a manifest. It has no fingerprint while the campaign is not finished. `warnings`
// say what to know before the results are believed.
Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint = {},
                       const std::vector<std::string>& warnings = {});
void set_files(Node& document, const FileDigests& files);
// Writes manifest.json. Its last line is the digest of all that stands before.
void write_manifest(const std::string& folder, Node document, const std::string& writer = "");

bool has_manifest(const std::string& folder);
// The digests in the folder's manifest; none if there is no manifest.
FileDigests files_known_in(const std::string& folder);
// Throws UserError if there is no manifest, or if it is not as write_manifest() writes it: if it
// has a digest, to the byte.
Manifest read_manifest(const std::string& folder);

// The provenance as it is written into the folder: the path of the scenario's file is relative to
// the folder, so that the file is found from any working directory, and after file and folder have
// moved together.
Provenance seen_from(const std::string& folder, Provenance provenance);

}  // namespace mdisim
