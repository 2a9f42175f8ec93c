#include "sim/world/servers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace mdisim {
namespace {

TEST_CASE("servers are described: one replica at least, no line shorter than none", "[world]") {
    const Object& table = describe(Tag<Servers>{});
    const auto field = [&](const std::string& name) -> const Field& {
        return *std::find_if(table.fields.begin(), table.fields.end(),
                             [&](const Field& f) { return f.name == name; });
    };
    CHECK(field("replicas").low == 1);
    CHECK(field("replicas").required);
    CHECK(field("waiting_room").low == 0);
    CHECK(names_of(Tag<Discipline>{}) == std::vector<std::string>{"fifo", "earliest_deadline"});
    const Servers fresh;
    CHECK_FALSE(fresh.waiting_room.has_value());
    CHECK_FALSE(fresh.drop_late);
    CHECK(fresh.queue == Discipline::fifo);
}

}  // namespace
}  // namespace mdisim
