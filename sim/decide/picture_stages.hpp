// The stages of a picture, and the measurement of each of them.
#pragma once

#include "sim/decide/views.hpp"

namespace mdisim {

enum class PictureStage { phone, network, cloud };
inline constexpr PictureStage picture_stages[] = {PictureStage::phone, PictureStage::network,
                                                  PictureStage::cloud};
const char* name_of(PictureStage stage);

// How many bytes a stage worked on and how long it took. If the picture did not pass the stage
// (PictureStage::phone of one that was shrunk in the cloud), `taken` is false.
struct StageMeasured {
    bool taken = false;
    double bytes = 0;
    double ms = 0;
};
StageMeasured measured_of(PictureStage stage, const PictureMeasured& picture);

}  // namespace mdisim
