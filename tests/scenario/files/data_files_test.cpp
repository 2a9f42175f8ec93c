// Scenarios that last for a time, and scenarios whose workload is in a file.
#include "sim/scenario/files/data_files.hpp"

#include <cstdint>

#include "sim/campaign/cell_key.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/workload/trace.hpp"
#include "sim/world/workload/workload.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

std::string with(const std::string& members) {
    return R"({"version": 1, "sla_ms": 100, "policies": ["fastest"],
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        )" +
           members + "}";
}

const std::string trace = R"("workload": {"kind": "trace", "file": "data/t.csv"})";

struct Place {
    explicit Place(const std::string& members, const std::string& data = "1\n2\n4\n") {
        folder.write("s/data/t.csv", data);
        file = folder.write("s/s.json", with(members));
    }
    Scenario load(const Overrides& overrides = {}) const { return Scenario::load(file, overrides); }
    Point point(const Overrides& overrides = {}) const { return load(overrides).point(0); }
    Lines wrong(const Overrides& overrides = {}) const {
        Lines lines;
        for (const Problem& p : problems_of([&] { load(overrides); })) lines.push_back(line_of(p));
        return lines;
    }
    Digest key(const Overrides& overrides = {}) const {
        const Point p = point(overrides);
        return cell_key(p, p.policies.front());
    }

    TemporaryFolder folder;
    std::string file;
};

Overrides set(const std::string& path, const std::string& value) { return {{{path, value}}, {}}; }

TEST_CASE("requests are as many as are asked for, as last, as there are, or 10,000", "[scenario]") {
    const auto most = [](const std::string& members) {
        return Place(members).point().most_requests();
    };
    const std::string poisson = R"("workload": {"kind": "poisson", "rate_per_s": 50})";
    CHECK(most(poisson) == 10'000);
    CHECK(most(poisson + R"(, "requests": 7)") == 7);
    CHECK(most(poisson + R"(, "duration_s": 30)") == index_limit - 1);
    CHECK(most(trace) == 3);
    CHECK(most(trace + R"(, "requests": 2)") == 2);

    const Point timed = Place(poisson + R"(, "duration_s": 30.5)").point();
    CHECK(timed.expected_requests() == 1525);
    CHECK(timed.plan().end == Time{30'500'000'000});
    const Point limited = Place(poisson + R"(, "duration_s": 30, "requests": 100)").point();
    CHECK(limited.expected_requests() == 100);
    CHECK(limited.plan().requests == 100);
    const Point twice = Place(poisson + R"(, "duration_s": 30)").point(set("duration_s", "60"));
    CHECK(twice.expected_requests() == 3000);
    const Point ends =
        Place(R"("workload": {"kind": "rate", "rate": 0, "pieces": [{"from_s": 1, "until_s": 3,
              "rate": 20}]})")
            .point();
    CHECK(ends.expected_requests() == 40);
    CHECK(ends.plan().end == Time::max());
}

TEST_CASE("a sweep over durations runs each of its own", "[scenario]") {
    const Place place(R"("workload": {"kind": "poisson", "rate_per_s": 50},
                      "sweep": {"duration_s": [1, 2, 30]})");
    const Scenario scenario = place.load();
    std::vector<uint64_t> expected;
    for (size_t i = 0; i < scenario.size(); ++i) {
        expected.push_back(scenario.point(i).expected_requests());
    }
    CHECK(expected == std::vector<uint64_t>{50, 100, 1500});
}

TEST_CASE("amounts that cannot be are said with their key", "[scenario]") {
    CHECK_THAT(Place(trace + R"(, "requests": 4)").wrong().front(),
               Catch::Contains("more than the workload has (3) [/requests]"));
    CHECK_THAT(Place(trace + R"(, "warm_up_requests": 3)").wrong().front(),
               Catch::Contains("leaves no request to count"));
    CHECK_THAT(Place(R"("duration_s": 5, "workload": {"kind": "every", "interval_ms": 0})")
                   .wrong()
                   .front(),
               Catch::Contains("too many requests in this time [/duration_s]"));
    CHECK_THAT(Place(R"("duration_s": 0)").wrong().front(),
               Catch::Contains("between 1e-09 and 1e+09"));
    CHECK_THAT(Place(R"("duration_s": 1e6, "workload": {"kind": "rate", "rate": 1,
                     "waves": [{"amplitude": 1, "radian_s": 0.001}]})")
                   .wrong()
                   .front(),
               Catch::Contains("too quick"));
}

