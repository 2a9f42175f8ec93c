#include "sim/describe/field.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mdisim {
namespace {

enum class Colour { red, green, blue };

struct Wheel {
    double radius_mm = 300;
};
struct Bell {
    std::string sound = "ring";
};
struct Horn {
    double volume_db = 90;
    bool loud = false;
};
struct Alarm : std::variant<Bell, Horn> {
    using Kind = std::variant<Bell, Horn>;
    using Kind::variant;
    Kind& kind() { return *this; }
};

// One member for every kind of slot.
struct Bicycle {
    double mass_kg = 12.5;
    int64_t gears = 7;
    bool lights = true;
    std::string name = "untitled";
    Colour colour = Colour::green;
    Wheel front;
    Alarm alarm;
    std::vector<double> tours_km = {3};
    std::vector<Wheel> spares;
    std::optional<int64_t> seats;
    std::optional<Wheel> third;
};

}  // namespace

const std::vector<std::string>& names_of(Tag<Colour>);
const Object& describe(Tag<Wheel>);
const OneOf& describe(Tag<Alarm>);
const Object& describe(Tag<Bicycle>);

const std::vector<std::string>& names_of(Tag<Colour>) {
    static const std::vector<std::string> names = {"red", "green", "blue"};
    return names;
}

const Object& describe(Tag<Wheel>) {
    static const Object table =
        object<Wheel>("wheel", "a wheel", {field("radius_mm", &Wheel::radius_mm, "its radius")});
    return table;
}

const OneOf& describe(Tag<Alarm>) {
    static const OneOf table = one_of<Alarm>(
        "alarm", "makes noise",
        {alternative<Alarm, Bell>("bell", "rings", {field("sound", &Bell::sound, "what it says")}),
         alternative<Alarm, Horn>("horn", "blows",
                                  {field("volume_db", &Horn::volume_db, "how much"),
                                   field("loud", &Horn::loud, "whether too much")})});
    return table;
}

const Object& describe(Tag<Bicycle>) {
    static const Object table = object<Bicycle>(
        "bicycle", "for the tests",
        {field("mass_kg", &Bicycle::mass_kg, "its mass").above(0).at_most(50),
         field("gears", &Bicycle::gears, "how many").at_least(1).needed(),
         field("lights", &Bicycle::lights, "whether it has some"),
         field("name", &Bicycle::name, "what it is called"),
         field("colour", &Bicycle::colour, "of the frame"),
         field("front", &Bicycle::front, "wheel"), field("alarm", &Bicycle::alarm, "noise"),
         field("tours_km", &Bicycle::tours_km, "lengths"),
         field("spares", &Bicycle::spares, "more wheels"),
         field("seats", &Bicycle::seats, "for others"),
         field("third", &Bicycle::third, "of a tricycle")});
    return table;
}

namespace {

const Field& named(const Object& table, const std::string& name) {
    for (const Field& f : table.fields) {
        if (f.name == name) return f;
    }
    FAIL("no field " << name);
    return table.fields.front();
}

template <class Kind>
Kind slot(Bicycle& bicycle, const std::string& name) {
    const Slot found = named(describe(Tag<Bicycle>{}), name).slot(&bicycle);
    REQUIRE(std::holds_alternative<Kind>(found.kind()));
    return std::get<Kind>(found.kind());
}

double& radius(const ObjectSlot& wheel) {
    return *std::get<double*>(wheel.table->fields[0].slot(wheel.object).kind());
}

}  // namespace

TEST_CASE("plain members are read and written where they are", "[field]") {
    Bicycle b;
    CHECK(slot<double*>(b, "mass_kg") == &b.mass_kg);
    CHECK(slot<int64_t*>(b, "gears") == &b.gears);
    CHECK(slot<bool*>(b, "lights") == &b.lights);
    CHECK(slot<std::string*>(b, "name") == &b.name);
    *slot<double*>(b, "mass_kg") = 9;
    CHECK(b.mass_kg == 9);
}

TEST_CASE("an enumeration is chosen among its names", "[field]") {
    Bicycle b;
    const auto choice = slot<ChoiceSlot>(b, "colour");
    CHECK((*choice.names)[choice.get()] == "green");
    choice.set(2);
    CHECK(b.colour == Colour::blue);
    CHECK(choice.get() == 2);
}

TEST_CASE("every alternative of a variant is described", "[field]") {
    CHECK(describe(Tag<Alarm>{}).kinds.size() == 2);
    CHECK_THROWS_AS(one_of<Alarm>("alarm", "rings", {alternative<Alarm, Bell>("bell", "", {})}),
                    InternalError);
}

TEST_CASE("a struct within is described by its own table", "[field]") {
    Bicycle b;
    const auto wheel = slot<ObjectSlot>(b, "front");
    CHECK(wheel.table->name == "wheel");
    CHECK(wheel.object == &b.front);
    radius(wheel) = 200;
    CHECK(b.front.radius_mm == 200);
}

