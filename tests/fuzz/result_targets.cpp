// What runs leave behind, and what processes send each other.
#include <stdexcept>
#include <string>
#include <string_view>

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

void read_ledger_text(std::string_view bytes) {
    try {
        const Ledger ledger = ledger_in(std::string(bytes));
        const std::string written = text_of(ledger);
        require(text_of(ledger_in(written)) == written);
    } catch (const UserError&) {
    }
}

void read_manifest_text(std::string_view bytes) {
    scratch_file("manifest.json", bytes);
    try {
        const Manifest manifest = read_manifest(scratch_folder());
        Scenario::from(manifest.resolved(), scratch_folder() + "/manifest.json", manifest.scenario);
    } catch (const UserError&) {
    }
}

void read_store(std::string_view bytes) {
    const std::string file = scratch_file("store.sqlite", bytes);
    try {
        Store store = Store::to_read(file);
        store.damage();
        store.costs();
        if (const auto identity = identity_in(store)) scenario_of(*identity, file);
        for (const Digest& key : store.keys()) require(store.find(key).has_value());
    } catch (const UserError&) {
    } catch (const std::runtime_error&) {  // what SQLite says of a file that is none of its own
    }
}

void read_tally(std::string_view bytes) {
    try {
        const Tally tally = tally_from_bytes(bytes);
        require(to_bytes(tally) == bytes);
    } catch (const std::runtime_error&) {
    }
}

// Whatever a letter is taken for, it is that to the byte, or refused.
void read_letters(std::string_view bytes) {
    const auto is_kept = [&](auto read) {
        try {
            require(to_bytes(read(bytes)) == bytes);
        } catch (const std::runtime_error&) {
        }
    };
    is_kept(read_order);
    is_kept(read_runs);
    is_kept(read_words);
}

constexpr Target targets[] = {{"ledger", read_ledger_text},
                              {"manifest", read_manifest_text},
                              {"store", read_store},
                              {"tally", read_tally},
                              {"letters", read_letters}};

}  // namespace

std::span<const Target> result_targets() { return targets; }

}  // namespace mdisim::fuzz
