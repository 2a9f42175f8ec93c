#include "sim/scenario/figure.hpp"

#include <cstdint>

#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

// Two axes, two policies, two models, two published curves; and these figures, one a line.
constexpr auto head = R"({"version": 1, "requests": 5, "sla_ms": 100,
  "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                      {"name": "B", "accuracy": 0.7, "mean_ms": 9}]},
  "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
  "policies": ["fastest", "mdinference"], "series": {"window_s": 2},
  "sweep": {"sla_ms": [10, 20.0], "servers": [{"label": "one", "replicas": 1},
                                            {"label": "two", "replicas": 2}]},
  "records": {"requests": 2}, "figures": [
)";

Scenario with_figures(const std::string& figures, const Overrides& overrides = {}) {
    const TemporaryFolder folder;
    folder.write("profiles/published/curve.csv", "series,metric,x,y\nfastest,regret,1,2\n");
    folder.write("profiles/published/broken.csv", "series,metric,x,y\nfastest,regret,1\n");
    const std::string file = folder.write("s.json", head + figures + "\n]}");
    return Scenario::load(file, overrides);
}

// Line and column among the figures, the pointer, and what is said.
Lines said_of_figures(const std::string& figures, const Overrides& overrides = {}) {
    Lines lines;
    for (const Problem& p : problems_of([&] { with_figures(figures, overrides); })) {
        const size_t colon = p.where.rfind(':', p.where.rfind(':') - 1);
        lines.push_back(p.where.substr(colon + 1) + " " + p.pointer + " " + p.what);
    }
    return lines;
}

// A right figure with these members beside its name.
std::string figure(const std::string& members) { return R"({"name": "f", )" + members + "}"; }

constexpr auto one_place = R"("where": {"servers": "one"})";

// The mistakes in one figure, which has nothing else wrong with it.
void check_mistake(const std::string& members, const std::string& pointer,
                   const std::string& what) {
    const Lines lines = said_of_figures(figure(members));
    CAPTURE(members, lines);
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Catch::Contains(" " + pointer + " ") && Catch::Contains(what));
}

Labels labels_of(const std::string& json, std::vector<std::string>* told = nullptr) {
    FigureWords words;
    words.axes = {{"sla_ms", {Node(int64_t{100}), Node(int64_t{200})}},
                  {"phone.profile", {Node(std::string("phones/pixel2"))}}};
    std::vector<Problem> problems;
    const Labels labels = read_labels(parse_document(json, "labels"), words, problems);
    for (const Problem& problem : problems) {
        if (told != nullptr) told->push_back(problem.pointer + ": " + problem.what);
    }
    if (told == nullptr) CHECK(problems.empty());
    return labels;
}

Scenario labelled(const Overrides& overrides) {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", R"({"version": 1, "requests": 5, "sla_ms": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
        "policies": ["fastest"], "sweep": {"sla_ms": [100, 200]},
        "labels": {"policy": {"values": {"fastest": "who is quick"}},
                   "sla_ms": {"title": "patience, ms", "values": {"100": "little"}}}})"),
                          overrides);
}

}  // namespace

TEST_CASE("a figure is read with its defaults", "[figure]") {
    const Scenario scenario =
        with_figures(figure(R"("x": "sla_ms", "y": "regret", )" + std::string(one_place)));
    REQUIRE(scenario.figures().size() == 1);
    const Figure& f = scenario.figures()[0];
    CHECK(f.name == "f");
    CHECK(f.kind == FigureKind::lines);
    CHECK(f.x == "sla_ms");
    CHECK(f.y == Lines{"regret"});
    CHECK(f.series == "policy");
    CHECK(f.panels.empty());
    CHECK(f.y_scale == AxisScale::linear);
    REQUIRE(f.where.size() == 1);
    CHECK(f.where[0].axis == "servers");
    CHECK(f.where[0].labels == Lines{"one"});
}

