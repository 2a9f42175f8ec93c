// Pictures measured before a run, each both ways: what policies that learn are trained with.
#pragma once

#include <memory>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Needs pictures. Pure; no request of a run meets the same picture or the same noise.
std::vector<PictureMeasured> measure_pictures(const ReadyWorld& world);

// Such a policy, trained with them if it learns. Needs pictures, too.
std::unique_ptr<Preprocess> trained_preprocess(const Chosen& chosen, const ReadyWorld& world);

// What is known of a picture once its answer has come.
PictureMeasured measured_of(const ReadyWorld& world, const Picture& picture, const Outcome& o);

}  // namespace mdisim
