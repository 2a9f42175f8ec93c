// Ledgers made up for a test.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/comparison.hpp"
#include "sim/judge/ledger.hpp"

namespace mdisim::testing {

using Values = std::vector<double>;

// One cell of two metrics: one that should grow and one that should shrink.
inline LedgerCell cell_of(const std::string& name, const Values& attainment,
                          const Values& latency_ms, const std::string& fingerprint = "f") {
    return {name, fingerprint, "n", {attainment, latency_ms}};
}

inline Ledger ledger_of(const std::vector<LedgerCell>& cells) {
    return {"set/made_up", {}, {"attainment", "latency_ms_mean"}, cells};
}

}  // namespace mdisim::testing
