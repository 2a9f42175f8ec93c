#include "sim/judge/calibration_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace mdisim {
namespace {

constexpr size_t least_blocks = 8;

std::vector<Tally> in_pairs(const std::vector<Tally>& blocks) {
    std::vector<Tally> pairs;
    for (size_t b = 0; b + 1 < blocks.size(); b += 2) {
        pairs.push_back(blocks[b]);
        pairs.back().merge(blocks[b + 1]);
    }
    if (blocks.size() % 2 == 1) pairs.back().merge(blocks.back());
    return pairs;
}

// Mean latencies by block, for each replication, less their mean over replications: what is drawn.
using Noise = std::vector<std::vector<double>>;

Noise noise_of(const std::vector<std::vector<Tally>>& replications) {
    Noise noise;
    for (const std::vector<Tally>& blocks : replications) {
        std::vector<double>& row = noise.emplace_back();
        for (const Tally& block : blocks) row.push_back(mean_latency_ms(block));
    }
    for (size_t b = 0; b < noise.front().size(); ++b) {
        double mean = 0;
        for (const auto& row : noise) mean += row[b] / static_cast<double>(noise.size());
        for (auto& row : noise) row[b] -= mean;
    }
    return noise;
}

// How much of what is drawn in a block goes on in the next: the correlation of neighbours. It is
// that of the simulation, which a change of the measured system does not touch.
double correlation_of_neighbours(const Noise& noise) {
    double squares = 0;
    double products = 0;
    for (const std::vector<double>& row : noise) {
        for (size_t b = 0; b < row.size(); ++b) {
            if (!std::isfinite(row[b])) return 1;
            squares += row[b] * row[b];
            if (b > 0) products += row[b] * row[b - 1];
        }
    }
    return squares == 0 ? 0 : products / squares;
}

// Blocks over all replications.
std::vector<Tally> merged(const std::vector<std::vector<Tally>>& replications) {
    std::vector<Tally> all = replications.front();
    for (size_t r = 1; r < replications.size(); ++r) {
        for (size_t b = 0; b < all.size(); ++b) all[b].merge(replications[r][b]);
    }
    return all;
}

std::vector<std::vector<Tally>> blocks_of_each(const std::vector<Tally>& replications) {
    std::vector<std::vector<Tally>> each;
    for (const Tally& replication : replications) each.push_back(replication.blocks);
    return each;
}

}  // namespace

std::vector<Tally> simulated_blocks(const std::vector<Tally>& replications) {
    return merged(blocks_of_each(replications));
}

CalibrationBlocks::CalibrationBlocks(std::vector<Tally> of_measured,
                                     const std::vector<Tally>& replications)
    : measured(std::move(of_measured)), each_(blocks_of_each(replications)) {
    while (measured.size() >= 2 * least_blocks && !are_apart()) {
        measured = in_pairs(measured);
        for (std::vector<Tally>& blocks : each_) blocks = in_pairs(blocks);
    }
    apart = are_apart();
    simulated = merged(each_);
}

bool CalibrationBlocks::are_apart() const {
    constexpr uint64_t enough = 30;
    constexpr double most = 0.2;
    return std::all_of(measured.begin(), measured.end(),
                       [](const Tally& block) { return block.requests >= enough; }) &&
           correlation_of_neighbours(noise_of(each_)) <= most;
}

}  // namespace mdisim
