#include "sim/campaign/folder/verification.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// Pages and drawings show results, and are made anew of them. All else in this list is results.
constexpr const char* unlisted_matter[] = {"calibration.json"};

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
        if (manifest_) check_fingerprint();
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
            if (!fs::exists(file)) {
                wrong(file, "is missing");
            } else if (!contains(stores_, file)) {
                const std::string& expected = digest;
                trying([&] {
                    if (digest_of_file(file) != expected) wrong(file, differs_text);
                });
            }
        }
        const auto check_unlisted = [&](const char* name) {
            if (manifest_->files.contains(name) || !fs::exists(path_of(name))) return;
            wrong(path_of(name),
                  manifest_->has_digests
                      ? "has no digest in manifest.json, since the run that wrote it did not end"
                      : "has no digest in manifest.json, which an older version of mdisim wrote");
        };
        for (const char* name : result_names) check_unlisted(name);
        for (const char* name : unlisted_matter) check_unlisted(name);
    }

    void check_store(const std::string& file) {
        std::string digest;
        if (manifest_) {
            const auto known = manifest_->files.find(fs::path(file).filename());
            if (known != manifest_->files.end()) digest = known->second;
        }
        // The digest is compared first, since whoever opens a store takes back what a killed
        // process has not committed.
        const bool differs = !digest.empty() && digest_of_file(file) != digest;
        const size_t before = found_.wrong.size();
        trying([&] {
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

    // Computes the fingerprint from the rows of the store.
    void check_fingerprint() {
        const Node* known = manifest_->document.find("fingerprint");
        if (known == nullptr) {
            note(found_.folder, "these results are not complete: the last run did not end");
            return;
        }
        const std::string file = store_file(found_.folder);
        if (!fs::exists(file)) {
            note(found_.folder, "there is no store.sqlite of which to compute the fingerprint");
            return;
        }
        trying([&] {
            const Scenario scenario = scenario_in(found_.folder);
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
            if (missing > 0) {
                wrong(file, "lacks " + counted(missing, "cell") + " of complete results");
            } else if (fingerprint.digest().hex() != known->text) {
                wrong(file, "has another fingerprint than manifest.json");
            }
        });
    }

    Verification found_;
    std::vector<std::string> stores_;
    std::optional<Manifest> manifest_;
};

}  // namespace

Verification verification_of(const std::string& folder) { return FolderCheck(folder).take(); }

}  // namespace mdisim
