#include <cstdint>

#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

struct Batches {
    Servers servers{"aimd_batching",
                    R"({"model": "middle", "most": 12, "add": 2, "backoff": 0.5})"};
    bool serve(int64_t batch, double latency_ms) {
        return servers.policy().learn({1, batch, 0, latency_ms, 0, 500});
    }
    int64_t size() { return servers.ask().batch; }
};

TEST_CASE("control aimd_batching: full batches in time grow, late ones shrink", "[policies]") {
    Batches b;
    CHECK(b.servers.ask() == Operation{1, {4, 1}, 1});
    CHECK(b.serve(1, 500));
    CHECK(b.size() == 3);
    CHECK(b.serve(3, 400));
    CHECK(b.size() == 5);
    CHECK(b.serve(5, 501));
    CHECK(b.size() == 2);
}

TEST_CASE("control aimd_batching: a batch that was not full says nothing", "[policies]") {
    Batches b;
    b.serve(1, 100);
    CHECK_FALSE(b.serve(2, 100));
    CHECK(b.size() == 3);
}

TEST_CASE("control aimd_batching: between one and the most", "[policies]") {
    Batches b;
    CHECK_FALSE(b.serve(1, 1000));
    CHECK(b.size() == 1);
    for (int i = 0; i < 20; ++i) b.serve(64, 1);
    CHECK(b.size() == 12);
}

TEST_CASE("control aimd_batching: servers that cannot take such batches are a mistake",
          "[policies]") {
    Batches b;
    b.servers.running.batch = 12;
    CHECK_NOTHROW(b.servers.policy().check(b.servers.view()));
    b.servers.running.batch = 11;
    CHECK_THROWS_WITH(b.servers.policy().check(b.servers.view()),
                      Catch::Contains("\"batching\": {\"max_size\": 12}"));
}

}  // namespace
}  // namespace mdisim::controls
