// The two paths are one truth: on every kind of open-loop world, for every policy, they give the
// same bits.
#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/run/form.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/modulated.hpp"
#include "sim/world/workload/rate.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace worlds;

struct Case {
    const char* name;
    World world;
};

LatencyLink latency(const Law& law, Measures measures, Directions directions) {
    LatencyLink link;
    link.latency = law;
    link.measures = measures;
    link.directions = directions;
    return link;
}

NetworkState state(const char* name, double mean_s, std::optional<Link> link) {
    NetworkState s;
    s.name = name;
    s.mean_s = mean_s;
    s.link = std::move(link);
    return s;
}

BandwidthLink bandwidth(double round_trip_ms, double mbit_per_s) {
    BandwidthLink link;
    link.round_trip = Gamma{round_trip_ms, round_trip_ms / 3};
    link.up = LogNormal{mbit_per_s, mbit_per_s / 2};
    link.down = Uniform{mbit_per_s, 3 * mbit_per_s};
    return link;
}

Front front(const char* name, double mean_ms, double sd_ms, const std::string& model,
            double cloud_share, double exit_share) {
    Front f;
    f.name = name;
    f.mean_ms = mean_ms;
    f.sd_ms = sd_ms;
    if (!model.empty()) f.model = model;
    f.cloud_share = cloud_share;
    f.sent_kb = 20;
    f.exit_share = exit_share;
    f.exit_accuracy = 0.8;
    return f;
}

std::vector<Case> open_worlds() {
    std::vector<Case> cases;
    const auto add = [&](const char* name) -> World& {
        cases.push_back({name, plain()});
        return cases.back().world;
    };
    add("one-way latency, same back");
    add("round trip, same back").network =
        latency(LogNormal{100, 60}, Measures::round_trip, Directions::same);
    add("independent directions").network =
        latency(TruncatedNormal{30, 30}, Measures::one_way, Directions::independent);
    add("bandwidth").network = bandwidth(60, 8);
    {
        World& w = add("bandwidth, independent directions");
        BandwidthLink link = bandwidth(60, 8);
        link.directions = Directions::independent;
        w.network = link;
    }
    {
        World& w = add("Markov states with an outage, many phones");
        StateNetwork net;
        net.states = {
            state("wifi", 20, latency(Exponential{20}, Measures::one_way, Directions::same)),
            state("lte", 10, Link(bandwidth(80, 4))), state("off", 3, std::nullopt)};
        w.network = net;
        w.phones = 5;
        w.workload = PoissonWorkload{2};
    }
    {
        World& w = add("a uniform for each model");
        w.models.noise = ExecutionNoise::per_model;
        w.phone->models.noise = ExecutionNoise::per_model;
    }
    add("gamma execution times").models.family = Family::gamma;
    add("lognormal execution times, of one score").models.family = Family::lognormal;
    add("a model that slows for a while").models.list[2].shifts = {{200, 400, 300, 20}};
    for (const bool moving : {false, true}) {
        World& w = add(moving ? "fronts on a network that moves" : "fronts");
        w.phone->fronts = {front("split", 12, 3, "large", 0.6, 0), front("exit", 9, 2, "", 1, 0.4)};
        w.network = bandwidth(60, 8);
        if (!moving) continue;
        StateNetwork net;
        net.states = {state("wifi", 20, Link(bandwidth(40, 9))), state("off", 5, std::nullopt)};
        w.network = net;
    }
    {
        World& w = add("models of different laws");
        w.models.list[1].mean_ms.reset();
        w.models.list[1].law = Mixture{{{0.9, Constant{5}}, {0.1, Exponential{40}}}};
        w.models.list[3].mean_ms.reset();
        w.models.list[3].law = Shifted{20, {Uniform{0, 30}}};
    }
    add("the true network as estimate").estimator.kind = EstimatorKind::true_value;
    add("a skewed clock").estimator.clock_skew_ms = 12.5;
    {
        World& w = add("nothing is random");
        w.network = latency(Constant{40}, Measures::one_way, Directions::same);
        w.models.family = Family::constant;
        w.phone->models.family = Family::constant;
    }
    add("stamps").workload = StampWorkload{[] {
        std::vector<double> stamps;
        for (int i = 0; i < 900; ++i) stamps.push_back(i / 3 * 10.0);
        return stamps;
    }()};
    RateWorkload rate;
    rate.rate = 20;
    rate.waves = {{10, 9.0, {}, 0}};
    rate.pieces = {{5, 12, 80, false}};
    {
        World& w = add("a rate that changes, many phones");
        w.workload = rate;
        w.phones = 3;
    }
    add("states of the workload").workload =
        ModulatedWorkload{1, {{"quiet", 5, 2, 1}, {"busy", 90, 1, 1}}};
    {
        rate.rate = 0;
        rate.waves.clear();
        add("a workload that ends within a column").workload = rate;
    }
    return cases;
}