TEST_CASE("every kind of figure can be declared", "[figure]") {
    const std::string right =
        GENERATE(as<std::string>{},
                 R"("x": "sla_ms", "y": ["regret", "usage.A"], "where": {}, )"
                 R"("panels": "servers", "y_labels": ["a", "b"])",
                 R"("kind": "areas", "x": "sla_ms", "y": "usage", "panels": "policy", )"
                 R"("where": {"servers": ["one"]})",
                 R"("kind": "bars", "y": "attainment", "policies": ["fastest"], )"
                 R"("where": {"servers": "two", "sla_ms": 10.0})",
                 R"("kind": "bars", "x": "servers", "y": "attainment", "where": {"sla_ms": 20})",
                 R"("kind": "scatter", "x": "latency_ms_p99", "y": "attainment", )"
                 R"("x_range": [0, 9], "y_range": [0.5, 1], "y_scale": "log")",
                 R"("x": "sla_ms", "y": ["latency_ms_mean", "regret"], "panels": "servers", )"
                 R"("spread": "sd", "x_lines": [{"x": 15, "label": "here"}])",
                 R"("kind": "bars", "x": "servers", "y": "latency_ms_p50", "spread": "quartiles", )"
                 R"("where": {"sla_ms": 20})",
                 R"("kind": "tails", "y": ["wait_ms", "latency_ms"], "series": "servers", )"
                 R"("panels": "sla_ms", "policies": "fastest", "behind": "published/curve")",
                 R"("x": "time_s", "y": ["rate_per_s", "usage.B", "active.A", "waiting_mean"], )"
                 R"("panels": "servers", "where": {"sla_ms": 20}, "x_range": [0, 5])",
                 R"("kind": "areas", "x": "time_s", "y": ["usage", "active"], )"
                 R"("panels": "policy", "where": {"servers": "two", "sla_ms": 20})",
                 R"("kind": "cdf", "y": "latency_ms", "series": "sla_ms", "panels": "policy", )"
                 R"("where": {"servers": "one"}, "x_label": "t", "title": "T")",
                 R"("kind": "stages", "y": "latency_ms", "panels": "policy", )"
                 R"("where": {"servers": "one", "sla_ms": 10})");
    CAPTURE(right, said_of_figures(figure(right)));
    CHECK(said_of_figures(figure(right)).empty());
}

TEST_CASE("what is not known is told with the nearest that is", "[figure]") {
    const std::string x_and_y = R"("x": "sla_ms", "y": "regret")";
    const std::string rest = x_and_y + ", " + one_place;
    check_mistake(R"("x": "sla_m", "y": "regret", "panels": "servers")", "/figures/0/x",
                  "there is no axis 'sla_m'. Did you mean 'sla_ms'?");
    check_mistake(R"("x": "sla_ms", "panels": "servers", "y": ["regret", "atainment"])",
                  "/figures/0/y", "there is no metric 'atainment'. Did you mean 'attainment'?");
    check_mistake(R"("x": "sla_ms", "panels": "servers", "y": "usage.C")", "/figures/0/y",
                  "there is no metric 'usage.C'. Did you mean 'usage.A'?");
    check_mistake(R"("kind": "scatter", "x": "regrett", "y": "regret")", "/figures/0/x",
                  "Did you mean 'regret'?");
    check_mistake(R"("kind": "areas", "x": "sla_ms", "y": "usages", "panels": "policy", )" +
                      std::string(one_place),
                  "/figures/0/y", "Did you mean 'usage'?");
    check_mistake(R"("kind": "tails", "y": "latency", "series": "servers", )"
                  R"("panels": "sla_ms", "policies": "fastest")",
                  "/figures/0/y", "there is no distribution 'latency'. Did you mean 'latency_ms'?");
    check_mistake(x_and_y + R"(, "panels": "server")", "/figures/0/panels",
                  "Did you mean 'servers'?");
    check_mistake(rest + R"(, "series": "polices")", "/figures/0/series", "Did you mean 'policy'?");
    check_mistake(rest + R"(, "policies": ["fastest", "mdinferense"])", "/figures/0/policies",
                  "there is no policy 'mdinferense'. Did you mean 'mdinference'?");
    check_mistake(x_and_y + R"(, "where": {"server": "one"})", "/figures/0/where/server",
                  "there is no axis 'server'. Did you mean 'servers'?");
    check_mistake(x_and_y + R"(, "where": {"servers": ["one", "tvo"]})", "/figures/0/where/servers",
                  "'servers' is nowhere 'tvo'. Did you mean 'two'?");
    check_mistake(x_and_y + R"(, "panels": "servers", "where": {"sla_ms": 15})",
                  "/figures/0/where/sla_ms", "'sla_ms' is nowhere '15'");
    check_mistake(rest + R"(, "behind": "published/curves")", "/figures/0/behind",
                  "there is no published curve 'published/curves'. Did you mean "
                  "'published/curve'?");
    check_mistake(rest + R"(, "serie": "policy")", "/figures/0/serie", "Did you mean 'series'?");
    check_mistake(rest + R"(, "kind": "line")", "/figures/0/kind", "Did you mean 'lines'?");
    check_mistake(R"("kind": "stages", "y": "latency", "panels": "policy", )"
                  R"("where": {"servers": "one", "sla_ms": 10})",
                  "/figures/0/y",
                  "there is no sum of stages 'latency'. Did you mean 'latency_ms'?");
}

