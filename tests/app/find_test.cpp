// `mdisim find` as its users meet it, on scenarios whose answers are known in closed form.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/engine/math.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

// M/M/c. Requests wait for a server with the chance of Erlang's formula.
constexpr auto queue = R"({"version": 1, "requests": 20000, "warm_up_requests": 1000,
"replications": 10, "sla_ms": 1000, "workload": {"kind": "poisson", "rate_per_s": 50},
"models": {"family": "exponential", "list": [{"name": "m", "accuracy": 1, "mean_ms": 100}]},
"servers": {"replicas": 8}, "policies": ["fastest"]})";

// The uplink is known when a model is chosen, the downlink is not. The slow model is right more
// often; it is taken if its believed time fits into what the uplink, twice, leaves of the deadline.
constexpr auto two_models = R"({"version": 1, "requests": 4000, "replications": 10, "sla_ms": 200,
"models": {"family": "constant", "list": [
  {"name": "fast", "accuracy": 0.5, "mean_ms": 5},
  {"name": "slow", "accuracy": 0.9, "mean_ms": 60, "belief": {"accuracy": 0.9, "mean_ms": 60}}]},
"network": {"kind": "latency", "directions": "independent",
            "latency": {"kind": "lognormal", "mean_ms": 60, "sd_ms": 40}},
"policies": ["dynamic_greedy"]})";

double chance_of_waiting(int servers, double load) {
    if (load >= servers) return 1;
    double blocked = 1;
    for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
    return blocked / (1 - load / servers * (1 - blocked));
}

int servers_for(double load, double most) {
    int servers = 1;
    while (chance_of_waiting(servers, load) > most) ++servers;
    return servers;
}

// The share of one way's latencies of two_models up to t.
double lognormal_below(double t) {
    if (t <= 0) return 0;
    const double variance = std::log(1 + 40.0 * 40.0 / (60.0 * 60.0));
    return normal_below((std::log(t / 60) + variance / 2) / std::sqrt(variance));
}

// The effective accuracy of two_models with this belief about the slow model: the integral over the
// uplink t of what the model that is taken then is worth.
double effective_with(double belief_ms) {
    constexpr double step = 0.01;
    double sum = 0;
    for (double t = 0; t < 200; t += step) {
        const double density = lognormal_below(t + step) - lognormal_below(t);
        const double middle = t + step / 2;
        sum += density * (2 * middle + belief_ms <= 200 ? 0.9 * lognormal_below(140 - middle)
                                                        : 0.5 * lognormal_below(195 - middle));
    }
    return sum;
}

struct FindFolder {
    TemporaryFolder folder;
    Surroundings around;

    explicit FindFolder(const char* scenario) {
        around.folder = folder.path();
        folder.write("s.json", scenario);
    }
    Ended find(const Words& more) const {
        Words words = {"find", "s.json", "--no-figures"};
        words.insert(words.end(), more.begin(), more.end());
        return run_program(words, around);
    }
    Node document(Words more, int code = 0) const {
        more.push_back("--json");
        const Ended ended = find(more);
        CAPTURE(ended.err);
        CHECK(ended.code == code);
        return parse_document(ended.out, "stdout");
    }
};

double number(const Node& node, const std::vector<std::string>& path) {
    const Node* at = &node;
    for (const std::string& key : path) {
        REQUIRE(at->find(key) != nullptr);
        at = at->find(key);
    }
    return at->as_number();
}

const Words fewest = {"--vary",    "servers.replicas=1:64:1",
                      "--least",   "servers.replicas",
                      "--so-that", "waited <= 0.2"};

// The text with one blank in place of every gap.
std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
    }
    return line;
}

