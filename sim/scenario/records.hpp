// Which requests of a run are kept one by one, for requests.csv and figures of their stages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {

enum class RecordChoice { first, sampled };
const std::vector<std::string>& names_of(Tag<RecordChoice>);

struct Records {
    int64_t requests = 0;  // of replication 0 of every cell, under each policy the same
    RecordChoice which = RecordChoice::first;

    // By index, in rising order; of those of the run's so many requests that are counted.
    std::vector<uint64_t> chosen(const Plan& plan, uint64_t of) const;
};
const Object& describe(Tag<Records>);

}  // namespace mdisim
