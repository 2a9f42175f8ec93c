// Classes of requests as a scenario states them, and what is said of mistakes.
#include "sim/engine/time.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

std::string text_with(const std::string& classes, const std::string& more = "") {
    return R"({"version": 1, "requests": 9, "sla_ms": 7,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "policies": ["fastest"], "classes": )" +
           classes + more + "}";
}

// "[pointer] what" of everything that is wrong.
Lines wrong_in(const std::string& text) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.json", text);
    Lines lines;
    for (const Problem& p : problems_of([&] { Scenario::load(file); })) {
        lines.push_back("[" + p.pointer + "] " + p.what);
    }
    return lines;
}

constexpr auto two = R"([{"name": "a", "share": 0.25, "sla_ms": 3}, {"name": "b", "share": 0.75}])";

}  // namespace

TEST_CASE("classes are read with their deadlines and named in metrics", "[classes]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", text_with(two)));
    const ReadyWorld& world = *scenario.point(0).world;
    CHECK(world.classes().names() == Lines{"a", "b"});
    CHECK(world.classes().sla(0, Duration::from_ms(7)) == Duration::from_ms(3));
    Lines names;
    for (const MetricInfo& info : metric_infos(world.grading())) {
        if (info.name.ends_with(".b")) names.push_back(info.name);
    }
    CHECK(names ==
          Lines{"attainment.b", "effective_accuracy.b", "latency_ms_mean.b", "latency_ms_p99.b"});
}

TEST_CASE("mistakes in classes are told all at once", "[classes]") {
    const Lines wrong = wrong_in(text_with(R"([
        {"name": "a", "share": 0.5, "workload": {"kind": "poisson", "rate_per_s": 1}},
        {"name": "b", "share": 0.5, "slams": 3},
        {"name": "c", "share": 1.5},
        {"name": "d"},
        {"name": "e", "share": 0.5, "sla_ms": 1, "sla_factor": 2}])"));
    CAPTURE(wrong);
    REQUIRE(wrong.size() == 5);
    CHECK(wrong[0] ==
          "[/classes/0] the class 'a' has a share and a workload of its own: it is one "
          "or the other");
    CHECK(wrong[1] == "[/classes/1/slams] class has no 'slams'. Did you mean 'sla_ms'?");
    CHECK(wrong[2].starts_with("[/classes/2/share] expected a number"));
    CHECK(wrong[4] ==
          "[/classes/3] the class 'd' needs a 'share' of the workload or a 'workload' "
          "of its own");
    CHECK(wrong[3] ==
          "[/classes/4] the class 'e' has 'sla_ms' and 'sla_factor': it is one or the other");
}

TEST_CASE("classes must fit each other", "[classes]") {
    CHECK(wrong_in(text_with(two)).empty());
    CHECK(wrong_in(text_with(R"([{"name": "a", "share": 0.5}, {"name": "a", "share": 0.4}])")) ==
          Lines{"[] two classes are called 'a'",
                "[] the shares of the classes add up to 0.900000, not 1"});
    const std::string own = R"({"name": "b", "workload": {"kind": "poisson", "rate_per_s": 1}})";
    CHECK(wrong_in(text_with(R"([{"name": "a", "share": 1}, )" + own + "]")).front() ==
          "[] some classes have a share, others a workload of their own: it is one or the other");
    CHECK(wrong_in(text_with("[" + own + "]",
                             R"(, "workload": {"kind": "poisson", "rate_per_s": 1})")) ==
          Lines{"[/workload] the classes have workloads of their own"});
    CHECK(wrong_in(text_with("[" + own + "]")).empty());
}

TEST_CASE("a payload of a class and a front that sends a payload do not fit", "[classes]") {
    const std::string phone = R"(, "phone": {"model": "P", "fronts": [{"name": "F", "mean_ms": 1}],
        "models": {"list": [{"name": "P", "accuracy": 0.4, "mean_ms": 1}]}})";
    const std::string classes = R"([{"name": "a", "share": 1, "payload": {"up_kb": 3}}])";
    CHECK(wrong_in(text_with(classes, phone)) ==
          Lines{"[] the class 'a' has a payload: the front 'F' must say its 'sent_kb'"});
}

TEST_CASE("a file that a class names is found beside the scenario", "[classes]") {
    const TemporaryFolder folder;
    folder.write("stamps.csv", "0\n1\n4\n");
    const auto text = [](const std::string& name) {
        return text_with(R"([{"name": "a", "workload": {"kind": "trace", "file": ")" + name +
                         R"("}}])");
    };
    const Scenario scenario =
        Scenario::load(folder.write("s.json", text("stamps.csv")), {{{"requests", "3"}}, {}});
    CHECK(scenario.point(0).world->workloads().longest() == 3);
    const Node resolved = scenario.resolved(0);
    CHECK(resolved.find("classes")->items[0].find("workload")->find("digest") != nullptr);
    const std::string lost = folder.write("lost.json", text("lost.csv"));
    const std::vector<Problem> problems = problems_of([&] { Scenario::load(lost); });
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().pointer == "/classes/0/workload/file");
}

TEST_CASE("figures name the metrics of classes", "[classes]") {
    const auto with_figure = [](const std::string& y) {
        return text_with(two, R"(, "sweep": {"sla_ms": [1, 2]},
            "figures": [{"name": "f", "x": "sla_ms", "y": ")" +
                                  y + "\"}]");
    };
    CHECK(wrong_in(with_figure("attainment.a")).empty());
    CHECK(wrong_in(with_figure("attainment.c")) ==
          Lines{"[/figures/0/y] there is no metric 'attainment.c'. Did you mean 'attainment.a'?"});
}

}  // namespace mdisim
