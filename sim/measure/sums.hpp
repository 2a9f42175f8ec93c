// Sums of durations in whole nanoseconds, and counts of answers.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

struct Total {
    uint128 total = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.total...);
    }
    void add(Duration d) { total += static_cast<uint64_t>(d.ns); }
    bool operator==(const Total&) const = default;
};

struct Sum {
    uint128 total = 0;
    uint128 squares = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.total...);
        visit(them.squares...);
    }
    void add(Duration d) {
        const auto x = static_cast<uint64_t>(d.ns);
        total += x;
        squares += static_cast<uint128>(x) * x;
    }
    void add_all(const Duration* d, size_t n);
    bool operator==(const Sum&) const = default;
};

// How often a model's answer reached the user.
struct AnswerCount {
    uint64_t by_time[2] = {};  // late, on time

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.by_time[0]...);
        visit(them.by_time[1]...);
    }
    uint64_t late() const { return by_time[0]; }
    uint64_t on_time() const { return by_time[1]; }
    uint64_t answers() const { return late() + on_time(); }
    bool operator==(const AnswerCount&) const = default;
};

}  // namespace mdisim
