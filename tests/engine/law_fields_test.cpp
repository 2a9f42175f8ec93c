#include "sim/engine/law_fields.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

const Alternative& kind(const std::string& unit, const std::string& name) {
    for (const Alternative& alternative : describe_law(unit).kinds) {
        if (alternative.name == name) return alternative;
    }
    FAIL("no law " << name);
    return describe_law(unit).kinds.front();
}

Slot slot(const Object& table, void* object, const std::string& name) {
    for (const Field& f : table.fields) {
        if (f.name == name) return f.slot(object);
    }
    FAIL("no field " << name);
    return table.fields.front().slot(object);
}

void set(const Object& table, void* object, const std::string& name, double value) {
    *std::get<double*>(slot(table, object, name).kind()) = value;
}

struct Link {
    Law latency;
    std::optional<Law> spare;
};

}  // namespace

TEST_CASE("laws of numbers that cannot be computed with are refused", "[law_fields]") {
    const std::vector<Law> bad = {Constant{1e101},
                                  LogNormal{1e300, 1},
                                  LogNormal{1e-300, 1e-300},
                                  LogNormalLog{231, 1},
                                  LogNormalLog{0, 5.3},
                                  Shifted{-1e300, {Constant{1}}},
                                  Mixture{{{1e300, Constant{1}}, {1e300, Constant{2}}}},
                                  Mixture{{{1, Constant{1}}, {1, LogNormal{1e300, 1}}}}};
    for (const Law& law : bad) {
        CAPTURE(law.index());
        CHECK_THROWS_AS(validate(law), UserError);
    }
    CHECK_NOTHROW(validate(LogNormalLog{230, 5.25}));
    CHECK_NOTHROW(validate(Constant{-1e100}));
}

TEST_CASE("every kind of law has a name, and holds what it chose", "[law_fields]") {
    const OneOf& table = describe_law("ms");
    CHECK(table.kinds.size() == std::variant_size_v<LawKind>);
    std::set<std::string> names;
    for (size_t i = 0; i < table.kinds.size(); ++i) {
        INFO(table.kinds[i].name);
        Law law;
        void* chosen = table.kinds[i].choose(&law);
        CHECK(chosen == table.kinds[i].held(&law));
        CHECK(law.index() == i);
        CHECK(names.insert(table.kinds[i].name).second);
    }
}

TEST_CASE("parameters end in the unit of the place they stand in", "[law_fields]") {
    for (const std::string unit : {"", "ms", "s", "kb", "mbit_per_s"}) {
        const std::string end = unit.empty() ? "" : "_" + unit;
        Law law;
        const Alternative& gamma = kind(unit, "gamma");
        void* chosen = gamma.choose(&law);
        set(gamma.table, chosen, "mean" + end, 100);
        set(gamma.table, chosen, "sd" + end, 25);
        CHECK(std::get<Gamma>(law.kind()).mean == 100);
        CHECK(std::get<Gamma>(law.kind()).sd == 25);
    }
    CHECK_THROWS_AS(describe_law("furlong"), InternalError);
}

TEST_CASE("laws within laws stand in the same unit", "[law_fields]") {
    Law law;
    const Alternative& shifted = kind("ms", "shifted");
    void* chosen = shifted.choose(&law);
    set(shifted.table, chosen, "by_ms", 5);
    const auto inner = std::get<OneOfSlot>(slot(shifted.table, chosen, "law").kind());
    CHECK(inner.table == &describe_law("ms"));
    const Alternative& mixture = kind("ms", "mixture");
    void* parts_of = mixture.choose(inner.object);
    const auto parts = std::get<ListSlot>(slot(mixture.table, parts_of, "parts").kind());
    for (double mean : {10.0, 20.0}) {
        parts.grow();
        const auto part = std::get<ObjectSlot>(parts.at(parts.size() - 1).kind());
        set(*part.table, part.object, "weight", mean);
        const auto part_law = std::get<OneOfSlot>(slot(*part.table, part.object, "law").kind());
        CHECK(part_law.table == &describe_law("ms"));
        const Alternative& exponential = kind("ms", "exponential");
        set(exponential.table, exponential.choose(part_law.object), "mean_ms", mean);
    }
    // Looking again changes nothing.
    CHECK(std::get<OneOfSlot>(slot(shifted.table, chosen, "law").kind()).object == inner.object);
    CHECK(mean(law) == Approx(5 + (10 * 10 + 20 * 20) / 30.0));
}

TEST_CASE("an impossible law is refused by its table", "[law_fields]") {
    const Law bad = Uniform{2, 1};
    CHECK_THROWS_AS(describe_law("ms").validate(&bad), UserError);
    const Law good = Uniform{1, 2};
    CHECK_NOTHROW(describe_law("ms").validate(&good));
}

TEST_CASE("a law may be a member, or one that need not be there", "[law_fields]") {
    Link link;
    const Field latency = law_field("latency", &Link::latency, "ms", "there");
    const auto here = std::get<OneOfSlot>(latency.slot(&link).kind());
    CHECK(here.object == &link.latency);
    CHECK(here.table == &describe_law("ms"));
    const Field spare = law_field("spare", &Link::spare, "kb", "perhaps");
    const auto perhaps = std::get<OptionalSlot>(spare.slot(&link).kind());
    CHECK_FALSE(perhaps.present());
    const auto filled = std::get<OneOfSlot>(perhaps.fill().kind());
    CHECK(perhaps.present());
    CHECK(filled.object == &*link.spare);
    CHECK(std::get<OneOfSlot>(perhaps.fill().kind()).object == filled.object);
}

TEST_CASE("families are named in their order", "[law_fields]") {
    const auto name = [](Family f) { return names_of(Tag<Family>{})[static_cast<size_t>(f)]; };
    CHECK(name(Family::truncated_normal) == "truncated_normal");
    CHECK(name(Family::normal) == "normal");
    CHECK(name(Family::lognormal) == "lognormal");
    CHECK(name(Family::gamma) == "gamma");
    CHECK(name(Family::constant) == "constant");
    CHECK(name(Family::exponential) == "exponential");
}

}  // namespace mdisim
