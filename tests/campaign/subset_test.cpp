// The search for the smallest set, on pools in which the answer is known.
#include "sim/campaign/subset.hpp"

#include <catch2/catch.hpp>

#include "sim/report/subsets.hpp"
#include "sim/scenario/document.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// 10 ms of network, exactly. The most accurate model within the budget is used: "low" at 20 ms,
// "mid" at 40, "high" at 100. "worse" is slower than "mid" and less accurate; nobody misses it.
std::string pool(const std::string& more = "",
                 const std::string& select = R"(["most_accurate_within_budget", "clairvoyant"])") {
    return R"({"version": 1, "requests": 20, "replications": 3, "sla_ms": 100,
"models": {"list": [
  {"name": "low", "accuracy": 0.5, "mean_ms": 5},
  {"name": "worse", "accuracy": 0.55, "mean_ms": 25},
  {"name": "mid", "accuracy": 0.6, "mean_ms": 20},
  {"name": "high", "accuracy": 0.9, "mean_ms": 80})" +
           more + R"(]},
"network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 10},
            "measures": "round_trip"},
"policies": )" +
           select + R"(, "sweep": {"sla_ms": [20, 40, 100]}})";
}

SubsetSearch search(const std::string& text, double within, size_t few = 8, unsigned jobs = 1,
                    const std::string& policy = "") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", text));
    Store store = Store::in_memory();
    return find_subset(scenario, store, {within, policy, jobs, few});
}

std::vector<std::string> smallest(const SubsetSearch& found) {
    std::vector<std::string> names;
    for (uint16_t m : found.best[found.smallest].models) names.push_back(found.models[m]);
    return names;
}

using Names = std::vector<std::string>;

TEST_CASE("the smallest set is found, by trying all and by taking away", "[campaign]") {
    for (const size_t few : {8u, 0u}) {
        CHECK((smallest(search(pool(), 0, few)) == Names{"low", "mid", "high"}));
        CHECK((smallest(search(pool(), 0.11, few)) == Names{"low", "high"}));
        CHECK((smallest(search(pool(), 0.41, few)) == Names{"low"}));
    }
}

TEST_CASE("losses are those of the worst point, and exact where nothing is left to chance",
          "[campaign]") {
    const SubsetSearch found = search(pool(), 0.1);
    REQUIRE(found.best.size() == 4);
    CHECK(found.best[3].worst.interval.high == 0);
    CHECK(found.best[2].worst.interval.high == Approx(0).margin(1e-12));
    CHECK(found.best[1].worst.interval.mean == Approx(0.1));
    CHECK(found.best[1].worst.point == 1);
    CHECK(found.best[0].worst.interval.mean == Approx(0.4));
    CHECK(found.best[0].worst.point == 2);
}

TEST_CASE("points that draw otherwise have draws of their own", "[campaign]") {
    const std::string quick = R"({"from": 0, "to": 0.1})";
    const std::string slow = R"({"from": 0.9, "to": 1})";
    for (const std::string& parts : {quick + ", " + slow, slow + ", " + quick}) {
        std::string text = pool();
        const auto put = [&text](const std::string& what, const std::string& other) {
            REQUIRE(text.find(what) != std::string::npos);
            text.replace(text.find(what), what.size(), other);
        };
        put(R"({"kind": "constant", "value_ms": 10})",
            R"({"kind": "uniform", "low_ms": 10, "high_ms": 100})");
        put(R"({"sla_ms": [20, 40, 100]})", R"({"network_draws": [)" + parts + "]}");
        put(R"("sla_ms": 100,)", R"("sla_ms": 110,)");
        CHECK((smallest(search(text, 0)) == Names{"low", "high"}));
    }
}

TEST_CASE("it says whether all sets were tried", "[campaign]") {
    const SubsetSearch all = search(pool(), 0, 4);
    CHECK(all.exhaustive);
    CHECK(all.tried == 15);
    const SubsetSearch some = search(pool(), 0, 3);
    CHECK_FALSE(some.exhaustive);
    CHECK(some.tried == 10);
    for (size_t i = 0; i + 1 < some.best.size(); ++i) {
        CHECK(std::includes(some.best[i + 1].models.begin(), some.best[i + 1].models.end(),
                            some.best[i].models.begin(), some.best[i].models.end()));
    }
}

TEST_CASE("any number of jobs finds the same, and a second time nothing is computed",
          "[campaign]") {
    const TemporaryFolder folder;
    std::string random = pool();
    random.replace(random.find(R"("constant", "value_ms": 10)"), 26,
                   R"("exponential", "mean_ms": 10)");
    const Scenario scenario = Scenario::load(folder.write("s.json", random));
    Store store = Store::in_memory();
    const std::string first =
        dump(subset_document(scenario, find_subset(scenario, store, {0.01, "", 1})), 1);
    CHECK(store.rows() == 15 * 3 * 3);
    CHECK(dump(subset_document(scenario, find_subset(scenario, store, {0.01, "", 4})), 1) == first);
    CHECK(store.rows() == 15 * 3 * 3);
    Store fresh = Store::in_memory();
    CHECK(dump(subset_document(scenario, find_subset(scenario, fresh, {0.01, "", 4})), 1) == first);
}

