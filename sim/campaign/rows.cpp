#include "sim/campaign/rows.hpp"

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"

namespace mdisim {
namespace {

// From tallies to numbers; none when a replication is not in the store.
std::optional<CellRow> row_at(const CellCursor& at, Store& store,
                              const std::shared_ptr<const Grading>& grading) {
    const Setting& setting = at.point().setting;
    const Digest key = cell_key(at.point(), at.policies());
    std::vector<Tally> tallies;
    Hasher fingerprints;
    Hasher tapes;
    for (int64_t r = 0; r < setting.replications; ++r) {
        auto stored = store.find(with_replication(key, static_cast<uint32_t>(r)));
        if (!stored) return std::nullopt;
        const Digest& fingerprint = stored->tally.fingerprint;
        fingerprints.absorb(fingerprint.low).absorb(fingerprint.high);
        tapes.absorb(stored->tape.low).absorb(stored->tape.high);
        tallies.push_back(std::move(stored->tally));
    }
    CellRow row;
    row.point = at.place().point;
    row.at = at.point().at;
    row.policy = at.policies().name;
    row.knows_truth = at.policies().needs_truth();
    row.replications = setting.replications;
    row.requests = setting.requests;
    row.grading = grading;
    row.metrics = summarise(tallies, *grading);
    row.fingerprint = fingerprints.digest();
    row.tape = tapes.digest();
    return row;
}

}  // namespace

size_t each_row(const Scenario& scenario, Store& store, const RowVisitor& visit,
                const std::atomic<bool>* stop) {
    size_t missing = 0;
    std::shared_ptr<const ReadyWorld> world;
    std::shared_ptr<const Grading> grading;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        if (stop != nullptr && *stop) throw Interrupted();
        if (at.point().world != world) {
            world = at.point().world;
            grading = std::make_shared<const Grading>(world->grading());
        }
        if (const auto row = row_at(at, store, grading)) {
            visit(*row);
        } else {
            ++missing;
        }
    }
    return missing;
}

}  // namespace mdisim
