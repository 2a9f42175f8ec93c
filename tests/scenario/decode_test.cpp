#include "sim/scenario/decode.hpp"

#include <cstdint>
#include <optional>
#include <variant>

#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A struct with a field of every kind there is.
enum class Colour { red, green };
struct Wheel {
    double size_mm = 1;
    int64_t spokes = 32;
};
struct Motor {
    double power_mw = 5;
};
struct Sail {
    double share = 0.5;
};
struct Drive : std::variant<Motor, Sail> {
    using std::variant<Motor, Sail>::variant;
    std::variant<Motor, Sail>& kind() { return *this; }
};
struct Vehicle {
    double weight_kb = 10;
    int64_t seats = 2;
    bool loud = false;
    std::string name = "nobody";
    Colour colour = Colour::green;
    Wheel wheel;
    Drive drive = Motor{};
    std::vector<double> stops_ms;
    std::vector<Wheel> spares;
    std::optional<double> limit_per_s;
    std::optional<Wheel> trailer;
    double delay_ms = 0;
};

const std::vector<std::string>& names_of(Tag<Colour>) {
    static const std::vector<std::string> names = {"red", "green"};
    return names;
}

const Object& describe(Tag<Wheel>) {
    static const Object table = [] {
        Object t = object<Wheel>("wheel", "a wheel",
                                 {field("size_mm", &Wheel::size_mm, "across").above(0),
                                  field("spokes", &Wheel::spokes, "how many").at_least(0)});
        t.validate = [](const void* p) {
            if (static_cast<const Wheel*>(p)->spokes == 13) throw UserError("13 brings bad luck");
        };
        return t;
    }();
    return table;
}

const OneOf& describe(Tag<Drive>) {
    static const OneOf table = one_of<Drive>(
        "drive", "what moves it",
        {alternative<Drive, Motor>("motor", "a motor",
                                   {field("power_mw", &Motor::power_mw, "its power")}),
         alternative<Drive, Sail>("sail", "a sail",
                                  {field("share", &Sail::share, "how far up").share()})});
    return table;
}

const Object& describe(Tag<Vehicle>) {
    static const Object table = object<Vehicle>(
        "vehicle", "a vehicle",
        {field("weight_kb", &Vehicle::weight_kb, "its weight").at_least(1).at_most(100),
         field("seats", &Vehicle::seats, "its seats").at_least(1),
         field("loud", &Vehicle::loud, "whether it is loud"),
         field("name", &Vehicle::name, "what it is called").needed(),
         field("colour", &Vehicle::colour, "its colour"),
         field("wheel", &Vehicle::wheel, "its wheels"),
         field("drive", &Vehicle::drive, "what moves it"),
         field("stops_ms", &Vehicle::stops_ms, "when it stops"),
         field("spares", &Vehicle::spares, "spare wheels"),
         field("limit_per_s", &Vehicle::limit_per_s, "its limit").at_least(0),
         field("trailer", &Vehicle::trailer, "the trailer's wheels"),
         field("delay_ms", &Vehicle::delay_ms, "how late it is")});
    return table;
}

struct Visit {
    double stay_ms = 0;
};
const Object& describe(Tag<Visit>) {
    static const Object table =
        object<Visit>("visit", "a visit", {field("stay_ms", &Visit::stay_ms, "how long").needed()});
    return table;
}

struct Decoded {
    Vehicle vehicle;
    std::vector<std::string> problems;
};

Decoded decoded(const std::string& text) {
    Decoded result;
    std::vector<Problem> problems;
    const Node node = parse_document(text, "f");
    Decoder(problems).decode_object(node, describe(Tag<Vehicle>{}), &result.vehicle, "");
    result.problems = lines_of(problems);
    return result;
}

