// How the requests of a replication draw what the world does to them.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

// Independently of each other, or spread over strata (sim/engine/strata.hpp).
enum class Sampling { independent, stratified };
const std::vector<std::string>& names_of(Tag<Sampling>);

// A part of all draws, which are numbers between 0 and 1: the latencies of the highest ones are the
// longest.
struct DrawnPart {
    double from = 0;
    double to = 1;
    auto operator<=>(const DrawnPart&) const = default;
};
const Object& describe(Tag<DrawnPart>);

struct HowDrawn {
    Sampling sampling = Sampling::independent;
    DrawnPart network{};  // in which all draws of the network's latency to the servers lie

    bool plain() const { return *this == HowDrawn{}; }
    auto operator<=>(const HowDrawn&) const = default;
};

}  // namespace mdisim
