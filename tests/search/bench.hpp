// What a search is tried on: functions that are known, with noise of which a part is common to all
// settings of a replication, as under common random numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"
#include "sim/search/question.hpp"

namespace mdisim::testing {

struct Bench {
    using Truth = std::function<std::vector<double>(size_t setting)>;

    Truth truth;
    double common_sd = 0;
    double own_sd = 1;
    uint64_t seed = 1;
    uint64_t runs = 0;

    double noise(uint64_t stream, uint64_t number, uint32_t replication) const {
        uint64_t x = seed * 0x9E3779B97F4A7C15ull + stream * 0xD1B54A32D192ED03ull +
                     number * 0x8CB92BA72F3D8DD7ull + replication * 0xAAAAAAAAAAAAAAABull;
        for (int i = 0; i < 3; ++i) {
            x ^= x >> 30;
            x *= 0xBF58476D1CE4E5B9ull;
            x ^= x >> 27;
            x *= 0x94D049BB133111EBull;
            x ^= x >> 31;
        }
        return normal_quantile((static_cast<double>(x >> 11) + 0.5) / 9007199254740992.0);
    }

    Ask ask() {
        return [this](const std::vector<WantedRuns>& wanted) {
            std::vector<std::vector<Replication>> got;
            for (const WantedRuns& w : wanted) {
                std::vector<Replication>& own = got.emplace_back();
                for (uint32_t r = w.from; r < w.to; ++r) {
                    Replication numbers = truth(w.setting);
                    for (size_t n = 0; n < numbers.size(); ++n) {
                        numbers[n] +=
                            common_sd * noise(0, n, r) + own_sd * noise(1 + w.setting, n, r);
                    }
                    own.push_back(std::move(numbers));
                    ++runs;
                }
            }
            return got;
        };
    }
};

}  // namespace mdisim::testing