Words joint(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace

TEST_CASE("the servers that Erlang's formula asks for are found, at ten loads",
          "[app][find][long]") {
    const FindFolder place(queue);
    for (const int load : {2, 4, 7, 9, 10, 14, 16, 24, 30, 36}) {
        CAPTURE(load);
        const int servers = servers_for(load, 0.2);
        REQUIRE(chance_of_waiting(servers, load) < 0.19);
        REQUIRE(chance_of_waiting(servers - 1, load) > 0.21);
        const Node found = place.document(
            joint(fewest, {"--set", "workload.rate_per_s=" + std::to_string(10 * load)}));
        CHECK(number(found, {"best", "servers.replicas"}) == servers);
        CHECK(found.find("where")->items.size() <= 2);
        CHECK(found.find("targets_are")->text == "monotone");
        CHECK(5 * number(found, {"requests", "looked_at"}) <=
              number(found, {"requests", "of_all_settings"}));
    }
}

TEST_CASE("the optimum of a closed form is found, and its value is in the interval",
          "[app][find][long]") {
    double best_ms = 0;
    for (double ms = 0; ms <= 150; ++ms) {
        if (effective_with(ms) > effective_with(best_ms)) best_ms = ms;
    }
    REQUIRE(best_ms > 10);
    REQUIRE(best_ms < 140);
    const FindFolder place(two_models);
    const Words question = {"--vary", "models.list.slow.belief.mean_ms=0:150:1", "--most",
                            "effective_accuracy"};
    constexpr int seeds = 40;
    int held = 0;
    int where = 0;
    size_t told = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const Node found =
            place.document(joint(question, {"--set", "seed=" + std::to_string(seed)}));
        const double at = number(found, {"best", "models.list.slow.belief.mean_ms"});
        const double truth = effective_with(at);
        CHECK(effective_with(best_ms) - truth < 0.004);
        held += number(found, {"metrics", "effective_accuracy", "low"}) <= truth &&
                truth <= number(found, {"metrics", "effective_accuracy", "high"});
        told += found.find("where")->items.size();
        for (const Node& one : found.find("where")->items)
            where += one.find("models.list.slow.belief.mean_ms")->as_number() == best_ms;
        CHECK(5 * number(found, {"requests", "looked_at"}) <=
              number(found, {"requests", "of_all_settings"}));
    }
    CHECK(held >= 34);
    CHECK(where >= 36);
    CHECK(told <= seeds * 75);
}

TEST_CASE("asking again is free, and the run of the best is in the store", "[app][find]") {
    const FindFolder place(queue);
    const Words question = joint(fewest, {"--set", "requests=2000"});
    const Node first = place.document(question);
    CHECK(number(first, {"requests", "computed"}) == number(first, {"requests", "looked_at"}));
    const Node again = place.document(joint(question, {"--jobs", "1"}));
    CHECK(number(again, {"requests", "computed"}) == 0);
    Node compared = again;
    compared.set("requests", *first.find("requests"));
    CHECK(dump(compared) == dump(first));

    const std::string best =
        std::to_string(static_cast<int>(number(first, {"best", "servers.replicas"})));
    CHECK(first.find("command")->text ==
          "mdisim run s.json --set requests=2000 --set replications=20 --set servers.replicas=" +
              best);
    const Ended dry =
        run_program({"run", "s.json", "--set", "requests=2000", "--set", "replications=20", "--set",
                     "servers.replicas=" + best, "--dry-run"},
                    place.around);
    CHECK_THAT(dry.out, Catch::Contains("done: 1 cell; left: 0 requests"));
    CHECK(std::filesystem::exists(place.folder.path("results/s/find/figures/found.json")));
    CHECK(std::filesystem::exists(place.folder.path("results/s/find/found.json")));
}

TEST_CASE("a percentile is judged by the share beyond its limit, which is shown", "[app][find]") {
    const FindFolder place(queue);
    const Ended ended =
        place.find({"--vary", "servers.replicas=4:24:1", "--least", "servers.replicas", "--so-that",
                    "wait_ms_p99 <= 40", "--set", "requests=4000"});
    CHECK(ended.code == 0);
    // Of an M/M/c queue, C exp(-(c mu - lambda) t) wait for longer than t: 1.6 % of those behind 9
    // servers, 0.5 % behind 10.
    CHECK_THAT(ended.out, Catch::Contains("servers.replicas = 10\n"));
    CHECK_THAT(ended.out, Catch::Contains("above 40 ms %"));
    CHECK_THAT(ended.out, Catch::Contains("(target: at most 1 %)"));
}

TEST_CASE("questions without an answer are answered, too", "[app][find]") {
    const FindFolder place(queue);
    const Words small = {"--set",     "requests=2000", "--least", "servers.replicas",
                         "--so-that", "waited <= 0.2"};
    const Ended none = place.find(joint(small, {"--vary", "servers.replicas=1:4:1"}));
    CHECK(none.code == 3);
    CHECK_THAT(none.out, Catch::Contains("none: no setting of the range meets the target"));
    CHECK_THAT(none.out, Catch::Contains("closest"));
    const Ended all = place.find(joint(small, {"--vary", "servers.replicas=20:24:1"}));
    CHECK(all.code == 0);
    CHECK_THAT(all.out, Catch::Contains("servers.replicas = 20\n"));
    CHECK_THAT(all.out, Catch::Contains("every setting of the range meets"));
}

