#include "policies/parts/phone_model.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

namespace mdisim {
namespace {

const std::vector<ModelBelief> models = {
    {6, 0, 0.4, 0}, {60, 5, 0.6, 1}, {50, 0, 0.6, 2}, {200, 10, 0.8, 3}};

uint16_t chosen(double sla_ms, PhoneModel which = PhoneModel::best_in_time) {
    PlaceView view;
    view.sla_ms = sla_ms;
    view.phone_models = models;
    view.usual_model = 1;
    return phone_model(view, which);
}

TEST_CASE("the usual model is run whatever the deadline", "[policies]") {
    for (double sla_ms : {0.0, 55.0, 1e6}) CHECK(chosen(sla_ms, PhoneModel::usual) == 1);
}

TEST_CASE("the best in time is the most accurate whose mean and spread fit", "[policies]") {
    CHECK(chosen(6) == 0);
    CHECK(chosen(49) == 0);
    CHECK(chosen(50) == 2);
    CHECK(chosen(100) == 2);  // as accurate as 1, and sooner
    CHECK(chosen(209) == 2);
    CHECK(chosen(210) == 3);
}

TEST_CASE("where nothing is in time, the fastest is run", "[policies]") {
    CHECK(chosen(5.9) == 0);
    CHECK(chosen(0) == 0);
}

}  // namespace
}  // namespace mdisim