TEST_CASE("a file is looked for beside the scenario, one on the command line, from here",
          "[scenario]") {
    const Place place(trace);
    CHECK(place.point().world->workloads().longest() == 3);
    const std::string other = place.folder.write("other.csv", "1\n2\n");
    CHECK(place.point(set("workload.file", other)).world->workloads().longest() == 2);
    CHECK(place.wrong(set("workload.file", "data/t.csv")) ==
          Lines{"--set workload.file: data/t.csv does not exist [/workload/file]"});
    CHECK(place.point({{}, {{"workload.file", other}}}).world->workloads().longest() == 2);
}

TEST_CASE("a missing file is said where it is named, and the rest is said too", "[scenario]") {
    const Place place(R"("requests": -1, "workload": {"kind": "trace",
"file": "data/none.csv"})");
    const Lines wrong = place.wrong();
    REQUIRE(wrong.size() == 2);
    CHECK_THAT(wrong[0], Catch::Contains("s.json:4:9: data/none.csv does not exist"));
    CHECK_THAT(wrong[1], Catch::Contains("[/requests]"));
}

TEST_CASE("what is wrong in a file is said with its lines", "[scenario]") {
    const Place place(trace, "1\n5\n2\nx\n");
    REQUIRE(place.wrong().size() == 2);
    CHECK_THAT(place.wrong()[0], Catch::Contains("data/t.csv:3:1: comes before"));
    CHECK_THAT(place.wrong()[1], Catch::Contains("data/t.csv:4:1: expected a stamp"));
}

TEST_CASE("a cell is told apart by what its file holds, not by where it is", "[scenario]") {
    const Place place(trace);
    const Digest key = place.key();
    CHECK(Place(trace).key() == key);
    const std::string copy = place.folder.write("else/where.csv", "1\n2\n4\n");
    CHECK(place.key(set("workload.file", copy)) == key);
    place.folder.write("s/data/t.csv", "1\n2\n5\n");
    CHECK(place.key() != key);
}

TEST_CASE("a scenario written out holds its file to what it was", "[scenario]") {
    const Place place(trace + R"(, "sweep": {"workload.file": ["data/t.csv", "data/u.csv"]})");
    place.folder.write("s/data/u.csv", "1\n2\n");
    const Scenario scenario = place.load();
    const std::string text = dump(scenario.written_out());
    const Scenario again =
        Scenario::from(parse_document(text, "elsewhere/m.json"), "elsewhere/m.json", "m");
    REQUIRE(again.size() == 2);
    CHECK(again.point(0).world->workloads().longest() == 3);
    CHECK(again.point(1).world->workloads().longest() == 2);
    CHECK(again.point(1).world_digest == scenario.point(1).world_digest);

    // So does one that is swept over a file of another block.
    const std::string network = R"("network": {"kind": "trace", "file": "data/n.csv"})";
    const Place swept(network + R"(, "sweep": {"network.file": ["data/n.csv", "data/m.csv"]})",
                      "1\n");
    swept.folder.write("s/data/n.csv", "t_s,mbps\n0,8\n1,8\n");
    swept.folder.write("s/data/m.csv", "t_s,mbps\n0,8\n1,8\n2,8\n");
    const std::string written = dump(swept.load().written_out());
    const Scenario rewritten =
        Scenario::from(parse_document(written, "elsewhere/m.json"), "elsewhere/m.json", "m");
    REQUIRE(rewritten.size() == 2);
    CHECK(rewritten.point(0).world_digest != rewritten.point(1).world_digest);

    const Place plain(trace);
    const std::string manifest = dump(plain.load().written_out());
    plain.folder.write("s/data/t.csv", "1\n2\n5\n");
    const auto problems =
        problems_of([&] { Scenario::from(parse_document(manifest, "m.json"), "m.json", "m"); });
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems.front().what, Catch::Contains("has changed"));
}

TEST_CASE("worlds that replay the same stamps share them, for as long as one has them",
          "[scenario]") {
    const TemporaryFolder folder;
    DataFiles files;
    const auto world_of_file = [&](const std::string& name, const std::string& text) {
        TraceWorkload recorded;
        recorded.file = folder.write(name, text);
        recorded.digest = content_digest(recorded.file).hex();
        World world;
        world.workload = recorded;
        return world;
    };
    const World described = world_of_file("t.csv", "1\n2\n");
    World other = world_of_file("u.csv", "1\n2\n4\n");
    World first = described;
    files.read_into(first);
    std::filesystem::remove(folder.path("t.csv"));
    World second = described;
    std::get<TraceWorkload>(second.workload.kind()).rate_scale = 2;
    files.read_into(second);
    CHECK(ReadyWorkload(second.workload).longest() == 4);
    World in_ms = described;
    std::get<TraceWorkload>(in_ms.workload.kind()).unit = Unit::ms;
    CHECK_THROWS_AS(files.read_into(in_ms), UserError);
    first = second = World{};
    files.read_into(other);
    second = described;
    CHECK_THROWS_AS(files.read_into(second), UserError);
}

}  // namespace
}  // namespace mdisim