TEST_CASE("stages are of single requests", "[figure]") {
    const std::string stages = R"("kind": "stages", "y": "latency_ms", )";
    const std::string place = R"("where": {"servers": "one", "sla_ms": 10})";
    check_mistake(stages + place, "/figures/0", "several policies would be drawn as one");
    check_mistake(stages + R"("panels": "policy", "where": {"servers": "one"})", "/figures/0",
                  "several values of 'sla_ms' would be drawn as one");
    check_mistake(stages + R"("panels": "policy", "x": "sla_ms", )" + place, "/figures/0/x",
                  "stages have no 'x'");
    check_mistake(stages + R"("panels": "policy", "series": "sla_ms", )" + place,
                  "/figures/0/series", "the series of stages are the stages");
    const Scenario without = with_figures(figure(stages + R"("panels": "policy", )" + place),
                                          {{{"records.requests", "0"}}, {}});
    REQUIRE(without.outputs().lost_figures().size() == 1);
    CHECK(without.outputs().lost_figures()[0].why == "stages need \"records\" in the scenario");
}

TEST_CASE("what makes no sense in a figure is told", "[figure]") {
    const std::string rest = R"("x": "sla_ms", "y": "regret", )" + std::string(one_place);
    check_mistake(R"("y": "regret")", "/figures/0", "it needs an 'x'");
    check_mistake(R"("x": "sla_ms")", "/figures/0", "figure needs 'y'");
    check_mistake(R"("x": "sla_ms", "y": [])", "/figures/0/y", "at least one name");
    check_mistake(R"("kind": "cdf", "x": "sla_ms", "y": "wait_ms")", "/figures/0/x", "have no 'x'");
    check_mistake(rest + R"(, "panels": "sla_ms")", "/figures/0/panels", "used twice");
    check_mistake(R"("kind": "areas", "x": "sla_ms", "y": "usage", "series": "servers", )"
                  R"("panels": "policy")",
                  "/figures/0/series", "the series of areas are the models");
    check_mistake(R"("kind": "bars", "behind": "published/curve", "y": "regret", )"
                  R"("where": {"sla_ms": 10, "servers": "one"})",
                  "/figures/0/behind", "behind lines, tails and cdf");
    check_mistake(rest + R"(, "behind": "published/broken")", "", "a metric and two numbers");
    check_mistake(rest + R"(, "y_labels": ["a", "b"])", "/figures/0/y_labels", "as many labels");
    check_mistake(rest + R"(, "x_range": [5])", "/figures/0/x_range", "expected [from, to]");
    check_mistake(rest + R"(, "y_range": [5, 5])", "/figures/0/y_range", "expected [from, to]");
    check_mistake(R"("x": "sla_ms", "y": ["regret", "dropped"], "y_range": [0, 1], )" +
                      std::string(one_place),
                  "/figures/0/y_range", "for one metric");
    check_mistake(R"("x": "sla_ms", "y": "regret", "where": [1])", "/figures/0/where",
                  "expected {axis: value or list of values}, not a list");
    check_mistake(R"("x": "sla_ms", "y": "regret", "where": {"servers": null})",
                  "/figures/0/where/servers", "expected a number or text, not null");
    check_mistake(rest + R"(, "title": 5)", "/figures/0/title", "expected text, not 5");
    check_mistake(rest + R"(, "spread": "sd")", "/figures/0/spread",
                  "no metric in 'y' has this spread, which latency_ms_mean, aggregate_accuracy, "
                  "device_compute_ms_mean have");
    check_mistake(R"("kind": "scatter", "x": "regret", "y": "latency_ms_mean", "spread": "sd")",
                  "/figures/0/spread", "lines and bars over an axis have a spread");
    check_mistake(rest + R"(, "x_lines": [{"x": 5}])", "/figures/0/x_lines/0", "'label'");
    check_mistake(R"("x": "servers", "y": "regret", "where": {"sla_ms": 10}, )"
                  R"("x_lines": [{"x": 5, "label": "here"}])",
                  "/figures/0/x_lines", "vertical lines cross lines over numbers");
}