TEST_CASE("what is kept are the accuracies of the cells themselves", "[campaign]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", pool()));
    Store store = Store::in_memory();
    const SubsetSearch bound = find_subset(scenario, store, {0, "clairvoyant", 2});
    CHECK(bound.policy == "clairvoyant");
    CHECK((smallest(bound) == Names{"low", "mid", "high"}));
    CHECK(search(pool(), 0).policy == "most_accurate_within_budget");
}

// The pool, on a phone that has a model of its own.
std::string with_a_phone(const std::string& policies) {
    std::string text = pool("", policies);
    return text.insert(text.find("\"network\""),
                       R"("phone": {"models": {"list": [
    {"name": "own", "accuracy": 0.4, "mean_ms": 2}]}, "model": "own"}, )");
}

TEST_CASE("by default MDInference's need is asked for, wherever it stands", "[campaign]") {
    const SubsetSearch found =
        search(with_a_phone(R"(["fastest", {"name": "on the phone", "select": "mdinference",
                                     "place": "phone"}, "mdinference"])"),
               0);
    CHECK(found.policy == "mdinference");
    CHECK((found.other_policies == Names{"on the phone", "fastest"}));
}

TEST_CASE("all sets of up to fifteen models are tried, and those of many are not kept",
          "[campaign]") {
    std::string more;
    for (int m = 4; m < 10; ++m) {
        more +=
            R"(, {"name": "more )" + std::to_string(m) + R"(", "accuracy": 0.4, "mean_ms": 90})";
    }
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", pool(more)));
    Store store = Store::in_memory();
    SubsetOptions options;
    options.within = 0.11;
    CHECK(options.few_models == 15);
    const SubsetSearch all = find_subset(scenario, store, options);
    CHECK(all.exhaustive);
    CHECK(all.tried == 1023);
    CHECK((smallest(all) == Names{"low", "high"}));
    CHECK(store.rows() == 3 * 3);  // those with all models
}

TEST_CASE("by default the first policy that sends requests to the cloud is taken", "[campaign]") {
    const std::string alone = R"({"name": "phone only", "place": "phone"})";
    const std::string text = with_a_phone("[" + alone +
                                          R"(, "clairvoyant", "most_accurate_within_budget",
        {"name": "other", "select": "fastest"}])");
    const SubsetSearch found = search(text, 0);
    CHECK(found.policy == "most_accurate_within_budget");
    CHECK((found.other_policies == Names{"phone only", "other"}));
    CHECK((smallest(found) == Names{"low", "mid", "high"}));
    CHECK(search(text, 0, 8, 1, "other").other_policies.empty());

    const auto problems = problems_of([&] { search(with_a_phone("[" + alone + "]"), 0); });
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].what ==
          "no policy of the scenario sends a request to the cloud (phone only), so no policy needs "
          "any "
          "of the cloud's models");
}

TEST_CASE("names of models are folded at the width asked for, and never broken", "[campaign]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", pool()));
    SubsetSearch found;
    found.policy = "fastest";
    found.models = {"Réseau profond 152", "Réseau profond 50", "Réseau large 8"};
    found.best = {{{0}, {}}, {{0, 1}, {}}, {{0, 1, 2}, {}}};
    found.smallest = 2;
    const std::string text = subset_text(scenario, found, 40);
    CHECK_THAT(text, Catch::EndsWith("\n  Réseau profond 152, Réseau profond 50,\n"
                                     "  Réseau large 8\n"));
}

TEST_CASE("the table fits a terminal and tells the answer", "[campaign]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", pool()));
    Store store = Store::in_memory();
    const std::string text = subset_text(scenario, find_subset(scenario, store, {0.11, "", 1}));
    CHECK(text ==
          "most_accurate_within_budget, 3 points: 15 sets of models tried, which are all sets\n"
          "  models   worst loss of effective accuracy, in points\n"
          "       4    0.00 ±0.00  at sla_ms=20\n"
          "       3    0.00 ±0.00  at sla_ms=20\n"
          "           without worse\n"
          "       2   10.00 ±0.00  at sla_ms=40\n"
          "           without mid\n"
          "       1   40.00 ±0.00  at sla_ms=100\n"
          "           without high\n"
          "the smallest set within 11.00 points of all 4: 2 models\n"
          "  low, high\n");
}

TEST_CASE("what cannot be compared is refused", "[campaign]") {
    CHECK_THROWS_AS(search(pool(), 0, 8, 1, "mdinference"), UserError);
    CHECK_THROWS_AS(search(pool("", R"(["clairvoyant"])"), 0), UserError);
    std::string once = pool();
    once.replace(once.find("\"replications\": 3"), 17, "\"replications\": 1");
    CHECK_THROWS_AS(search(once, 0), UserError);
}

}  // namespace
}  // namespace mdisim
