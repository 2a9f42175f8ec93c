// Tasks and their results, written and read as bytes that processes of one program exchange.
//
// Contract: read_x(to_bytes(x)) is x; other bytes throw a std::runtime_error. Numbers are in the
// byte order of the processor, so processes must compare their identities before they exchange
// bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/open_batch.hpp"
#include "sim/campaign/store.hpp"

namespace mdisim {

// An order, with the number by which its answer refers to it.
struct NumberedOrder {
    uint64_t number = 0;
    TaskOrder order;
};
struct NumberedRuns {
    uint64_t number = 0;
    std::vector<FinishedRun> runs;
};

std::string to_bytes(const NumberedOrder& order);
std::string to_bytes(const NumberedRuns& runs);
std::string to_bytes(const std::vector<std::string>& words);

NumberedOrder read_order(std::string_view bytes);
NumberedRuns read_runs(std::string_view bytes);
std::vector<std::string> read_words(std::string_view bytes);

}  // namespace mdisim