TEST_CASE("along time there are windows, and other quantities than of whole runs", "[figure]") {
    const std::string rest = R"(, "panels": "servers", "where": {"sla_ms": 10})";
    const std::string over = R"("x": "time_s", "y": )";
    check_mistake(over + R"("utilization")" + rest, "/figures/0/y",
                  "there is no metric 'utilization'. Did you mean 'utilisation'?");
    check_mistake(over + R"("latency_ms_p99")" + rest, "/figures/0/y", "no metric");
    check_mistake(over + R"("active.C")" + rest, "/figures/0/y", "Did you mean 'active.A'?");
    check_mistake(R"("x": "sla_ms", "panels": "servers", "y": "rate_per_s")", "/figures/0/y",
                  "there is no metric 'rate_per_s'");
    check_mistake(R"("kind": "areas", "x": "sla_ms", "y": "active", "panels": "policy", )" +
                      std::string(one_place),
                  "/figures/0/y", "there is no area 'active'");
    check_mistake(over + R"("attainment", "series": "servers", "policies": "fastest")",
                  "/figures/0", "several values of 'sla_ms' would be drawn as one");
    check_mistake(R"("kind": "bars", "x": "time_s", "y": "regret", "where": {"sla_ms": 10}, )"
                  R"("panels": "servers")",
                  "/figures/0/x", "there is no axis 'time_s'");
    Overrides none;
    none.sets = {{"series", "null"}};
    const std::string right = figure(over + R"("attainment")" + rest);
    CHECK_THAT(with_figures(right, none).outputs().lost_figures().at(0).why,
               Catch::Contains("'time_s' needs the scenario's 'series'"));
}

TEST_CASE("nothing is drawn on top of something else", "[figure]") {
    check_mistake(R"("x": "sla_ms", "y": "regret")", "/figures/0",
                  "several values of 'servers' would be drawn as one");
    check_mistake(R"("x": "sla_ms", "y": "regret", "series": "servers")", "/figures/0",
                  "several policies would be drawn as one");
    check_mistake(R"("kind": "areas", "x": "sla_ms", "y": "usage", "where": {"servers": "one"})",
                  "/figures/0", "several policies would be drawn as one");
    check_mistake(R"("kind": "bars", "y": "regret", "where": {"servers": "one"})", "/figures/0",
                  "several values of 'sla_ms' would be drawn as one");
}

