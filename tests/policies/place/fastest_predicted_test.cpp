#include "tests/policies/place/cloud_or_phone.hpp"

namespace mdisim {
namespace {

using cloud_or_phone::Asked;

TEST_CASE("place fastest_predicted: asks the cloud until it has answered", "[policies]") {
    Asked asked("fastest_predicted");
    CHECK(asked.choose().cloud);
    asked.hear(5000);
    CHECK(asked.choose().phone);
}

TEST_CASE("place fastest_predicted: whichever is expected to answer first", "[policies]") {
    Asked asked("fastest_predicted");
    asked.hear(90);
    CHECK(asked.choose().cloud);
    for (int i = 0; i < 100; ++i) asked.hear(110);
    CHECK(asked.choose().phone);
    CHECK(asked.choose().phone_model == 0);
    asked.costs[0].load_ms = 500;  // evicted: now the other one is faster, if the cloud is not
    CHECK(asked.choose().cloud);
    for (int i = 0; i < 100; ++i) asked.hear(350);
    CHECK(asked.choose().phone_model == 1);
}

TEST_CASE("place fastest_predicted: a load is shared by the requests it will serve", "[policies]") {
    Asked asked("fastest_predicted", 10);
    asked.hear(160);
    asked.costs[0].load_ms = 500;
    CHECK(asked.choose().phone);  // 100 + 50
    asked.costs[0].load_ms = 700;
    CHECK(asked.choose().cloud);
}

}  // namespace
}  // namespace mdisim