// What is said about these members, a name added.
std::vector<std::string> said_of(const std::string& members) {
    return decoded("{\"name\": \"v\", " + members + "}").problems;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every kind of field is read", "[decode]") {
    const auto [v, problems] = decoded(R"({
        "weight_kb": 12.5, "seats": 4, "loud": true, "name": "bus", "colour": "red",
        "wheel": {"size_mm": 700, "spokes": 36}, "drive": {"kind": "sail", "share": 0.25},
        "stops_ms": [1, 2.5], "spares": [{}, {"spokes": 12}], "limit_per_s": 3,
        "trailer": {"size_mm": 9}, "delay_ms": -2})");
    CHECK(problems.empty());
    CHECK(v.weight_kb == 12.5);
    CHECK(v.seats == 4);
    CHECK(v.loud);
    CHECK(v.name == "bus");
    CHECK(v.colour == Colour::red);
    CHECK(v.wheel.size_mm == 700);
    CHECK(v.wheel.spokes == 36);
    CHECK(std::get<Sail>(v.drive).share == 0.25);
    CHECK(v.stops_ms == std::vector<double>{1, 2.5});
    REQUIRE(v.spares.size() == 2);
    CHECK(v.spares[0].spokes == 32);
    CHECK(v.spares[1].spokes == 12);
    CHECK(v.limit_per_s == 3.0);
    CHECK(v.trailer->size_mm == 9);
    CHECK(v.trailer->spokes == 32);
    CHECK(v.delay_ms == -2);
}

TEST_CASE("what is not written keeps its default", "[decode]") {
    const auto [v, problems] = decoded(R"({"name": "v", "limit_per_s": null, "trailer": null})");
    CHECK(problems.empty());
    CHECK(v.weight_kb == 10);
    CHECK(v.colour == Colour::green);
    CHECK(std::get<Motor>(v.drive).power_mw == 5);
    CHECK(v.stops_ms.empty());
    CHECK_FALSE(v.limit_per_s.has_value());
    CHECK_FALSE(v.trailer.has_value());
}

TEST_CASE("a whole number may be written with a point or an exponent", "[decode]") {
    CHECK(decoded(R"({"name": "v", "seats": 1e3})").vehicle.seats == 1000);
    CHECK(decoded(R"({"name": "v", "seats": 5.0})").vehicle.seats == 5);
    CHECK(decoded(R"({"name": "v", "weight_kb": 7})").vehicle.weight_kb == 7);
    CHECK(said_of("\"seats\": 2.5") == Lines{"f:1:24: expected a whole number, not 2.5 [/seats]"});
}

TEST_CASE("a value of the wrong type is told what was expected", "[decode]") {
    CHECK(said_of(R"("weight_kb": "heavy")") ==
          Lines{"f:1:28: expected a number, not \"heavy\" [/weight_kb]"});
    CHECK(said_of(R"("weight_kb": null)") ==
          Lines{"f:1:28: expected a number, not null [/weight_kb]"});
    CHECK(said_of(R"("seats": true)") ==
          Lines{"f:1:24: expected a whole number, not true [/seats]"});
    CHECK(said_of(R"("seats": null)") ==
          Lines{"f:1:24: expected a whole number, not null [/seats]"});
    CHECK(said_of(R"("loud": 1)") == Lines{"f:1:23: expected true or false, not 1 [/loud]"});
    CHECK(said_of(R"("colour": 3)") == Lines{"f:1:25: expected text, not 3 [/colour]"});
    CHECK(said_of(R"("wheel": [])") == Lines{"f:1:24: expected an object, not a list [/wheel]"});
    CHECK(said_of(R"("drive": "motor")") ==
          Lines{"f:1:24: expected an object, not \"motor\" [/drive]"});
    CHECK(said_of(R"("stops_ms": 5)") == Lines{"f:1:27: expected a list, not 5 [/stops_ms]"});
    CHECK(said_of(R"("stops_ms": [1, "x"])") ==
          Lines{"f:1:31: expected a number, not \"x\" [/stops_ms/1]"});
    CHECK(said_of(R"("stops_ms": [1, 1e300])") ==
          Lines{"f:1:31: expected a number between -2e+09 and 2e+09, not 1e+300 [/stops_ms/1]"});
    CHECK(decoded("{\"name\": 7}").problems == Lines{"f:1:10: expected text, not 7 [/name]"});
    CHECK(decoded("[1]").problems == Lines{"f:1:1: expected an object, not a list"});
}

