#include "sim/campaign/folder/verification.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity/digest_of_file.hpp"
#include "sim/campaign/identity/identity.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// Files of results beside result_names that need a digest. Pages and drawings need none, since they
// can be made again.
constexpr const char* further_results[] = {"calibration.json"};

constexpr auto differs_text = "differs from its digest in manifest.json";

class FolderCheck {
  public:
    explicit FolderCheck(const std::string& folder) : stores_(store_files(folder)) {
        found_.folder = folder;
    }

    Verification take() {
        check_manifest();
        if (manifest_) check_files();
        for (const std::string& file : stores_) check_store(file);
        if (manifest_) check_rows();
        return std::move(found_);
    }

  private:
    void wrong(const std::string& where, const std::string& what) {
        found_.wrong.push_back({where, "", what});
    }
    void note(const std::string& where, const std::string& what) {
        found_.notes.push_back({where, "", what});
    }
    std::string path_of(const std::string& name) const {
        return (fs::path(found_.folder) / name).string();
    }

    void check_manifest() {
        if (!has_manifest(found_.folder) && stores_.empty()) {
            read_manifest(found_.folder);  // says that there is none
        }
        trying([&] { manifest_ = read_manifest(found_.folder); });
    }

    void check_files() {
        found_.files = manifest_->files.size();
        for (const auto& [name, digest] : manifest_->files) {
            const std::string file = path_of(name);
            const std::string& expected = digest;
            trying([&] {
                if (!fs::exists(file)) {
                    wrong(file, "is missing");
                } else if (!contains(stores_, file) && digest_of_file(file) != expected) {
                    wrong(file, differs_text);
                }
            });
        }
        const auto check_unlisted = [&](const char* name) {
            if (manifest_->files.contains(name) || !fs::exists(path_of(name))) return;
            wrong(path_of(name),
                  manifest_->has_digests
                      ? "has no digest in manifest.json, since the run that wrote it did not end"
                      : "has no digest in manifest.json, which an older version of mdisim wrote");
        };
        for (const char* name : result_names) check_unlisted(name);
        for (const char* name : further_results) check_unlisted(name);
    }

    void check_store(const std::string& file) {
        std::string digest;
        if (manifest_) {
            const auto known = manifest_->files.find(fs::path(file).filename());
            if (known != manifest_->files.end()) digest = known->second;
        }
        // The digest is compared first, since whoever opens a store takes back what a killed
        // process has not committed.
        bool differs = false;
        const size_t before = found_.wrong.size();
        trying([&] {
            differs = !digest.empty() && digest_of_file(file) != digest;
            Store store = Store::to_read(file);
            found_.runs += store.rows();
            for (const std::string& what : store.damage()) wrong(file, what);
        });
        if (!differs) return;
        wrong(file, std::string(differs_text) +
                        (found_.wrong.size() == before ? ", though no run in it is damaged" : ""));
    }

    // Does a part of the inspection. What it throws cannot be trusted.
    template <class Work>
    void trying(Work work) {
        try {
            work();
        } catch (const UserError& error) {
            found_.wrong.insert(found_.wrong.end(), error.problems().begin(),
                                error.problems().end());
        } catch (const std::runtime_error& error) {
            wrong("", error.what());
        }
    }

    // Reads every row of the store as a run of the scenario, and computes the fingerprint of
    // complete results from them.
    void check_rows() {
        const Node* known = manifest_->document.find("fingerprint");
        if (known == nullptr) {
            note(found_.folder, "these results are not complete: the last run did not end");
        }
        const std::string file = store_file(found_.folder);
        if (!fs::exists(file)) {
            note(found_.folder, "there is no store.sqlite of which to compute the fingerprint");
            return;
        }
        std::optional<Scenario> scenario;
        try {
            scenario = scenario_in(found_.folder);
        } catch (const UserError& error) {  // such as the policy of a plug-in that is not here
            for (const Problem& problem : error.problems())
                note(found_.folder, "the fingerprint was not computed again: " + problem.what);
            return;
        }
        trying([&] { compare_rows(*scenario, file, known); });
    }

    // `known` is the fingerprint in the manifest; null if results are not complete.
    void compare_rows(const Scenario& scenario, const std::string& file, const Node* known) {
        Store store = Store::to_read(file);
        const std::optional<Identity> identity = identity_in(store);
        if (identity && identity->sources != identity_of(scenario).sources) {
            note(file,
                 "is of another version of mdisim, so the fingerprint could not be "
                 "computed again");
            return;
        }
        CampaignFingerprint fingerprint;
        const size_t missing =
            each_row(scenario, store, [&](const CellRow& row) { fingerprint.add(row); });
        if (known == nullptr) return;
        if (missing > 0) {
            wrong(file, "lacks " + counted(missing, "cell") + " of complete results");
        } else if (fingerprint.digest().hex() != known->text) {
            wrong(file, "has another fingerprint than manifest.json");
        }
    }

    Verification found_;
    std::vector<std::string> stores_;
    std::optional<Manifest> manifest_;
};

}  // namespace

Verification verification_of(const std::string& folder) { return FolderCheck(folder).take(); }

}  // namespace mdisim
