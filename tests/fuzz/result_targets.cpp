// What runs leave behind, and what processes send each other.
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/identity/identity.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_bytes.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

bool read_ledger_text(std::string_view bytes) {
    try {
        const Ledger ledger = ledger_in(std::string(bytes));
        const std::string written = text_of(ledger);
        require(text_of(ledger_in(written)) == written);
        return true;
    } catch (const UserError&) {
        return false;
    }
}

bool read_manifest_text(std::string_view bytes) {
    scratch_file("manifest.json", bytes);
    try {
        const Manifest manifest = read_manifest(scratch_folder());
        Scenario::from(manifest.resolved(), scratch_folder() + "/manifest.json", manifest.scenario);
        return true;
    } catch (const UserError&) {
        return false;
    }
}

bool read_store(std::string_view bytes) {
    const std::string file = scratch_file("store.sqlite", bytes);
    try {
        Store store = Store::to_read(file);
        store.damage();
        store.costs();
        if (const auto identity = identity_in(store)) scenario_of(*identity, file);
        const std::vector<Digest> keys = store.keys();
        for (const Digest& key : keys) require(store.find(key).has_value());
        return !keys.empty();
    } catch (const UserError&) {
        return false;
    } catch (const std::runtime_error&) {  // what SQLite says of a file that is none of its own
        return false;
    }
}

bool read_tally(std::string_view bytes) {
    try {
        const Tally tally = tally_from_bytes(bytes);
        require(to_bytes(tally) == bytes);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

// Reads bytes as what one process sends another. What is read is written as the same bytes.
template <auto read>
bool read_letter(std::string_view bytes) {
    try {
        require(to_bytes(read(bytes)) == bytes);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

constexpr Target targets[] = {{"ledger", read_ledger_text},
                              {"manifest", read_manifest_text},
                              {"store", read_store},
                              {"tally", read_tally},
                              {"order", read_letter<read_order>},
                              {"runs", read_letter<read_runs>},
                              {"words", read_letter<read_words>}};

}  // namespace

std::span<const Target> result_targets() { return targets; }

}  // namespace mdisim::fuzz
