#include "sim/measure/tally.hpp"

#include <algorithm>
#include <utility>

#include "sim/measure/parts.hpp"

namespace mdisim {
uint64_t BoundTally::requests() const {
    uint64_t sum = 0;
    for (const std::vector<uint64_t>* list : {&cloud, &phone, &combined}) {
        for (const uint64_t n : *list) sum += n;
    }
    return sum;
}

void Tally::add_to_class(const Outcome& o, bool counted) { classes[o.source].add(o, counted); }

void Tally::merge(const Tally& other) {
    each_part([](auto& part, const auto& same) { combine(part, same); }, *this, other);
}

std::vector<Tally> Tally::by_blocks(const std::vector<Tally>& replications) {
    std::vector<Tally> blocks;
    if (replications.empty()) return blocks;
    const auto is_first = [&](const Tally& replication) {
        return replication.fingerprint == replications.front().fingerprint;
    };
    const bool nothing_drawn = std::all_of(replications.begin(), replications.end(), is_first);
    const size_t different = nothing_drawn ? 1 : replications.size();
    for (size_t b = 0; b < replications.front().blocks.size(); ++b) {
        Tally block = replications.front().blocks[b];
        for (size_t r = 1; r < different; ++r) block.merge(replications[r].blocks[b]);
        if (block.requests > 0) blocks.push_back(std::move(block));
    }
    return blocks;
}

std::vector<Tally> Tally::all_others(const std::vector<Tally>& tallies) {
    const size_t n = tallies.size();
    std::vector<Tally> behind(tallies);  // each merged with those behind it
    for (size_t i = n - 1; i-- > 0;) behind[i].merge(behind[i + 1]);
    std::vector<Tally> others;
    Tally before = tallies.front();  // those before i, merged
    others.push_back(behind[1]);
    for (size_t i = 1; i < n; ++i) {
        others.push_back(before);
        if (i + 1 < n) others.back().merge(behind[i + 1]);
        before.merge(tallies[i]);
    }
    return others;
}

Duration Tally::latency_quantile(double share) const {
    const Duration value = latencies.quantile(share);
    if (latencies.total() == 0 || !deadlines.known()) return value;
    // An answer in time took at most the longest deadline; a late one, longer than the shortest.
    if (latencies.rank_of(share) > on_time) {
        return std::max(value, deadlines.shortest + Duration{1});
    }
    // Clients with a copy wait until the deadline, so many latencies are equal to it.
    const Duration deadline = std::min(deadlines.longest, latencies.most());
    const auto bucket_of = [](Duration d) {
        return Histogram::bucket_of(static_cast<uint64_t>(d.ns));
    };
    const bool many_at_deadline = copies > 0 && deadlines.shortest == deadlines.longest;
    return many_at_deadline && bucket_of(value) == bucket_of(deadline) ? deadline
                                                                       : std::min(value, deadline);
}

}  // namespace mdisim