TEST_CASE("an unknown key is told with its place and the nearest that is known", "[decode]") {
    CHECK(said_of(R"("colr": "red")") ==
          Lines{"f:1:15: vehicle has no 'colr'. Did you mean 'colour'? [/colr]"});
    CHECK(said_of(R"("Colour": "red")") ==
          Lines{"f:1:15: vehicle has no 'Colour'. Did you mean 'colour'? [/Colour]"});
    CHECK(said_of(R"("wheel": {"spoke": 3})") ==
          Lines{"f:1:25: wheel has no 'spoke'. Did you mean 'spokes'? [/wheel/spoke]"});
    CHECK(said_of(R"("spares": [{}, {"zzzzzzzzz": 3}])") ==
          Lines{"f:1:31: wheel has no 'zzzzzzzzz'. Known: size_mm spokes. [/spares/1/zzzzzzzzz]"});
}

TEST_CASE("a key with the wrong unit, or none, is told the right one", "[decode]") {
    CHECK(said_of(R"("delay_s": 3)") ==
          Lines{"f:1:15: wrong unit: 'delay_s' is given as 'delay_ms' [/delay_s]"});
    CHECK(said_of(R"("delay": 3)") ==
          Lines{"f:1:15: wrong unit: 'delay' is given as 'delay_ms' [/delay]"});
    CHECK(said_of(R"("weight_mb": 3)") ==
          Lines{"f:1:15: wrong unit: 'weight_mb' is given as 'weight_kb' [/weight_mb]"});
}

TEST_CASE("units are the endings of names, the longest first", "[decode]") {
    CHECK(unit_of("sla_ms") == "ms");
    CHECK(unit_of("rate_per_s") == "per_s");
    CHECK(unit_of("mean_mbit_per_s") == "mbit_per_s");
    CHECK(unit_of("transfer_j_per_kb") == "j_per_kb");
    CHECK(unit_of("warm_up_requests") == "");
    CHECK(unit_of("ms") == "");
    CHECK(unit_of("items") == "");
}

TEST_CASE("a value out of its range is told the range", "[decode]") {
    CHECK(said_of(R"("weight_kb": 100, "seats": 1)").empty());
    CHECK(said_of(R"("weight_kb": 1)").empty());
    CHECK(said_of(R"("weight_kb": 0.5)") ==
          Lines{"f:1:28: expected a number between 1 and 100, not 0.5 [/weight_kb]"});
    CHECK(said_of(R"("weight_kb": 101)") ==
          Lines{"f:1:28: expected a number between 1 and 100, not 101 [/weight_kb]"});
    CHECK(said_of(R"("seats": 0)") ==
          Lines{"f:1:24: expected a number at least 1, not 0 [/seats]"});
    CHECK(said_of(R"("wheel": {"size_mm": 0})") ==
          Lines{"f:1:36: expected a number above 0, not 0 [/wheel/size_mm]"});
    CHECK(said_of(R"("limit_per_s": -1)") ==
          Lines{"f:1:30: expected a number at least 0, not -1 [/limit_per_s]"});
    CHECK(said_of(R"("drive": {"kind": "sail", "share": 1.5})") ==
          Lines{"f:1:50: expected a number between 0 and 1, not 1.5 [/drive/share]"});
}

TEST_CASE("a choice that is not there is told the nearest", "[decode]") {
    CHECK(said_of(R"("colour": "gren")") ==
          Lines{"f:1:25: 'gren' is not one of the choices. Did you mean 'green'? [/colour]"});
    CHECK(said_of(R"("colour": "ultraviolet")") ==
          Lines{"f:1:25: 'ultraviolet' is not one of the choices. Known: red green. [/colour]"});
}

TEST_CASE("one of several kinds is told apart by its kind", "[decode]") {
    CHECK(said_of(R"("drive": {})") ==
          Lines{"f:1:24: drive needs a \"kind\". Known: motor sail. [/drive]"});
    CHECK(said_of(R"("drive": {"kind": "sails"})") ==
          Lines{"f:1:33: 'sails' is no kind of drive. Did you mean 'sail'? [/drive/kind]"});
    CHECK(said_of(R"("drive": {"kind": "motor", "share": 1})") ==
          Lines{"f:1:42: motor has no 'share'. Known: kind power_mw. [/drive/share]"});
}