TEST_CASE("names of figures are names of files, each once", "[figure]") {
    const auto named = [](const std::string& name) {
        return R"({"name": ")" + name + R"(", "kind": "scatter", "x": "regret", "y": "dropped"})";
    };
    CHECK(said_of_figures(named("a-z_09") + ",\n" + named("b")).empty());
    CHECK(said_of_figures(named("")) == Lines{"9:10 /figures/0/name a name has more than blanks"});
    for (const char* name : {"A", "a b", "../a", "a.b", "\u00e9"}) {
        CAPTURE(name);
        const Lines lines = said_of_figures(named(name));
        REQUIRE(lines.size() == 1);
        CHECK_THAT(lines[0],
                   Catch::Contains("/figures/0/name") && Catch::Contains("cannot name files"));
    }
    const Lines twice = said_of_figures(named("a") + ",\n" + named("a"));
    REQUIRE(twice.size() == 1);
    CHECK_THAT(twice[0], Catch::StartsWith("10:10 /figures/1/name two figures are called 'a'"));
}

TEST_CASE("mistakes are told by their own place, all at once", "[figure]") {
    Lines lines = said_of_figures(R"({"name": "f", "x": "sla_ms", "y": ["regret", "regert"],
"policies": ["fastst"], "where": {"servers": "on"}},
{"name": "g", "kind": "pie", "y": "regret"})");
    CAPTURE(lines);
    REQUIRE(lines.size() == 4);
    std::sort(lines.begin(), lines.end());
    CHECK_THAT(lines[0], Catch::StartsWith("10:14 /figures/0/policies "));
    CHECK_THAT(lines[1], Catch::StartsWith("10:46 /figures/0/where/servers "));
    CHECK_THAT(lines[2], Catch::StartsWith("11:23 /figures/1/kind "));
    CHECK_THAT(lines[3], Catch::StartsWith("9:46 /figures/0/y "));
    CHECK_THAT(said_of_figures(R"("x")")[0], Catch::Contains("/figures/0 expected an object"));
}

TEST_CASE("a figure that the command line took its axis from is lost, not wrong", "[figure]") {
    const std::string two = figure(R"("x": "sla_ms", "y": "regret", "panels": "servers")") +
                            R"(, {"name": "g", "kind": "scatter", "x": "regret", "y": "dropped"})";
    const auto names = [](const Scenario& s) {
        Lines kept;
        for (const Figure& f : s.figures()) kept.push_back(f.name);
        return kept;
    };
    CHECK(names(with_figures(two)) == Lines{"f", "g"});
    CHECK(with_figures(two).outputs().lost_figures().empty());

    Overrides fixed;
    fixed.sets = {{"sla_ms", "15"}};
    const Scenario scenario = with_figures(two, fixed);
    CHECK(names(scenario) == Lines{"g"});
    REQUIRE(scenario.outputs().lost_figures().size() == 1);
    CHECK(scenario.outputs().lost_figures()[0].name == "f");
    CHECK_THAT(scenario.outputs().lost_figures()[0].why,
               Catch::Contains("there is no axis 'sla_ms'"));
    CHECK(scenario.written_out().find("figures")->items.size() == 1);

    const Overrides more{{}, {{"seed", "1,2"}}};
    CHECK_THAT(with_figures(two, more).outputs().lost_figures().at(0).why,
               Catch::Contains("several values of 'seed'"));
    Overrides others;
    others.overs = {{"sla_ms", "30,40"}};
    CHECK(names(with_figures(two, others)) == Lines{"f", "g"});
    Overrides swept;
    swept.sets = {{"figures.f.series", "seed"}, {"figures.f.policies", "[\"fastest\"]"}};
    swept.overs = {{"seed", "1,2"}};
    CHECK(names(with_figures(two, swept)) == Lines{"f", "g"});
    // What is wrong with and without the command line is wrong.
    CHECK(said_of_figures(figure(R"("x": "sla", "y": "regret")"), fixed).size() == 1);
}

TEST_CASE("figures can be changed by name from the command line", "[figure]") {
    Overrides overrides;
    overrides.sets = {{"figures.f.y_scale", "log"}};
    const Scenario scenario =
        with_figures(figure(R"("x": "sla_ms", "y": "regret", "panels": "servers")"), overrides);
    CHECK(scenario.figures().at(0).y_scale == AxisScale::log);
}

