// What a search has found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mdisim {

// What a search takes a function for. It looks at every setting where replications show that the
// function is none of the others.
enum class Shape {
    monotone,  // it rises along an axis, or falls
    one_peak,  // it rises to its best and falls from there: along an axis, and from the best of a
               // row to the best of the next
    any
};

// How often a setting was looked at.
struct TriedSetting {
    size_t setting = 0;
    uint32_t searched = 0;  // replications that the search decided by
    uint32_t fresh = 0;     // replications that no decision before them has seen
};

// The number of runs of all settings.
inline uint64_t runs_of(const std::vector<TriedSetting>& tried) {
    uint64_t runs = 0;
    for (const TriedSetting& one : tried) runs += one.searched + one.fresh;
    return runs;
}

struct SearchAnswer {
    // The best setting that meets the targets; if none does, the one that comes closest.
    size_t best = 0;
    bool meets = true;       // whether a setting meets the targets, as far as means tell
    bool meets_all = false;  // whether there are targets, and every setting meets them
    // The settings among which the best is, 95 times in a hundred at least, rising: those that are
    // not shown to be worse, or not to meet the targets.
    std::vector<size_t> where;
    bool perhaps_none = false;  // whether it is not shown that any setting meets the targets
    // What was taken for granted: none if there are no targets, or no goal is measured, or settings
    // answer for themselves alone. A monotone goal costs more wherever targets are nearer.
    std::optional<Shape> targets{};
    std::optional<Shape> goal{};
    std::vector<TriedSetting> tried;  // by setting
};

// Settings of which none is better in both of two goals.
struct ParetoFront {
    std::vector<size_t> on;  // by fresh replications, from the least of the first goal to the most
    std::vector<size_t> perhaps;  // further settings that are not shown to be off it, rising
    bool meets = true;            // whether a setting meets the targets, as far as means tell
    size_t missing = 0;           // settings that do not
    std::vector<TriedSetting> tried;
};

}  // namespace mdisim
