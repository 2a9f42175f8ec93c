#include "sim/decide/picture_stages.hpp"

namespace mdisim {

const char* name_of(PictureStage stage) {
    static constexpr const char* names[] = {"on_phone", "network", "in_cloud"};
    return names[static_cast<size_t>(stage)];
}

StageMeasured measured_of(PictureStage stage, const PictureMeasured& picture) {
    const auto sent = static_cast<double>(picture.sent_bytes);
    switch (stage) {
        case PictureStage::phone:
            return {picture.on_phone, static_cast<double>(picture.bytes), picture.phone_ms};
        case PictureStage::network:
            return {true, sent, picture.network_ms};
        case PictureStage::cloud:
            return {true, sent, picture.cloud_ms};
    }
    return {};
}

}  // namespace mdisim