void check_same(const CellResult& a, const CellResult& b) {
    CHECK(a.tally.fingerprint == b.tally.fingerprint);
    CHECK(a.tape == b.tape);
    CHECK(a.tally.latency == b.tally.latency);
    CHECK(a.tally.execution == b.tally.execution);
    CHECK(a.tally.network == b.tally.network);
    CHECK(a.tally.before_execution == b.tally.before_execution);
    CHECK(a.tally.energy_pj == b.tally.energy_pj);
    CHECK(a.tally.sent_bytes == b.tally.sent_bytes);
    CHECK(a.tally.cloud == b.tally.cloud);
    CHECK(a.tally.phone == b.tally.phone);
    CHECK(a.tally.bound.cloud == b.tally.bound.cloud);
    CHECK(a.tally.bound.phone == b.tally.bound.phone);
    CHECK(a.tally.on_time == b.tally.on_time);
}

// The same world, too: whatever is counted.
void check_all_the_same(const CellResult& a, const CellResult& b) {
    check_same(a, b);
    CHECK((to_bytes(a.tally) == to_bytes(b.tally)));
}

// Servers with one line in front, of every kind that the form of one line can do.
std::vector<Servers> simple_lines() {
    std::vector<Servers> all;
    for (const Discipline queue : {Discipline::fifo, Discipline::earliest_deadline}) {
        for (const ChooseAt choose_at : {ChooseAt::arrival, ChooseAt::start}) {
            for (const bool bounded : {false, true}) {
                for (const bool drop_late : {false, true}) {
                    Servers s;
                    s.replicas = bounded ? 1 : 3;
                    s.queue = queue;
                    s.choose_at = choose_at;
                    s.drop_late = drop_late;
                    s.speed = drop_late ? 1.25 : 1;
                    if (bounded) s.waiting_room = 2;
                    all.push_back(s);
                }
            }
        }
    }
    return all;
}

TEST_CASE("the column path and the event path agree on every open world", "[run]") {
    for (const Case& c : open_worlds()) {
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != Decision::select || entry->needs.learning) continue;
            for (const char* place : {"cloud", "phone", "both", "split", "early_exit"}) {
                INFO(c.name << ": " << entry->name << ", " << place);
                const Cell by_columns = cell(c.world, 110, entry->name, place);
                Plan p = plan(800, 3);
                REQUIRE(form_of(by_columns, p) == Form::columns);
                p.warm_up = 17;
                const CellResult a = simulate({&by_columns, 1}, p).front();
                p.path = Path::events;
                check_all_the_same(a, simulate({&by_columns, 1}, p).front());
            }
        }
    }
}

// To the cloud, to the phone or to both, by lot: no policy that comes with the program does that.
struct ByLot final : Place {
    Placement choose(const PlaceView&, Draw& draw) const override {
        const double u = draw.uniform();
        return {u > 0.3, u < 0.6, 0};
    }
};

TEST_CASE("all paths agree where places are drawn by lot", "[run]") {
    PolicyEntry lot = *find_policy(Decision::place, "cloud");
    lot.maker = Maker<Place>([](const void*) { return std::make_unique<ByLot>(); });
    for (const bool in_line : {false, true}) {
        World world = plain();
        world.models.family = Family::lognormal;
        world.workload = PoissonWorkload{60};
        if (in_line) world.servers = simple_lines().front();
        Cell mixed = cell(world, 110, "mdinference");
        mixed.policies[Decision::place].entry = &lot;
        Plan p = plan(1000, 3);
        REQUIRE(form_of(mixed, p) == (in_line ? Form::line : Form::columns));
        const CellResult quick = simulate({&mixed, 1}, p).front();
        CHECK(quick.tally.sent < quick.tally.requests);
        CHECK(quick.tally.copies < quick.tally.requests);
        p.path = Path::events;
        check_all_the_same(quick, simulate({&mixed, 1}, p).front());
    }
}