TEST_CASE("a question that makes no sense is refused with all that is wrong", "[app][find]") {
    const FindFolder place(queue);
    const auto refused = [&](const Words& words, const std::string& why) {
        const Ended ended = place.find(words);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.err, Catch::Contains(why));
        CHECK(ended.out.empty());
        CHECK_FALSE(std::filesystem::exists(place.folder.path("results")));
    };
    const Words vary = {"--vary", "servers.replicas=1:9:1"};
    refused({"--most", "attainment"}, "needs --vary");
    refused(vary, "needs a goal");
    refused(joint(vary, {"--most", "atainment"}), "Did you mean 'attainment'?");
    refused(joint(vary, {"--most", "atainment", "--so-that", "waitd <= 0.2"}),
            "Did you mean 'waited'?");
    refused(joint(vary, {"--most", "attainment", "--so-that", "waited = 0.2"}),
            "expected 'METRIC >= VALUE'");
    refused(joint(vary, {"--most", "attainment", "--so-that", "waited of fastets <= 0.2"}),
            "Did you mean 'fastest'?");
    refused(joint(vary, {"--least", "servers.replicas"}), "add --so-that");
    refused(joint(vary, {"--vary", "workload.rate_per_s=10:40:10", "--least", "servers.replicas",
                         "--most", "workload.rate_per_s"}),
            "nothing has to be run");
    refused({"--vary", "seed=1:9:1", "--most", "attainment"}, "--vary seed: ");
    refused({"--vary", "replications=4:9:1", "--most", "attainment"}, "--vary replications: ");
    for (const char* limit : {"inf", "nan", "1e999", "0.2x"}) {
        refused(
            joint(vary, {"--most", "attainment", "--so-that", std::string("waited <= ") + limit}),
            std::string("'") + limit + "' is neither a finite number nor a metric");
    }
    refused({"--vary", "servers.replicas=9:1:1", "--most", "attainment"},
            "a range needs a step that leads from its start to its end");
    refused({"--vary", "servers.replicsa=1:9:1", "--most", "attainment"}, "servers.replicsa");
    refused(joint(vary, {"--most", "attainment", "--set", "replications=2"}), "at least 4");
    refused(
        joint(vary, {"--most", "attainment", "--set", "policies=[\"fastest\", \"pure_random\"]"}),
        "choose one of them with --policy (fastest, pure_random)");
    refused(joint(vary, {"--most", "attainment", "--set", "seed=1", "--policy", "fastets"}),
            "Did you mean 'fastest'?");
}

// The truth is of runs a hundred times as long, by '.ci/finding PROGRAM record'.
TEST_CASE("the rate up to which a deeper model pays is among those that may be it",
          "[app][find][long]") {
    const Node truth = parse_document(read_text("tests/validation/crossover.json"), "truth");
    const double crossover = number(truth, {"crossover"});
    const FindFolder place(R"({"version": 1, "requests": 2000, "warm_up_requests": 200,
"replications": 10, "sla_ms": 750, "workload": {"kind": "poisson", "rate_per_s": 10},
"models": {"profile": "models/resnet_cpu"},
"servers": {"replicas": 4, "threads": 4, "queue": "earliest_deadline", "choose_at": "start"},
"policies": [{"name": "101", "control": {"policy": "hold", "model": "ResNet-101"}},
             {"name": "152", "control": {"policy": "hold", "model": "ResNet-152"}}]})");
    constexpr int seeds = 10;
    int held = 0;
    size_t told = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const Node found = place.document(
            {"--vary", "workload.rate_per_s=10:30:0.5", "--most", "workload.rate_per_s",
             "--so-that", "effective_accuracy of 152 >= effective_accuracy of 101", "--policy",
             "152", "--set", "seed=" + std::to_string(seed)});
        told += found.find("where")->items.size();
        for (const Node& one : found.find("where")->items)
            held += one.find("workload.rate_per_s")->as_number() == crossover;
    }
    CHECK(held >= 8);
    CHECK(told <= seeds * 20);
}

TEST_CASE("one policy may be held against another", "[app][find]") {
    // Up to some load the slow model answers in time, too.
    const FindFolder place(R"({"version": 1, "requests": 4000, "replications": 10, "sla_ms": 300,
"workload": {"kind": "poisson", "rate_per_s": 5},
"models": {"family": "constant", "list": [{"name": "fast", "accuracy": 0.5, "mean_ms": 20},
                                          {"name": "slow", "accuracy": 0.9, "mean_ms": 100}]},
"servers": {"replicas": 1},
"policies": [{"name": "fast", "select": "fastest"},
             {"name": "slow", "select": "most_accurate"}]})");
    const Node found = place.document(
        {"--vary", "workload.rate_per_s=1:20:0.5", "--most", "workload.rate_per_s", "--so-that",
         "effective_accuracy of slow >= effective_accuracy of fast", "--policy", "slow"});
    // M/D/1: at 8/s about 4 of 5 answers are in time, at 9/s fewer than 5 of 9.
    const double rate = number(found, {"best", "workload.rate_per_s"});
    // Every replication is a run of each of the two policies.
    double runs = 0;
    for (const Node& tried : found.find("tried")->items)
        runs += 2 * (number(tried, {"searched"}) + number(tried, {"fresh"}));
    CHECK(number(found, {"requests", "looked_at"}) == 4000 * runs);
    CHECK(number(found, {"requests", "runs"}) == runs);
    CHECK(rate >= 8);
    CHECK(rate <= 9.5);
    CHECK(number(found, {"metrics", "effective_accuracy of slow less effective_accuracy of fast",
                         "mean"}) > 0);
}

