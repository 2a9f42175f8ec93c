// Pictures measured before a run, each shrunk on the phone and in the cloud, to train preprocess
// policies that learn.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Requires a world with pictures. Pure; no request of a run has the same noise, nor the same
// picture unless all runs have the same. again: other measurements of the same world.
std::vector<PictureMeasured> measure_pictures(const ReadyWorld& world, uint32_t again = 0);

// The preprocess policy, trained with measure_pictures() if it learns. Requires a world with
// pictures.
std::unique_ptr<Preprocess> trained_preprocess(const Chosen& chosen, const ReadyWorld& world);

// What is known about a picture when its answer has come.
PictureMeasured measured_of(const ReadyWorld& world, const Picture& picture, const Outcome& o);

}  // namespace mdisim
