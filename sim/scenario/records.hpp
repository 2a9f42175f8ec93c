// The requests of a run that are kept one by one, for requests.csv and figures of their stages.
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
    int64_t requests = 0;  // of replication 0 of every cell; the same under every policy
    RecordChoice which = RecordChoice::first;

    // Indices of the chosen requests, in rising order. of: the run's number of requests; those in
    // warm-up are not chosen.
    std::vector<uint64_t> chosen(const Plan& plan, uint64_t of) const;
};
const Object& describe(Tag<Records>);

}  // namespace mdisim
