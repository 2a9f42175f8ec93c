#include "sim/judge/measured.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "sim/measure/tally.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using testing::TemporaryFolder;

// A scenario with two models and two classes, and a log of requests.
class MeasuredPlace {
  public:
    MeasuredPlace(const std::string& log, const std::string& columns,
                  const std::string& more = "") {
        folder.write("log.csv", log);
        file = folder.write("s.json", R"({"version": 1, "requests": 4, "sla_ms": 100,
            "models": {"list": [{"name": "A", "accuracy": 0.6, "mean_ms": 10},
                                {"name": "B", "accuracy": 0.8, "mean_ms": 20}]},
            "policies": ["fastest"], "log": {"file": "log.csv", )" +
                                          columns + "}" + more + "}");
    }
    std::vector<Tally> blocks() const { return measured_blocks(Scenario::load(file).point(0)); }
    const LoggedRequests& log() {
        point = Scenario::load(file).point(0);
        return *point.world->log();
    }

    TemporaryFolder folder;
    std::string file;
    Point point;
};

}  // namespace

TEST_CASE("what a log measured of answers is tallied by its blocks", "[judge]") {
    // The second is late, the third right, the fourth never answered.
    const MeasuredPlace place(
        "created_s,latency_ms,model,right\n0,90,A,0\n1,110.5,B,1\n2,100,B,1\n3,,B,0\n",
        R"("created": "created_s", "latency": "latency_ms", "model": "model", "right": "right")");
    const std::vector<Tally> blocks = place.blocks();
    REQUIRE(blocks.size() == 4);
    const std::vector<uint64_t> on_time = {1, 0, 1, 0};
    for (size_t b = 0; b < blocks.size(); ++b) {
        CAPTURE(b);
        CHECK(blocks[b].requests == 1);
        CHECK(blocks[b].on_time == on_time[b]);
        CHECK(blocks[b].created.first_ns == static_cast<int64_t>(b) * 1'000'000'000);
        CHECK(blocks[b].chosen ==
              (b == 0 ? std::vector<uint64_t>{1, 0} : std::vector<uint64_t>{0, 1}));
    }
    CHECK(blocks[1].rights->right == 1);
    CHECK(blocks[1].rights->in_time == 0);
    CHECK(blocks[2].rights->in_time == 1);
    CHECK(blocks[3].dropped == 1);
    CHECK(blocks[1].latency.total == 110'500'000u);
}

TEST_CASE("measured answers have deadlines of their own, or those of their class", "[judge]") {
    const MeasuredPlace own("deadline_ms,latency_ms\n50,60\n70,60\n60,60\n10,60\n",
                            R"("deadline": "deadline_ms", "latency": "latency_ms")");
    std::vector<uint64_t> on_time;
    for (const Tally& block : own.blocks()) on_time.push_back(block.on_time);
    CHECK(on_time == std::vector<uint64_t>{0, 1, 1, 0});

    const MeasuredPlace classes(
        "class,latency_ms\nquick,60\nslow,60\nquick,40\nslow,120\n",
        R"("class": "class", "latency": "latency_ms")",
        R"(, "classes": [{"name": "quick", "sla_ms": 50}, {"name": "slow"}])");
    const std::vector<Tally> blocks = classes.blocks();
    CHECK(blocks[0].classes[0].requests == 1);
    CHECK(blocks[0].classes[0].on_time == 0);
    CHECK(blocks[1].classes[1].on_time == 1);
    CHECK(blocks[2].classes[0].on_time == 1);
    CHECK(blocks[3].classes[1].on_time == 0);
}

TEST_CASE("what was never answered ran on no model unless the log says so", "[judge]") {
    const MeasuredPlace place("latency_ms,model\n90,A\n,\n100,B\n,B\n",
                              R"("latency": "latency_ms", "model": "model")");
    std::vector<uint64_t> chosen = {0, 0};
    for (const Tally& block : place.blocks()) {
        for (size_t m = 0; m < chosen.size(); ++m) chosen[m] += block.chosen[m];
    }
    CHECK(chosen == std::vector<uint64_t>{1, 2});
}

TEST_CASE("what was created when the run is over is not measured", "[judge]") {
    const MeasuredPlace place("created_s,latency_ms\n0,1\n1,1\n2,1\n3,1\n",
                              R"("created": "created_s", "latency": "latency_ms")",
                              R"(, "duration_s": 2.5)");
    uint64_t requests = 0;
    for (const Tally& block : place.blocks()) requests += block.requests;
    CHECK(requests == 3);
}

TEST_CASE("requests before the warm-up is over are not measured either", "[judge]") {
    const MeasuredPlace place("latency_ms\n1\n2\n3\n4\n", R"("latency": "latency_ms")",
                              R"(, "warm_up_requests": 1)");
    const std::vector<Tally> blocks = place.blocks();
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0].latency.total == 2'000'000u);
}

TEST_CASE("a log says which models ran if it says so of every answer", "[judge]") {
    const std::string columns = R"("model": "model", "latency": "latency_ms")";
    CHECK(has_all_models(MeasuredPlace("model,latency_ms\nA,1\nB,1\nA,1\n,\n", columns).log()));
    CHECK_FALSE(
        has_all_models(MeasuredPlace("model,latency_ms\nA,1\nB,1\nA,1\n,4\n", columns).log()));
    CHECK_FALSE(
        has_all_models(MeasuredPlace("model,latency_ms\nA,1\nC,1\nA,1\nA,1\n", columns).log()));
    CHECK_FALSE(has_all_models(
        MeasuredPlace("latency_ms\n1\n2\n3\n4\n", R"("latency": "latency_ms")").log()));
}

}  // namespace mdisim
