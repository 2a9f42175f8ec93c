#include "sim/campaign/rows.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The distributions of a row that the scenario's figures show, without their values.
std::vector<Distribution> distributions_asked(const Scenario& scenario, const CellRow& row) {
    const auto shown = [&](const Figure& figure) {
        if (!figure.of_distributions() || !figure.shows(row.policy)) return false;
        for (size_t a = 0; a < row.at.size(); ++a) {
            if (!figure.shows(scenario.axes()[a].name(), row.at[a])) return false;
        }
        return true;
    };
    std::vector<Distribution> asked;
    if (scenario.figures().empty()) return asked;
    for (const Quantity& quantity : all_quantities()) {
        for (const Figure& figure : scenario.figures()) {
            const auto named = std::find(figure.y.begin(), figure.y.end(), quantity.name);
            if (named == figure.y.end() || !shown(figure)) continue;
            asked.push_back({&quantity, {}});
            break;
        }
    }
    return asked;
}

// Takes the series out of the tallies.
std::vector<Series> series_of(std::vector<Tally>& replications) {
    std::vector<Series> series;
    for (Tally& tally : replications) {
        if (tally.series) series.push_back(std::move(*tally.series));
        tally.series.reset();
    }
    return series;
}

// Whether counts by model, of a tally or of a window of a series, are of so many models.
bool is_by_models(const auto& counts, size_t cloud, size_t phone) {
    return counts.chosen.size() == cloud && counts.cloud.size() == cloud &&
           counts.phone.size() == phone;
}

// Whether a tally has every part that metrics of its world read. A store made by others may hold
// anything under the key of a run.
bool has_all_parts(const Tally& t, const Grading& grading) {
    const size_t cloud = grading.cloud_accuracy.size();
    const size_t phone = grading.phone_accuracy.size();
    const size_t pairs = t.combined.size();
    const auto of_models = [&](const auto& counts) { return is_by_models(counts, cloud, phone); };
    bool all = of_models(t) && (pairs == 0 || pairs == cloud * phone) &&
               t.bound.cloud.size() == cloud && t.bound.phone.size() == phone &&
               t.bound.combined.size() == pairs;
    all = all && (grading.most_attempts == 0 || t.retries) &&
          (!grading.correctness || (t.rights && t.rights->labels.size() == cloud)) &&
          (!grading.uses || (t.phones && t.phones->models.size() == phone)) &&
          (!grading.lines || t.lines) && (!grading.capacity_bound || t.bound.capacity) &&
          t.sites.size() == grading.site_names.size() &&
          t.classes.size() == grading.class_names.size();
    for (const Tally& part : t.classes) {
        all = all && of_models(part) && part.combined.size() == pairs && part.classes.empty() &&
              part.retries.has_value() == t.retries.has_value() &&
              part.rights.has_value() == t.rights.has_value() &&
              part.phones.has_value() == t.phones.has_value();
    }
    for (const Tally& block : t.blocks) {
        all = all && block.blocks.empty() && has_all_parts(block, grading);
    }
    if (t.series) {
        const std::vector<SeriesWindow>& windows = t.series->windows();
        all = all && std::all_of(windows.begin(), windows.end(), of_models);
    }
    return all;
}

// The row of a cell; none if a replication is not in the store.
std::optional<CellRow> row_at(const Scenario& scenario, const CellCursor& at, Store& store,
                              const std::shared_ptr<const Grading>& grading) {
    std::vector<StoredRun> runs = runs_of(at, store);
    if (runs.empty()) return std::nullopt;
    std::vector<Tally> tallies;
    tallies.reserve(runs.size());
    Hasher fingerprints;
    Hasher tapes;
    for (StoredRun& run : runs) {
        if (!has_all_parts(run.tally, *grading)) {
            throw UserError({{store.file(), "",
                              "holds a run of another world under the key of " +
                                  cell_name(scenario, at.index().point, at.policies().name) +
                                  ", so it is not of mdisim; remove it, and 'mdisim run' computes "
                                  "its runs again"}});
        }
        const Digest& fingerprint = run.tally.fingerprint;
        fingerprints.absorb(fingerprint.low).absorb(fingerprint.high);
        tapes.absorb(run.tape.low).absorb(run.tape.high);
        tallies.push_back(std::move(run.tally));
    }
    CellRow row;
    row.series = series_of(tallies);
    // A log is one path, so its blocks are compared with each other.
    if (std::vector<Tally> blocks = Tally::by_blocks(tallies); !blocks.empty()) {
        tallies = std::move(blocks);
        row.blocks = static_cast<int64_t>(tallies.size());
    }
    row.point = at.index().point;
    row.at = at.point().at;
    row.policy = at.policies().name;
    row.knows_truth = at.policies().needs_truth();
    row.replications = at.point().setting.replications;
    row.requests = static_cast<int64_t>(at.point().expected_requests());
    row.grading = grading;
    row.metrics =
        row.blocks > 0 ? summarise_blocks(tallies, *grading) : summarise(tallies, *grading);
    row.fingerprint = fingerprints.digest();
    row.tape = tapes.digest();
    row.distributions = distributions_asked(scenario, row);
    for (Distribution& d : row.distributions) d.levels = levels_of(tallies, *d.quantity);
    return row;
}

}  // namespace

std::vector<StoredRun> runs_of(const CellCursor& at, Store& store) {
    const int64_t replications = at.point().setting.replications;
    const Digest key = cell_key(at.point(), at.policies());
    std::vector<StoredRun> runs;
    runs.reserve(static_cast<size_t>(replications));
    for (int64_t r = 0; r < replications; ++r) {
        auto stored = store.find(with_replication(key, static_cast<uint32_t>(r)));
        if (!stored) return {};
        runs.push_back(std::move(*stored));
    }
    return runs;
}

size_t each_row(const Scenario& scenario, Store& store, const RowVisitor& visit,
                const std::atomic<bool>* stop) {
    const Store::Reading reading(store);
    size_t missing = 0;
    std::shared_ptr<const ReadyWorld> world;
    std::shared_ptr<const Grading> grading;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        if (stop != nullptr && *stop) throw Interrupted();
        if (at.point().world != world) {
            world = at.point().world;
            grading = std::make_shared<const Grading>(world->grading());
        }
        if (const auto row = row_at(scenario, at, store, grading)) {
            visit(*row);
        } else {
            ++missing;
        }
    }
    return missing;
}

}  // namespace mdisim