TEST_CASE("a metric that is a goal and has targets is told once, with both of them",
          "[app][find]") {
    const FindFolder place(queue);
    const Words question = {"--vary",    "servers.replicas=6:13:1",
                            "--most",    "waited",
                            "--so-that", "waited <= 0.2",
                            "--so-that", "waited >= 0.01",
                            "--set",     "requests=2000"};
    const Ended ended = place.find(question);
    CHECK_THAT(on_one_line(ended.out),
               Catch::Contains("(target: waited <= 0.2 and waited >= 0.01)"));
    const Node found = place.document(question);
    REQUIRE(found.find("metrics")->members.size() == 1);
    CHECK(found.find("metrics")->members.front().first == "waited");
}

TEST_CASE("a goal that is a percentile says how settings are compared", "[app][find]") {
    const FindFolder place(queue);
    const Words question = {"--vary", "servers.replicas=6:13:1", "--set", "requests=2000"};
    const auto compared = Catch::Contains("compared by the mean of their replications'");
    const auto said_of = [&](const Words& goal) {
        return on_one_line(place.find(joint(question, goal)).out);
    };
    CHECK_THAT(said_of({"--least", "wait_ms_p99"}), compared);
    CHECK_THAT(said_of({"--least", "wait_ms_mean"}), !compared);
    CHECK_THAT(said_of({"--least", "wait_ms_p99", "--least", "servers.replicas"}), compared);
}

TEST_CASE("what is taken for granted is said, and nothing else", "[app][find]") {
    const FindFolder place(queue);
    const auto assumed = [&](const Words& more) {
        const Ended ended = place.find(joint(more, {"--set", "requests=2000"}));
        const size_t at = ended.out.find("  assumed ");
        REQUIRE(at != std::string::npos);
        const size_t end = ended.out.find("  looked at", at);
        return on_one_line(ended.out.substr(at, end - at));
    };
    // No setting meets the target, so nothing was assumed of the goal.
    CHECK_THAT(assumed({"--vary", "servers.replicas=1:4:1", "--least", "wait_ms_mean", "--so-that",
                        "waited <= 0.2"}),
               !Catch::Contains("goal"));
    // All of few settings are compared with each other, whatever the goal's shape.
    CHECK(assumed({"--vary", "servers.replicas=6:9:1", "--least", "wait_ms_mean"}) ==
          "assumed nothing: every setting was looked at ");
    // Named choices have no order.
    CHECK(assumed({"--vary", "models.family=exponential,constant", "--least", "wait_ms_mean"}) ==
          "assumed nothing: every setting was looked at ");
    CHECK(assumed({"--vary", "servers.replicas=6:30:1", "--least", "wait_ms_mean"}) ==
          "assumed the goal has one peak. What was looked at does not speak against it ");
}

TEST_CASE("two goals have a front, in a table and in a figure with names", "[app][find]") {
    const FindFolder place(queue);
    const Words question = {"--vary",  "servers.replicas=6:13:1",
                            "--least", "servers.replicas",
                            "--least", "wait_ms_mean",
                            "--set",   "requests=2000"};
    const Ended ended = place.find(question);
    CHECK(ended.code == 0);
    CHECK_THAT(ended.out, Catch::Contains("front"));
    const Node found = place.document(question);
    CHECK(found.find("front")->items.size() == 8);
    const Node figure = parse_document(
        read_text(place.folder.path("results/s/find/figures/found.json")), "found.json");
    CHECK(figure.find("series")->items.size() == 8);
    const Ended limited = place.find(joint(question, {"--so-that", "waited <= 0.2"}));
    CHECK_THAT(on_one_line(limited.out),
               Catch::Contains("on the wrong side of a target, as far as means tell"));
    CHECK_THAT(limited.out, !Catch::Contains("shown to be worse in one goal"));
    CHECK(figure.find("plots")->items.front().find("front") != nullptr);
}

}  // namespace mdisim