TEST_CASE("a closed set holds one alternative at a time", "[field]") {
    Bicycle b;
    const auto alarm = slot<OneOfSlot>(b, "alarm");
    REQUIRE(alarm.table->kinds.size() == 2);
    const Alternative& bell = alarm.table->kinds[0];
    const Alternative& horn = alarm.table->kinds[1];
    CHECK(bell.name == "bell");
    CHECK(horn.table.fields.size() == 2);
    CHECK(bell.held(alarm.object) != nullptr);
    CHECK(horn.held(alarm.object) == nullptr);
    void* chosen = horn.choose(alarm.object);
    CHECK(chosen == horn.held(alarm.object));
    CHECK(bell.held(alarm.object) == nullptr);
    *std::get<double*>(horn.table.fields[0].slot(chosen).kind()) = 70;
    CHECK(std::get<Horn>(b.alarm.kind()).volume_db == 70);
    horn.choose(alarm.object);  // anew, with its defaults
    CHECK(std::get<Horn>(b.alarm.kind()).volume_db == 90);
}

TEST_CASE("a list grows by defaults and gives its items as slots", "[field]") {
    Bicycle b;
    const auto tours = slot<ListSlot>(b, "tours_km");
    CHECK(tours.size() == 1);
    CHECK(*std::get<double*>(tours.at(0).kind()) == 3);
    tours.grow();
    *std::get<double*>(tours.at(1).kind()) = 42;
    CHECK(b.tours_km == std::vector<double>{3, 42});
    const auto spares = slot<ListSlot>(b, "spares");
    spares.grow();
    CHECK(radius(std::get<ObjectSlot>(spares.at(0).kind())) == 300);
    radius(std::get<ObjectSlot>(spares.at(0).kind())) = 1;
    CHECK(b.spares.at(0).radius_mm == 1);
}

TEST_CASE("an optional member comes into being when it is filled", "[field]") {
    Bicycle b;
    const auto seats = slot<OptionalSlot>(b, "seats");
    CHECK_FALSE(seats.present());
    *std::get<int64_t*>(seats.fill().kind()) = 2;
    CHECK(seats.present());
    CHECK(b.seats == 2);
    CHECK(*std::get<int64_t*>(seats.fill().kind()) == 2);  // filled again, kept
    const auto third = slot<OptionalSlot>(b, "third");
    radius(std::get<ObjectSlot>(third.fill().kind())) = 100;
    CHECK(b.third->radius_mm == 100);
}

TEST_CASE("defaults are those of a fresh object", "[field]") {
    const auto fresh = describe(Tag<Bicycle>{}).make();
    CHECK(static_cast<Bicycle*>(fresh.get())->mass_kg == 12.5);
    CHECK(static_cast<Bicycle*>(fresh.get())->tours_km.size() == 1);
    const auto alarm = describe(Tag<Alarm>{}).make();
    CHECK(describe(Tag<Alarm>{}).kinds[0].held(alarm.get()) != nullptr);
    const auto horn = describe(Tag<Alarm>{}).kinds[1].table.make();
    CHECK(static_cast<Horn*>(horn.get())->volume_db == 90);
}

TEST_CASE("fields know their range and whether they must be given", "[field]") {
    const Object& table = describe(Tag<Bicycle>{});
    CHECK(table.name == "bicycle");
    CHECK(table.doc == "for the tests");
    const Field& mass = named(table, "mass_kg");
    CHECK(mass.doc == "its mass");
    CHECK(mass.low == 0);
    CHECK(mass.open_low);
    CHECK(mass.high == 50);
    CHECK_FALSE(mass.required);
    const Field& gears = named(table, "gears");
    CHECK(gears.low == 1);
    CHECK_FALSE(gears.open_low);
    CHECK(std::isinf(gears.high));
    CHECK(gears.required);
    const Field share = field("share", &Wheel::radius_mm, "").share();
    CHECK(share.low == 0);
    CHECK(share.high == 1);
    CHECK_FALSE(share.open_low);
}

TEST_CASE("times have a range without being given one, and above zero is a nanosecond", "[field]") {
    const auto named_so = [](const char* name) { return field(name, &Wheel::radius_mm, ""); };
    for (const char* name : {"rest_s", "rest_ms", "rest_us", "rest_ns"}) {
        CAPTURE(name);
        CHECK(named_so(name).low == -longest_in(unit_of(name)));
        CHECK(named_so(name).high == longest_in(unit_of(name)));
        CHECK(named_so(name).high / nanosecond_in(unit_of(name)) <= 1e18);
        CHECK(named_so(name).at_least(2).low == 2);
        CHECK_FALSE(named_so(name).above(0).open_low);
        CHECK(named_so(name).above(1).open_low);
    }
    CHECK(named_so("rest_s").above(0).low == 1e-9);
    CHECK(named_so("rest_ms").above(0).low == 1e-6);
    for (const char* name : {"rate_per_s", "scale", "s", "ms"}) {
        CAPTURE(name);
        CHECK(std::isinf(named_so(name).low));
        CHECK(std::isinf(named_so(name).high));
        CHECK(named_so(name).above(0).open_low);
    }
}

}  // namespace mdisim
