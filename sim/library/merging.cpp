#include "sim/library/merging.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity/identity.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

struct ShardStore {
    std::string file;
    Store store;
    Identity identity;
};

// The files of the stores that words name: a file names itself, a folder all stores in it.
std::vector<std::string> stores_in(const std::vector<std::string>& words) {
    std::vector<std::string> files;
    std::vector<Problem> problems;
    for (const std::string& word : words) {
        const std::vector<std::string> found =
            fs::is_directory(word) ? store_files(word) : std::vector{word};
        if (found.empty()) problems.push_back({word, "", "there is no store in this folder"});
        if (!fs::exists(word)) problems.push_back({word, "", "cannot be read"});
        files.insert(files.end(), found.begin(), found.end());
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return files;
}

// Opens the stores that are not empty. Throws UserError, with all problems, if stores cannot be
// merged.
std::vector<ShardStore> sources_of(const std::vector<std::string>& files) {
    std::vector<ShardStore> sources;
    std::vector<Problem> problems;
    for (const std::string& file : files) {
        Store store = Store::to_read(file);
        auto identity = identity_in(store);
        if (!identity && store.rows() > 0) {
            problems.push_back({file, "", "has no identity, or one that is damaged"});
        }
        if (!identity) continue;
        sources.push_back({file, std::move(store), std::move(*identity)});
        for (const std::string& what :
             differences(sources.front().identity, sources.back().identity)) {
            problems.push_back({file, "", what + " than " + sources.front().file});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    if (sources.empty()) throw UserError("these stores are empty");
    return sources;
}

void unite(Store& target, ShardStore& source) {
    const std::vector<Digest> unlike = target.take(source.store);
    if (unlike.empty()) return;
    throw UserError({{source.file, "",
                      std::to_string(unlike.size()) +
                          " of its results differ from those in another store; one of the two "
                          "stores was damaged, or made by a broken machine"}});
}

// The origin of the shards: the first that the manifest of one of these folders has. A store says
// itself what it is of, so a manifest that is damaged keeps no runs from being merged.
Origin origin_of_all(const std::vector<std::string>& folders) {
    for (const std::string& folder : folders) {
        if (!has_manifest(folder)) continue;
        try {
            const Origin origin = read_manifest(folder).provenance.origin;
            if (!origin.file.empty()) return origin;
        } catch (const UserError&) {
            continue;
        }
    }
    return {};
}

}  // namespace

Delivered merge_into(const std::string& folder, const std::vector<std::string>& words,
                     const std::string& command, const VisitorOf& visitor_of) {
    std::vector<ShardStore> sources = sources_of(stores_in(words));
    const Identity identity = sources.front().identity;
    const Scenario scenario = scenario_of(identity, sources.front().file);
    const Origin origin = origin_of_all({fs::path(sources.front().file).parent_path(), folder});
    check_folder(folder, scenario.name(), origin);

    const std::string file = store_file(folder);
    Store target = Store::in_file(file);
    if (const auto known = identity_in(target)) {
        const std::vector<std::string> unlike = differences(identity, *known);
        if (!unlike.empty()) {
            throw UserError({{file, "", unlike.front() + " than " + sources.front().file}});
        }
    }
    sign(target, file, identity);
    const Provenance provenance = provenance_of(scenario, origin, command);
    FileDigests known = reserve_folder(folder, scenario, provenance);
    for (ShardStore& source : sources) {
        if (!fs::equivalent(source.file, file)) unite(target, source);
    }
    target.commit();
    return deliver(scenario, target, folder, provenance, std::move(known), visitor_of(scenario));
}

}  // namespace mdisim
