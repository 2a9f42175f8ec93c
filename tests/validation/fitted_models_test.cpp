// Models that were fitted are those that were measured, but for what their description says.
#include <cstddef>
#include <string>

#include "sim/scenario/document.hpp"

namespace mdisim {

TEST_CASE("the models fitted to Fig. 7 take 5 ms more where they take more than 20",
          "[validation]") {
    const Node measured = read_document(MDISIM_SOURCE_DIR "/profiles/models/cloud_p2.json");
    const Node fitted = read_document(MDISIM_SOURCE_DIR "/profiles/models/cloud_p2_fig7.json");
    size_t slower = 0;
    for (const Node& model : fitted.find("models")->find("list")->items) {
        const std::string name = model.find("name")->text;
        CAPTURE(name);
        const Node* same = nullptr;
        for (const Node& one : measured.find("models")->find("list")->items) {
            if (one.find("name")->text == name) same = &one;
        }
        REQUIRE(same != nullptr);
        for (const char* key : {"accuracy", "sd_ms"}) {
            CHECK(model.find(key)->as_number() == same->find(key)->as_number());
        }
        const double mean_ms = same->find("mean_ms")->as_number();
        const double more_ms = mean_ms > 20 ? 5 : 0;
        CHECK(model.find("mean_ms")->as_number() == Approx(mean_ms + more_ms).epsilon(1e-9));
        slower += mean_ms > 20 ? 1 : 0;
    }
    CHECK(slower == 6);
}

}  // namespace mdisim