TEST_CASE("what is needed and not there is named with what it is", "[decode]") {
    CHECK(decoded("{}").problems == Lines{"f:1:1: vehicle needs 'name' (what it is called)"});
}

TEST_CASE("what is needed but written wrongly is one mistake, not two", "[decode]") {
    CHECK(decoded("{\"nam\": \"v\"}").problems ==
          Lines{"f:1:2: vehicle has no 'nam'. Did you mean 'name'? [/nam]"});
    std::vector<Problem> problems;
    Visit visit;
    const Node node = parse_document("{\"stay_s\": 2}", "f");
    Decoder(problems).decode_object(node, describe(Tag<Visit>{}), &visit, "");
    CHECK(lines_of(problems) ==
          Lines{"f:1:2: wrong unit: 'stay_s' is given as 'stay_ms' [/stay_s]"});
}

TEST_CASE("combinations are judged once everything in them can be read", "[decode]") {
    CHECK(said_of(R"("wheel": {"spokes": 13})") == Lines{"f:1:24: 13 brings bad luck [/wheel]"});
    CHECK(said_of(R"("spares": [{}, {"spokes": 13}])") ==
          Lines{"f:1:30: 13 brings bad luck [/spares/1]"});
    CHECK(said_of(R"("wheel": {"spokes": 13, "size_mm": 0})") ==
          Lines{"f:1:50: expected a number above 0, not 0 [/wheel/size_mm]"});
}

TEST_CASE("all mistakes are told at once, in the order they stand", "[decode]") {
    const Lines lines =
        said_of(R"("seats": 0, "colour": "blue", "wheel": {"spoke": 1}, "loud": 2)");
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].starts_with("f:1:24: "));
    CHECK(lines[1].starts_with("f:1:37: "));
    CHECK(lines[2].starts_with("f:1:55: "));
    CHECK(lines[3].starts_with("f:1:76: "));
}

TEST_CASE("keys that belong to somebody else are passed over", "[decode]") {
    std::vector<Problem> problems;
    Vehicle vehicle;
    const Node node = parse_document(R"({"name": "v", "about": 1, "abuot": 2})", "f");
    Decoder(problems).decode_object(node, describe(Tag<Vehicle>{}), &vehicle, "", {"about"});
    CHECK(lines_of(problems) ==
          Lines{"f:1:27: vehicle has no 'abuot'. Did you mean 'about'? [/abuot]"});
}

TEST_CASE("a struct is written with every default filled in", "[decode]") {
    Vehicle vehicle;
    vehicle.name = "v";
    CHECK(dump(encode_object(describe(Tag<Vehicle>{}), &vehicle)) ==
          R"({"weight_kb":10.0,"seats":2,"loud":false,"name":"v","colour":"green",)"
          R"("wheel":{"size_mm":1.0,"spokes":32},"drive":{"kind":"motor","power_mw":5.0},)"
          R"("stops_ms":[],"spares":[],"limit_per_s":null,"trailer":null,"delay_ms":0.0})");
}

TEST_CASE("what is read, written and read again is the same", "[decode]") {
    const std::string text = GENERATE(
        as<std::string>{}, R"({"name": "v"})",
        R"({"name": "w", "weight_kb": 0.1e2, "drive": {"share": 1, "kind": "sail"}})",
        R"({"name": "\u00e9", "seats": 9007199254740993, "limit_per_s": 0.1, "trailer": {}})",
        R"({"name": "x", "stops_ms": [0.1, 1e-300, 3], "spares": [{"spokes": 7}, {}],
            "loud": true, "colour": "red", "wheel": {"size_mm": 1.7976931348623157e308}})");
    INFO(text);
    Decoded first = decoded(text);
    REQUIRE(first.problems.empty());
    const Object& table = describe(Tag<Vehicle>{});
    const std::string once = dump(encode_object(table, &first.vehicle));
    Decoded second = decoded(once);
    REQUIRE(second.problems.empty());
    CHECK(dump(encode_object(table, &second.vehicle)) == once);
    CHECK(second.vehicle.seats == first.vehicle.seats);
    CHECK(second.vehicle.name == first.vehicle.name);
    CHECK(second.vehicle.drive.index() == first.vehicle.drive.index());
}

}  // namespace mdisim
