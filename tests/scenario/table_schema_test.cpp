#include "sim/scenario/table_schema.hpp"

#include <catch2/catch.hpp>

#include "sim/world/world.hpp"

namespace mdisim {

TEST_CASE("a table's schema has its fields, with defaults and what they refer to", "[schema]") {
    TableSchema tables;
    const Node world = tables.object_of(describe(Tag<World>{}));
    CHECK(world.find("type")->text == "object");
    CHECK(dump(*world.find("additionalProperties")) == "false");
    const Node* models = world.find("properties")->find("models");
    REQUIRE(models != nullptr);
    const std::string reference = models->find("$ref")->text;
    REQUIRE(reference.starts_with("#/$defs/"));
    const Node definitions = tables.take_definitions();
    REQUIRE(definitions.find(reference.substr(8)) != nullptr);
    // A profile may stand there instead.
    const Node& either = *definitions.find(reference.substr(8))->find("anyOf");
    CHECK(either.items.front().find("required")->items.front().text == "profile");
}

}  // namespace mdisim
