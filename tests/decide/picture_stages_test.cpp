#include "sim/decide/picture_stages.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace mdisim {
namespace {

TEST_CASE("each stage of a picture has the bytes it worked on and its own time", "[decide]") {
    PictureMeasured picture;
    picture.bytes = 900;
    picture.sent_bytes = 200;
    picture.phone_ms = 3;
    picture.network_ms = 5;
    picture.cloud_ms = 7;
    for (bool on_phone : {true, false}) {
        picture.on_phone = on_phone;
        const StageMeasured phone = measured_of(PictureStage::phone, picture);
        CHECK(phone.taken == on_phone);
        CHECK(phone.bytes == 900);
        CHECK(phone.ms == 3);
        const StageMeasured network = measured_of(PictureStage::network, picture);
        CHECK(network.taken);
        CHECK(network.bytes == 200);
        CHECK(network.ms == 5);
        const StageMeasured cloud = measured_of(PictureStage::cloud, picture);
        CHECK(cloud.taken);
        CHECK(cloud.bytes == 200);
        CHECK(cloud.ms == 7);
    }
}

TEST_CASE("the stages of a picture have the names of a policy's lines", "[decide]") {
    std::string names;
    for (PictureStage stage : picture_stages) names += std::string(name_of(stage)) + " ";
    CHECK(names == "on_phone network in_cloud ");
}

}  // namespace
}  // namespace mdisim
