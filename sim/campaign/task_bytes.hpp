// Tasks and what came out of them as bytes, to travel between processes of one program.
//
// Contract: read_x(bytes of x) is x; anything else is a std::runtime_error. Numbers are as the
// processor has them: who exchanges bytes compares identities first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/open_batch.hpp"
#include "sim/campaign/store.hpp"

namespace mdisim {

// An order and the number it is answered under.
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
// A list of words.
std::string to_bytes(const std::vector<std::string>& words);

NumberedOrder read_order(std::string_view bytes);
NumberedRuns read_runs(std::string_view bytes);
std::vector<std::string> read_words(std::string_view bytes);

}  // namespace mdisim
