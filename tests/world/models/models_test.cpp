#include "sim/world/models/models.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "sim/describe/error.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"
#include "tests/run/spy.hpp"

namespace mdisim {
namespace {

using namespace spying;
using worlds::model;

constexpr uint64_t noise_seed = 23;

NoiseAddress noise(uint64_t index) { return {noise_seed, {execution_draws, 0, 2, 0, index}}; }

Model of_law(const std::string& name, double accuracy, const Law& law) {
    Model m;
    m.name = name;
    m.accuracy = accuracy;
    m.law = law;
    return m;
}

// Execution times in ms of one model for many requests whose shared uniform is drawn at random.
std::vector<double> times_ms(const ReadyPool& pool, uint16_t m, uint64_t n) {
    std::vector<double> times;
    for (uint64_t i = 0; i < n; ++i) {
        const double uniform = uniform_of(random_lanes(noise_seed, noise(i).request).lane[0]);
        times.push_back(pool.execution(m, score_of(pool.score(), uniform), noise(i)).ms());
    }
    return times;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        sa += a[i];
        sb += b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
        ab += a[i] * b[i];
    }
    return (n * ab - sa * sb) / std::sqrt((n * aa - sa * sa) * (n * bb - sb * sb));
}

TEST_CASE("a slow moment is slow for all models of a pool with shared noise", "[world]") {
    ModelPool pool = worlds::pool();
    const ReadyPool ready(pool);
    CHECK(ready.random());
    const std::vector<double> reference = times_ms(ready, 0, 500);
    for (uint16_t m = 1; m < ready.size(); ++m) {
        const std::vector<double> other = times_ms(ready, m, 500);
        size_t crossed = 0;
        for (size_t i = 1; i < other.size(); ++i) {
            crossed += (reference[i] < reference[i - 1]) != (other[i] < other[i - 1]);
        }
        CHECK(crossed == 0);
    }
}

TEST_CASE("with noise of its own each model has a uniform of its own, at its address", "[world]") {
    ModelPool pool = worlds::pool();
    pool.noise = ExecutionNoise::per_model;
    const ReadyPool ready(pool);
    CHECK(ready.score() == Score::uniform);
    for (uint64_t i = 0; i < 300; ++i) {
        for (uint16_t m = 0; m < pool.list.size(); ++m) {
            Address at{execution_by_model_draws, m / 2u, 2, 0, i};
            const double uniform = uniform_of(random_lanes(noise_seed, at).lane[m % 2]);
            const Law law = TruncatedNormal{*pool.list[m].mean_ms, pool.list[m].sd_ms};
            // The shared score does not matter.
            CHECK(ready.execution(m, 0.123, noise(i)) == draw(law, uniform));
        }
    }
}

TEST_CASE("noise of its own is independent from model to model", "[world]") {
    ModelPool pool = worlds::pool();
    pool.noise = ExecutionNoise::per_model;
    const ReadyPool ready(pool);
    constexpr uint64_t n = 10'000;
    std::vector<std::vector<double>> times;
    for (uint16_t m = 0; m < ready.size(); ++m) times.push_back(times_ms(ready, m, n));
    for (size_t a = 0; a < times.size(); ++a) {
        for (size_t b = 0; b < a; ++b) {
            CAPTURE(a, b);
            CHECK(std::abs(correlation(times[a], times[b])) < 4 / std::sqrt(n));
        }
    }
    // A model that joins the pool shifts nothing.
    pool.list.push_back(model("late", 0.1, 9, 3));
    CHECK(times_ms(ReadyPool(pool), 3, n) == times[3]);
}

TEST_CASE("a shift holds from one request until just before another, for its model alone",
          "[world]") {
    ModelPool pool;
    pool.family = Family::constant;
    pool.list = {model("steady", 0.5, 10, 0), model("shifting", 0.6, 20, 0)};
    pool.list[1].shifts = {{3, 5, 70, 0}, {5, 6, 80, 0}};
    const ReadyPool ready(pool);
    CHECK(times_ms(ready, 0, 8) == std::vector<double>(8, 10));
    CHECK(times_ms(ready, 1, 8) == std::vector<double>{20, 20, 20, 70, 70, 80, 20, 20});
}

// What slows a model in the cloud says nothing of the phone's models.
TEST_CASE("noise of its own is independent between cloud and phone", "[world]") {
    World world = worlds::plain();
    world.models.noise = ExecutionNoise::per_model;
    world.phone->models.noise = ExecutionNoise::per_model;
    const Cell cell = worlds::cell(world, 100, "fastest", "both");
    constexpr uint64_t n = 10'000;
    const RunAddresses addresses(worlds::plan(n).seed, 0);
    for (uint16_t cloud_model = 0; cloud_model < 5; ++cloud_model) {
        for (uint16_t phone_model = 0; phone_model < 2; ++phone_model) {
            std::vector<double> cloud, phone;
            for (uint64_t i = 0; i < n; ++i) {
                const NoiseAddress noise = addresses.noise(i);
                cloud.push_back(cell.world->models().execution(cloud_model, 0.5, noise).ms());
                phone.push_back(
                    cell.world->phones().models().execution(phone_model, 0.5, noise).ms());
            }
            CAPTURE(cloud_model, phone_model);
            CHECK(std::abs(correlation(cloud, phone)) < 4 / std::sqrt(n));
        }
    }
}

TEST_CASE("models of different laws each make their own of one uniform", "[world]") {
    const Law laws[] = {Normal{30, 5}, Exponential{20}, Constant{7}, Uniform{10, 20},
                        Mixture{{{1, Constant{5}}, {1, Gamma{40, 9}}}}};
    ModelPool pool;
    for (const Law& law : laws)
        pool.list.push_back(of_law("m" + std::to_string(law.index()), 1, law));
    const ReadyPool ready(pool);
    CHECK(ready.score() == Score::uniform);
    CHECK(ready.random());
    for (double uniform : {0.001, 0.3, 0.5, 0.99}) {
        for (uint16_t m = 0; m < pool.list.size(); ++m) {
            CHECK(ready.execution(m, uniform, noise(0)) == draw(laws[m], uniform));
        }
    }
}

TEST_CASE("models of one family share its score, constants take part in any", "[world]") {
    ModelPool pool;
    pool.family = Family::lognormal;
    pool.list = {model("a", 0.5, 20, 5), model("b", 0.6, 30, 0), model("c", 0.7, 40, 20)};
    const ReadyPool ready(pool);
    CHECK(ready.score() == Score::normal);
    for (double uniform : {0.01, 0.5, 0.9}) {
        const double score = score_of(Score::normal, uniform);
        CHECK(ready.execution(0, score, noise(0)) == draw(LogNormal{20, 5}, uniform));
        CHECK(ready.execution(1, score, noise(0)) == Duration::from_ms(30));
        CHECK(ready.execution(2, score, noise(0)) == draw(LogNormal{40, 20}, uniform));
    }
}

TEST_CASE("a pool without spread draws nothing", "[world]") {
    ModelPool pool = worlds::pool();
    pool.family = Family::constant;
    const ReadyPool ready(pool);
    CHECK_FALSE(ready.random());
    CHECK(ready.score() == Score::none);
    CHECK(ready.execution(4, 0, noise(0)) == Duration::from_ms(110));
    CHECK(ReadyPool().empty());
}

TEST_CASE("an execution never takes less than no time", "[world]") {
    ModelPool pool;
    pool.family = Family::normal;
    pool.list = {model("a", 0.5, 1, 5)};
    const ReadyPool ready(pool);
    CHECK(ready.execution(0, -3, noise(0)) == Duration{0});
    CHECK(ready.execution(0, 1, noise(0)) == Duration::from_ms(6));
}

TEST_CASE("an exponential pool needs no spread: it is the mean", "[world]") {
    ModelPool pool;
    pool.family = Family::exponential;
    pool.list = {model("a", 0.5, 40, 0)};
    const ReadyPool ready(pool);
    CHECK(ready.random());
    CHECK(ready.beliefs()[0].sigma_ms == 40);
    CHECK(ready.execution(0, score_of(Score::exponential, 0.5), noise(0)).ms() ==
          Approx(40 * std::log(2)));
}

TEST_CASE("what is believed is the truth, by the parameters people name, unless said otherwise",
          "[world]") {
    ModelPool pool;
    pool.list = {model("cut", 0.5, 20, 20), of_law("law", 0.6, Uniform{0, 12}),
                 model("misjudged", 0.7, 30, 1)};
    pool.list[2].belief = Belief{90, 9, 0.99};
    const ReadyPool ready(pool);
    const std::vector<ModelBelief>& beliefs = ready.beliefs();
    CHECK(beliefs[0].mu_ms == 20);  // of the parent, not of what is left above zero
    CHECK(beliefs[0].sigma_ms == 20);
    CHECK(beliefs[0].accuracy == 0.5);
    CHECK(beliefs[1].mu_ms == 6);
    CHECK(beliefs[1].sigma_ms == Approx(12 / std::sqrt(12)));
    CHECK(beliefs[2].mu_ms == 90);
    CHECK(beliefs[2].sigma_ms == 9);
    CHECK(beliefs[2].accuracy == 0.99);
    for (uint16_t m = 0; m < 3; ++m) CHECK(beliefs[m].model == m);
    // The truth is not touched by it.
    CHECK(ready.accuracy(2) == 0.7);
    CHECK(times_ms(ready, 2, 200)[7] == Approx(30).margin(6));
}

TEST_CASE("a pool's places by true accuracy, of equals the first", "[world]") {
    ModelPool pool;
    for (double accuracy : {0.5, 0.9, 0.5, 0.7, 0.9}) {
        pool.list.push_back(model("m" + std::to_string(pool.list.size()), accuracy, 1, 0));
    }
    pool.list[0].belief = Belief{1, 0, 1};
    const ReadyPool ready(pool);
    CHECK(ready.by_accuracy() == std::vector<uint16_t>{1, 4, 3, 0, 2});
    CHECK(ready.accuracies() == std::vector<double>{0.5, 0.9, 0.5, 0.7, 0.9});
    CHECK(ready.names()[3] == "m3");
}

TEST_CASE("models that cannot be are the user's mistake", "[world]") {
    const auto validated = [](const Model& m) { describe(Tag<Model>{}).validate(&m); };
    CHECK_NOTHROW(validated(model("a", 0.5, 20, 5)));
    CHECK_NOTHROW(validated(of_law("a", 0.5, Constant{5})));
    Model both = model("a", 0.5, 20, 5);
    both.law = Constant{5};
    CHECK_THROWS_WITH(validated(both), Catch::Contains("'a'"));
    Model neither;
    neither.name = "b";
    CHECK_THROWS_WITH(validated(neither), Catch::Contains("'b'"));

    ModelPool twice;
    twice.list = {model("a", 0.5, 20, 5), model("b", 0.5, 20, 5), model("a", 0.6, 20, 5)};
    CHECK_THROWS_WITH(describe(Tag<ModelPool>{}).validate(&twice), Catch::Contains("'a'"));

    ModelPool impossible;
    impossible.list = {of_law("a", 0.5, Uniform{9, 1})};
    CHECK_THROWS_AS(ReadyPool(impossible), UserError);
}

}  // namespace
}  // namespace mdisim
