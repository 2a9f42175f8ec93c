// The rows of a store as text, to compare one store with another.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim::testing {

// Every sound row in order of key, timings left out: equal results are equal text.
inline std::string stored_rows(Store& store) {
    std::vector<Digest> keys = store.keys();
    std::sort(keys.begin(), keys.end());
    std::string text;
    for (const Digest& key : keys) {
        const FinishedRun row = store.read(key).value();
        Hasher tally;
        tally.absorb(row.tally);
        text += key.hex() + ' ' + tally.digest().hex() + ' ' + row.tape.hex() + '\n';
    }
    return text;
}
inline std::string stored_rows_in(const std::string& file) {
    Store store = Store::to_read(file);
    return stored_rows(store);
}

}  // namespace mdisim::testing
