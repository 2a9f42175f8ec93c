#include "sim/run/servers/model_memory.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>

#include "sim/describe/field.hpp"
#include "sim/world/world.hpp"
#include "tests/run/scripted_control.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

using testing::at_ms;

// 100, 200 and 300 MB that take as many milliseconds to load; the last is the most accurate.
ModelPool three_models() {
    ModelPool p;
    p.list = {worlds::model("a", 0.5, 10, 0), worlds::model("b", 0.6, 20, 0),
              worlds::model("c", 0.7, 30, 0)};
    for (size_t m = 0; m < 3; ++m) {
        p.list[m].memory_mb = 100.0 * static_cast<double>(m + 1);
        p.list[m].load_ms = 100.0 * static_cast<double>(m + 1);
    }
    return p;
}
Servers with(std::optional<double> memory_mb) {
    Servers s;
    s.memory_mb = memory_mb;
    return s;
}

TEST_CASE("without a limit every model is there", "[run]") {
    ModelMemory memory(with({}), ReadyPool(three_models()));
    for (uint16_t m = 0; m < 3; ++m) CHECK(memory.bring_in(m, at_ms(0)) == Duration{});
}

TEST_CASE("it begins with as many models as fit, the most accurate first", "[run]") {
    ModelMemory memory(with(450), ReadyPool(three_models()));
    CHECK(memory.bring_in(2, at_ms(0)) == Duration{});
    CHECK(memory.bring_in(0, at_ms(0)) == Duration{});  // 300 and 100: the second does not fit
    CHECK(memory.bring_in(1, at_ms(0)).ms() == 200);
}

TEST_CASE("what was not used for longest makes room, as much as is needed", "[run]") {
    ModelMemory memory(with(400), ReadyPool(three_models()));
    memory.bring_in(2, at_ms(10));
    memory.bring_in(0, at_ms(20));
    CHECK(memory.bring_in(1, at_ms(30)).ms() == 200);    // in the place of c
    CHECK(memory.bring_in(0, at_ms(40)) == Duration{});  // still there
    CHECK(memory.bring_in(2, at_ms(300)).ms() == 300);   // b goes; a may stay
    CHECK(memory.bring_in(0, at_ms(700)) == Duration{});
}

TEST_CASE("who needs a model while it is being loaded waits for the rest", "[run]") {
    ModelMemory memory(with(300), ReadyPool(three_models()));
    CHECK(memory.bring_in(1, at_ms(100)).ms() == 200);
    CHECK(memory.bring_in(1, at_ms(150)).ms() == 150);
    CHECK(memory.bring_in(1, at_ms(300)) == Duration{});
}

TEST_CASE("a request waits for its model to be loaded, on a replica that is busy", "[control]") {
    scripted::Script script;
    script.period_ms = 1000;
    script.answer = [](const ControlView& v) {
        Operation next = v.running;
        next.model = v.now_ms < 1000 ? 0 : 1;
        return next;
    };
    World w = scripted::world();  // slow 100 ms, quick 10 ms
    for (Model& m : w.models.list) m.memory_mb = 10;
    w.models.list[1].load_ms = 500;
    w.servers->memory_mb = 10;
    w.workload = scripted::all_at({0, 1000, 1000, 2000});
    const Tally t = script.run(w, 300, 4);
    CHECK(static_cast<double>(t.wait.total) / 1e6 == Approx(0 + 500 + 510 + 0));
    CHECK(t.on_time == 2);
    CHECK(t.cold == 1);
    CHECK(static_cast<double>(t.cores_busy) / 1e6 == Approx(100 + 500 + 20));
}

TEST_CASE("a model that no memory holds is the user's mistake", "[run]") {
    World w = scripted::world();
    w.models.list[0].memory_mb = 11;
    w.servers->memory_mb = 10;
    CHECK_THROWS_WITH(describe(Tag<World>{}).validate(&w),
                      "'slow' needs more 'memory_mb' than the servers have");
}

}  // namespace
}  // namespace mdisim