TEST_CASE("both forms of the event path agree at every simple line", "[run]") {
    uint64_t dropped = 0;
    for (const Servers& servers : simple_lines()) {
        World world = plain();
        world.models.family = Family::lognormal;
        world.workload = PoissonWorkload{30.0 * static_cast<double>(servers.replicas)};
        world.servers = servers;
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != Decision::select || entry->needs.learning) continue;
            for (const char* place : {"cloud", "phone", "both", "early_exit"}) {
                INFO(entry->name << ", " << place << ", " << servers.drop_late);
                const Cell queued = cell(world, 160, entry->name, place);
                Plan p = plan(600, 3);
                p.warm_up = 17;
                REQUIRE(form_of(queued, p) == Form::line);
                const CellResult simple = simulate({&queued, 1}, p).front();
                p.path = Path::events;
                REQUIRE(form_of(queued, p) == Form::general);
                check_all_the_same(simple, simulate({&queued, 1}, p).front());
                dropped += simple.tally.dropped;
            }
        }
    }
    CHECK(dropped > 1000);
}

TEST_CASE("both paths stop creating requests at the same time", "[run]") {
    for (const Case& c : open_worlds()) {
        for (const double end_s : {0.0, 1.0, 7.5, 14.0}) {
            INFO(c.name << " for " << end_s << " s");
            const Cell by_columns = cell(c.world, 110, "mdinference", "both");
            Plan p = plan(800, 3);
            p.end = Time{} + Duration::from_ms(end_s * 1000);
            const CellResult a = simulate({&by_columns, 1}, p).front();
            p.path = Path::events;
            check_same(a, simulate({&by_columns, 1}, p).front());
            CHECK((end_s > 1 || a.tally.requests < 800));
            CHECK((a.tally.requests == 0 || a.tally.created.last_ns < p.end.ns));
        }
    }
}

TEST_CASE("what a cell is does not depend on how long others beside it last", "[run]") {
    World world = plain();
    std::vector<Cell> cells;
    for (double rate_per_s : {5.0, 300.0, 40.0}) {
        world.workload = PoissonWorkload{rate_per_s};
        cells.push_back(cell(world, 110, "mdinference", "both"));
    }
    Plan p = plan(100'000);
    p.end = Time{} + testing::lasting_s(10);
    const std::vector<CellResult> together = simulate(cells, p);
    for (size_t c = 0; c < cells.size(); ++c) {
        const CellResult alone = simulate({&cells[c], 1}, p).front();
        check_same(alone, together[c]);
        CHECK(alone.tally.requests == together[c].tally.requests);
    }
    CHECK(std::abs(static_cast<double>(together[1].tally.requests) - 3000) < 4 * 55);
    CHECK(together[0].tape != together[1].tape);
    // A limit in requests that is reached first holds.
    p.requests = 100;
    CHECK(simulate({&cells[1], 1}, p).front().tally.requests == 100);
}

TEST_CASE("enough servers are as good as unlimited ones", "[run]") {
    World world = plain();
    const Cell open = cell(world, 110, "mdinference", "both");
    world.servers = Servers{};
    world.servers->replicas = 1000;
    const Cell served = cell(world, 110, "mdinference", "both");
    const CellResult a = simulate({&open, 1}, plan(3000)).front();
    check_same(a, simulate({&served, 1}, plan(3000)).front());
}

TEST_CASE("a past mean of a network that never changes is the truth", "[run]") {
    World world = plain();
    world.network = latency(Constant{40}, Measures::one_way, Directions::same);
    const Cell exact = cell(world, 150, "mdinference");
    const CellResult expected = simulate({&exact, 1}, plan(500)).front();
    for (EstimatorKind kind :
         {EstimatorKind::past_mean, EstimatorKind::ewma, EstimatorKind::twice_downlink}) {
        world.estimator.kind = kind;
        const Cell past = cell(world, 150, "mdinference");
        CHECK(simulate({&past, 1}, plan(500)).front().tally.fingerprint ==
              expected.tally.fingerprint);
    }
}

TEST_CASE("SLA 0 is legal, and nothing meets it", "[run]") {
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->decision != Decision::select) continue;
        const Cell c = cell(plain(), 0, entry->name, "both");
        CHECK(simulate({&c, 1}, plan(300)).front().tally.on_time == 0);
    }
}

}  // namespace
}  // namespace mdisim
