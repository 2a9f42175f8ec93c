// How much of the start of runs is not yet of their steady state.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace mdisim {

// The number of observations at the start that are better left out, by MSER-5 (K. P. White, M. J.
// Cobb and S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation",
// WSC 2000): of the means of batches of five, so many are left out that the standard error of the
// mean of the others is least. None if that is in the second half, which says that the run is too
// short to tell. observations: the mean of replications, in the order of time. Not-a-number is left
// out of its batch. Requires ten batches.
std::optional<size_t> mser5(std::span<const double> observations);
inline constexpr size_t mser_batch = 5;
inline constexpr size_t mser_least = 10 * mser_batch;  // observations

}  // namespace mdisim