TEST_CASE("a figure says which cells it shows", "[figure]") {
    Figure f;
    CHECK(f.shows("any"));
    CHECK(f.shows("sla_ms", Node(int64_t{5})));
    f.policies = {"a"};
    f.where = {{"sla_ms", {"250", "lte"}}};
    CHECK(f.shows("a"));
    CHECK_FALSE(f.shows("b"));
    CHECK(f.shows("sla_ms", Node(int64_t{250})));
    CHECK(f.shows("sla_ms", Node(250.0)));
    CHECK(f.shows("sla_ms", Node(std::string("lte"))));
    CHECK_FALSE(f.shows("sla_ms", Node(250.5)));
    CHECK(f.shows("network.cv", Node(250.5)));
}

TEST_CASE("an axis has a title, its values labels", "[labels]") {
    const Labels labels = labels_of(R"({"sla_ms": "patience, ms",
        "phone.profile": {
    "title" : "phone", "values" : { "phones/pixel2" : "Pixel 2" }}})");
    CHECK(labels.at("sla_ms").title == "patience, ms");
    CHECK(labels.at("phone.profile").title == "phone");
    CHECK(labels.at("phone.profile").values.at("phones/pixel2") == "Pixel 2");
}

TEST_CASE("labels of what is not there are mistakes, told with their places", "[labels]") {
    std::vector<std::string> told;
    labels_of(R"({"sla_m": "x", "sla_ms": {"titel": "x", "values": {"150": "x", "100": 5}},
                  "phone.profile": 3, "policy": {"values": {"nobody": "x"}}})",
              &told);
    REQUIRE(told.size() == 6);
    CHECK(told[0].starts_with("/labels/sla_m: there is no axis 'sla_m'. Did you mean 'sla_ms'?"));
    CHECK(
        told[1].starts_with("/labels/sla_ms/titel: labels have no 'titel'. Did you mean 'title'"));
    CHECK(told[2].starts_with("/labels/sla_ms/values/150: the axis has no value '150'."));
    CHECK(told[3].starts_with("/labels/sla_ms/values/100: expected text"));
    CHECK(told[4].starts_with("/labels/phone.profile: expected a title or {title, values}"));
    CHECK(told[5].starts_with("/labels/policy/values/nobody: the axis has no value 'nobody'."));
}

TEST_CASE("what nobody labelled reads like words, without a folder that tells nothing",
          "[labels]") {
    using List = std::vector<std::string>;
    CHECK(plain_labels({"networks/wifi_low_end", "networks/lte"}) == List{"wifi low end", "lte"});
    CHECK(plain_labels({"a/x_1", "b/x_1"}) == List{"a/x 1", "b/x 1"});
    CHECK(plain_labels({"10", "0.5"}) == List{"10", "0.5"});
}

TEST_CASE("labels go with their axis: into the manifest, out where the axis is gone", "[labels]") {
    const Node written = labelled({}).written_out();
    REQUIRE(written.find("labels") != nullptr);
    const Scenario again = Scenario::from(written, "s.json", "s");
    CHECK(again.labels().at("sla_ms").values.at("100") == "little");
    CHECK(again.labels().at("policy").values.at("fastest") == "who is quick");
    CHECK(dump(again.written_out()) == dump(written));

    const Overrides other{{}, {{"sla_ms", "200,300"}}};
    const Node over = labelled(other).written_out();
    CHECK(over.find("labels")->find("sla_ms")->find("title")->text == "patience, ms");
    CHECK(over.find("labels")->find("sla_ms")->find("values") == nullptr);
    CHECK(Scenario::from(over, "s.json", "s").size() == 2);

    const Overrides none{{{"sla_ms", "150"}}, {}};
    const Node without = labelled(none).written_out();
    CHECK(without.find("labels")->find("sla_ms") == nullptr);
    CHECK(without.find("labels")->find("policy") != nullptr);
}

}  // namespace mdisim
