#include "sim/campaign/folder/file_digests.hpp"

#include <deque>
#include <filesystem>
#include <utility>

#include "sim/campaign/folder/folder_lock.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity/digest_of_file.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto how_to_mend = "; 'mdisim run' with the same scenario and folder writes it anew";

}  // namespace

FileDigests with_files(const std::string& folder, FileDigests known,
                       const std::vector<std::string>& written) {
    std::erase_if(known,
                  [&](const auto& entry) { return !fs::exists(fs::path(folder) / entry.first); });
    for (const std::string& name : written) {
        known[name] = digest_of_file((fs::path(folder) / name).string());
    }
    return known;
}

void require_as_written(const std::string& folder, const std::vector<std::string>& names) {
    if (!has_manifest(folder)) return;
    const Manifest manifest = read_manifest(folder);
    if (!manifest.has_digests) return;
    std::vector<Problem> problems;
    for (const std::string& name : names) {
        const std::string file = (fs::path(folder) / name).string();
        if (!fs::exists(file)) continue;
        const auto known = manifest.files.find(name);
        if (known == manifest.files.end()) {
            problems.push_back(
                {file, "",
                 "is not among the files that mdisim wrote here: remove it, or run the "
                 "scenario again"});
        } else if (digest_of_file(file) != known->second) {
            problems.push_back(
                {file, "", std::string("differs from its digest in manifest.json") + how_to_mend});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

void record_files(const std::string& folder, const std::vector<std::string>& written) {
    if (!has_manifest(folder)) return;
    std::deque<FolderLock> locks;
    try {
        for (const std::string& store : store_files(folder)) locks.emplace_back(lock_file(store));
    } catch (const FolderInUse&) {
        return;
    }
    Manifest manifest = read_manifest(folder);
    if (!manifest.has_digests) return;
    const FileDigests files = with_files(folder, manifest.files, written);
    if (files == manifest.files) return;
    set_files(manifest.document, files);
    write_manifest(folder, manifest.document);
}

}  // namespace mdisim
