#include "sim/campaign/folder/results_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto remedy = "; choose another folder with --out, or replace what is there with --force";

// What a run writes or removes in its folder, beside result_names.
constexpr const char* further_names[] = {"calibration.json", "report.html", "figures", "reference"};

[[noreturn]] void refuse(const std::string& folder, const std::string& why) {
    throw UserError({{folder, "", why + remedy}});
}

bool is_same_file(const Origin& one, const Origin& other) {
    std::error_code error;
    if (one.file == other.file || fs::equivalent(one.file, other.file, error)) return true;
    return !fs::exists(one.file, error) && one.digest == other.digest;
}

// The path of a file relative to the working directory, if there is one.
std::string named_here(const std::string& file) {
    std::error_code error;
    const fs::path here = fs::relative(file, error);
    return error || here.empty() ? file : here.string();
}

Manifest manifest_of_ours(const std::string& folder) {
    try {
        return read_manifest(folder);
    } catch (const UserError&) {
        refuse(folder, "has a manifest.json that is damaged or was not written by mdisim");
    }
}

// Throws UserError if a policy of the results is not there, as one of a plug-in is without
// --plugin.
void require_policies(const std::string& folder, const std::vector<OtherPolicy>& policies) {
    std::vector<Problem> problems;
    for (const OtherPolicy& policy : policies) {
        const std::vector<const PolicyEntry*> known = all_policies();
        if (std::any_of(known.begin(), known.end(), [&](const PolicyEntry* entry) {
                return full_name(*entry) == policy.policy;
            }))
            continue;
        const bool plugin = policy.by == name_of(IdentifiedBy::library);
        problems.push_back({folder, "",
                            "these results are of the policy " + policy.policy +
                                ", which is not built in" +
                                (plugin ? ": add --plugin " + named_here(policy.file) : "")});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// Whether a file of this name is a store.
bool is_store(const std::string& name) {
    return name.starts_with("store") && name.ends_with(".sqlite");
}

// Joins words to one line. Long words are cut.
std::string in_one_line(std::vector<std::string> words) {
    constexpr size_t longest = 60;
    for (std::string& word : words) word = cut(word, longest);
    std::string text = joined(words, " ");
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

// The words of `list` that are not in `other`.
std::vector<std::string> missing_in(const std::vector<std::string>& other,
                                    std::vector<std::string> list) {
    std::erase_if(list, [&](const std::string& word) { return contains(other, word); });
    return list;
}

}  // namespace

std::string ledger_file(const std::string& folder) { return folder + '/' + ledger_name; }

std::string store_file(const std::string& folder, const Shard& shard) {
    if (shard.is_all()) return folder + "/store.sqlite";
    return folder + "/store-" + std::to_string(shard.number) + "-of-" + std::to_string(shard.of) +
           ".sqlite";
}

std::string crash_file(const std::string& store) { return store + ".crashes"; }

std::vector<std::string> store_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (is_store(entry.path().filename().string())) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> results_folders_in(const std::string& folder) {
    if (has_manifest(folder)) return {folder};
    std::vector<std::string> folders;
    std::error_code error;
    constexpr auto skipping = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator at(folder, skipping, error), end; at != end;
         at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name != "manifest.json" && !is_store(name)) continue;
        folders.push_back(at->path().parent_path().string());
    }
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    return folders;
}

Scenario scenario_in(const std::string& folder) {
    const Manifest manifest = read_manifest(folder);
    require_policies(folder, manifest.provenance.policies);
    return Scenario::from(manifest.resolved(), folder + "/manifest.json", manifest.scenario);
}

void check_folder(const std::string& folder, const std::string& scenario_name,
                  const Origin& origin) {
    if (!has_manifest(folder)) {
        std::vector<std::string> names(std::begin(result_names), std::end(result_names));
        names.insert(names.end(), std::begin(further_names), std::end(further_names));
        for (const std::string& name : names) {
            std::error_code error;
            if (!fs::exists(fs::path(folder) / name, error)) continue;
            refuse(folder, "holds '" + name +
                               "', which is not of mdisim's results, since there is no "
                               "manifest.json beside it");
        }
        return;
    }
    const Manifest known = manifest_of_ours(folder);
    if (known.scenario != scenario_name) {
        refuse(folder,
               "holds the results of '" + known.scenario + "', not of '" + scenario_name + "'");
    }
    const Origin& earlier = known.provenance.origin;
    if (earlier.file.empty() || origin.file.empty() || is_same_file(earlier, origin)) return;
    refuse(folder, "holds the results of the file '" + named_here(earlier.file) + "', not of '" +
                       named_here(origin.file) + "'");
}

FileDigests reserve_folder(const std::string& folder, const Scenario& scenario,
                           const Provenance& provenance, const std::string& writer,
                           WhenForeign when_foreign) {
    FileDigests files;
    if (when_foreign == WhenForeign::refuse) {
        check_folder(folder, scenario.name(), provenance.origin);
        files = files_known_in(folder);
    }
    fs::create_directories(folder);
    Node document = manifest_document(scenario, seen_from(folder, provenance));
    // What an earlier run wrote is still there, and still what it wrote, but for the store, to
    // which this run adds rows.
    for (const std::string& store : store_files(folder)) {
        files.erase(fs::path(store).filename().string());
    }
    if (!files.empty()) set_files(document, files);
    write_manifest(folder, std::move(document), writer);
    return files;
}

std::string replaced_settings(const std::string& folder, const Origin& origin) {
    if (!has_manifest(folder) || !fs::exists(fs::path(folder) / metrics_name)) return "";
    const Origin earlier = manifest_of_ours(folder).provenance.origin;
    if (earlier.file.empty()) return "";
    const std::vector<std::string> gone = missing_in(origin.settings, earlier.settings);
    const std::vector<std::string> come = missing_in(earlier.settings, origin.settings);
    if (gone.empty() && come.empty()) return "";
    const std::string then =
        gone.empty() ? "without " + in_one_line(come) : "with " + in_one_line(gone);
    const std::string now =
        come.empty() ? "without " + in_one_line(gone) : "with " + in_one_line(come);
    return folder + ": the results in this folder were made " + then +
           " and are replaced by results made " + now +
           "; to keep both, choose another folder with --out";
}

}  // namespace mdisim
