#include "sim/scenario/sweep/sweep.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/law.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/network/network.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

struct Read {
    Axis axis;
    Lines problems;

    Lines values() const {
        Lines texts;
        for (const AxisValue& v : axis.values) texts.push_back(dump(v.values.front()));
        return texts;
    }
    Lines labels() const {
        Lines texts;
        for (const AxisValue& v : axis.values) texts.push_back(dump(v.label));
        return texts;
    }
};

Read from_file(const std::string& text) {
    Read read{{{"x"}, {}}, {}};
    std::vector<Problem> problems;
    read_axis(read.axis, parse_document(text, "s"), problems);
    read.problems = lines_of(problems);
    return read;
}

Read from_words(const std::string& words) {
    Read read{{{"x"}, {}}, {}};
    std::vector<Problem> problems;
    read_axis_words(read.axis, words, "--over", problems);
    read.problems = lines_of(problems);
    return read;
}

std::string range(const std::string& from, const std::string& to, const std::string& step) {
    return "{\"from\": " + from + ", \"to\": " + to + ", \"step\": " + step + "}";
}

// The labels of every point, "1,2" for the first axis at 1 and the second at 2.
Lines points(const Scenario& scenario) {
    Lines all;
    for (size_t i = 0; i < scenario.size(); ++i) {
        std::string text;
        for (const Node& label : scenario.point(i).at)
            text += (text.empty() ? "" : ",") + dump(label);
        all.push_back(text);
    }
    return all;
}

Lines problems_with(const std::string& sweep, const Overrides& overrides = {}) {
    Lines lines;
    for (const Problem& p : problems_of([&] { swept(sweep, overrides); })) {
        lines.push_back(p.what);
    }
    return lines;
}

}  // namespace

TEST_CASE("a range holds both its ends, and whole numbers stay whole", "[sweep]") {
    CHECK(from_file(range("0", "30", "10")).values() == Lines{"0", "10", "20", "30"});
    CHECK(from_file(range("0.5", "2", "0.5")).values() == Lines{"0.5", "1", "1.5", "2"});
    CHECK(from_file(range("5", "5", "1")).values() == Lines{"5"});
    CHECK(from_file(range("0", "10", "4")).values() == Lines{"0", "4", "8"});
    CHECK(from_file(range("30", "0", "-15")).values() == Lines{"30", "15", "0"});
    CHECK(from_file(range("-1", "1", "1")).values() == Lines{"-1", "0", "1"});
    const Read fig3 = from_file(range("0", "500", "10"));
    CHECK(fig3.axis.values.size() == 51);
    CHECK(fig3.problems.empty());
}

TEST_CASE("steps of a range are the numbers people would write", "[sweep]") {
    const Read tenths = from_file(range("0", "1", "0.1"));
    CHECK(tenths.values() ==
          Lines{"0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"});
    CHECK(from_file(range("0.1", "0.7", "0.2")).values() == Lines{"0.1", "0.3", "0.5", "0.7"});
    const Read thousandths = from_file(range("0", "1", "0.001"));
    REQUIRE(thousandths.axis.values.size() == 1001);
    for (size_t i = 0; i <= 1000; ++i) {
        const Node written = parse_value(std::to_string(i) + "e-3", "");
        CHECK(thousandths.axis.values[i].values.front().as_number() == written.as_number());
    }
}

TEST_CASE("a range that leads nowhere is refused where it stands", "[sweep]") {
    const std::string text = GENERATE(as<std::string>{}, "{\"from\": 0, \"to\": 10, \"step\": 0}",
                                      "{\"from\": 0, \"to\": 10, \"step\": -1}",
                                      "{\"from\": 10, \"to\": 0, \"step\": 1}");
    const Read read = from_file(text);
    INFO(text);
    CHECK(read.axis.values.empty());
    CHECK(read.problems ==
          Lines{"s:1:1: a range needs a step that leads from its start to its end"});
}

TEST_CASE("a list is taken as it stands", "[sweep]") {
    CHECK(from_file("[5, 0.5, \"campus\", true]").values() ==
          Lines{"5", "0.5", "\"campus\"", "true"});
    CHECK(from_file("[3, 1, 2]").labels() == Lines{"3", "1", "2"});
}

TEST_CASE("objects are called by their label, else by what names them", "[sweep]") {
    const Read read = from_file(R"([{"label": "near", "profile": "networks/lte"},
        {"profile": "networks/lte", "cv": 1}, {"name": "wifi", "kind": "latency"},
        {"kind": "bandwidth"}, {"mean_ms": 3}])");
    CHECK(read.labels() == Lines{"\"near\"", "\"networks/lte\"", "\"wifi\"", "\"bandwidth\"",
                                 R"("{\"mean_ms\":3}")"});
    CHECK(read.values()[0] == R"({"profile":"networks/lte"})");
    CHECK(read.problems.empty());
}

TEST_CASE("what is neither a range nor a list of values is refused", "[sweep]") {
    const std::string text = GENERATE(
        as<std::string>{}, "5", "\"0:10:1\"", "[]", "{}", "{\"from\": 0, \"to\": 10}",
        "{\"from\": 0, \"to\": 10, \"stride\": 1}", "{\"from\": 0, \"to\": \"10\", \"step\": 1}",
        "{\"from\": 0, \"to\": 10, \"step\": 1, \"extra\": 1}");
    INFO(text);
    const Read read = from_file(text);
    CHECK(read.axis.values.empty());
    CHECK(read.problems ==
          Lines{"s:1:1: expected a list of values or {\"from\": , \"to\": , \"step\": } "
                "[/sweep/x]"});
}

TEST_CASE("words of a command line are a range or a list", "[sweep]") {
    CHECK(from_words("50:300:50").values() == Lines{"50", "100", "150", "200", "250", "300"});
    CHECK(from_words("0:1:0.25").values() == Lines{"0", "0.25", "0.5", "0.75", "1"});
    CHECK(from_words("0.5,1,2").values() == Lines{"0.5", "1", "2"});
    CHECK(from_words("7").values() == Lines{"7"});
    CHECK(from_words("lte,campus").values() == Lines{"\"lte\"", "\"campus\""});
    CHECK(from_words("1:0:1").problems ==
          Lines{"--over x: a range needs a step that leads from its start to its end"});
}

TEST_CASE("a grid runs through every pair, the first axis slowest", "[sweep]") {
    const Scenario scenario =
        swept(R"({"sla_ms": [10, 20], "seed": {"from": 1, "to": 3, "step": 1}})");
    CHECK(scenario.size() == 6);
    CHECK(points(scenario) == Lines{"10,1", "10,2", "10,3", "20,1", "20,2", "20,3"});
    CHECK(scenario.point(4).setting.sla_ms == 20);
    CHECK(scenario.point(4).setting.seed == 2);
}

TEST_CASE("entries of a list are axes whose keys move together", "[sweep]") {
    const Scenario scenario =
        swept(R"([{"sla_ms": [10, 20], "seed": [1, 2]}, {"requests": [5, 6]}])");
    CHECK(scenario.axes().size() == 2);
    CHECK(scenario.axes()[0].paths == Lines{"sla_ms", "seed"});
    CHECK(points(scenario) == Lines{"10,5", "10,6", "20,5", "20,6"});
    const Point last = scenario.point(3);
    CHECK(last.setting.sla_ms == 20);
    CHECK(last.setting.seed == 2);
    CHECK(last.setting.requests == 6);
}

TEST_CASE("axes that move together must be as long as each other", "[sweep]") {
    CHECK(problems_with(R"([{"sla_ms": [10, 20], "seed": [1, 2, 3]}])") ==
          Lines{"'sla_ms' and 'seed' move together but have different numbers of values"});
    CHECK(problems_with(R"([{"sla_ms": [10, 20], "seed": 5}])") ==
          Lines{"expected a list of values or {\"from\": , \"to\": , \"step\": }"});
}

TEST_CASE("nothing in a sweep is passed over in silence", "[sweep]") {
    CHECK(problems_with("5").size() == 1);
    CHECK(problems_with("\"sla_ms\"").size() == 1);
    CHECK(problems_with("[\"sla_ms\"]").size() == 1);
    CHECK(problems_with("[5, {\"sla_ms\": [1]}]").size() == 1);
    CHECK(problems_with(R"([{"sla_ms": [1, 2]}, {"sla_ms": [3]}])") ==
          Lines{"'sla_ms' is on two axes"});
    CHECK(problems_with(R"({"slam_s": [1, 2]})").size() == 1);
}

TEST_CASE("an axis from --over is added, or takes the place of the one on its path", "[sweep]") {
    const std::string sweep = R"({"sla_ms": [10, 20], "seed": [1, 2]})";
    CHECK(points(swept(sweep, {{}, {{"requests", "5:7:1"}}})).size() == 12);
    CHECK(points(swept(sweep, {{}, {{"sla_ms", "50"}}})) == Lines{"1,50", "2,50"});
    CHECK(points(swept(sweep, {{}, {{"seed", "8,9"}, {"sla_ms", "3"}}})) == Lines{"8,3", "9,3"});
    CHECK(problems_with(sweep, {{}, {{"sla_sm", "1,2"}}}) ==
          Lines{"scenario has no 'sla_sm'. Did you mean 'sla_ms'?"});
}

TEST_CASE("what is said of a part of a block holds when the block is swept, in either order",
          "[sweep]") {
    const std::string networks = R"("network": [
        {"label": "near", "kind": "latency",
         "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1, "below_zero": "cut"}},
        {"label": "far", "kind": "latency",
         "latency": {"kind": "normal", "mean_ms": 9, "sd_ms": 1, "below_zero": "cut"}}])";
    const std::string spreads = R"("network.cv": [0.1, 0.5])";
    const auto check_spreads = [](const Scenario& scenario, const std::vector<double>& expected) {
        REQUIRE(scenario.size() == expected.size());
        for (size_t i = 0; i < expected.size(); ++i) {
            INFO("point " << i);
            const Network network = scenario.point(i).setting.world.network;
            CHECK(std::get<LatencyLink>(network.kind()).cv.value_or(-1) == expected[i]);
        }
    };
    const Scenario deep_last = swept("{" + networks + ", " + spreads + "}");
    CHECK(points(deep_last) == Lines{"\"near\",0.1", "\"near\",0.5", "\"far\",0.1", "\"far\",0.5"});
    check_spreads(deep_last, {0.1, 0.5, 0.1, 0.5});
    check_spreads(swept("{" + spreads + ", " + networks + "}"), {0.1, 0.1, 0.5, 0.5});
    check_spreads(swept("{" + networks + "}", {{{"network.cv", "0.2"}}, {}}), {0.2, 0.2});
}

TEST_CASE("profiles can be swept by name, with what is said beside them", "[sweep]") {
    const Overrides over = {{{"network.cv", "0.2"}},
                            {{"network.profile", "networks/lte,networks/home"}}};
    const Scenario scenario = swept("{}", over);
    CHECK(points(scenario) == Lines{"\"networks/lte\"", "\"networks/home\""});
    std::vector<double> means;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Network network = scenario.point(i).setting.world.network;
        const auto& link = std::get<LatencyLink>(network.kind());
        means.push_back(nominal_mean(link.latency));
        CHECK(link.cv.value_or(-1) == 0.2);
    }
    CHECK(means == std::vector<double>{364.66, 92.020537});
}

TEST_CASE("blocks that are swept by profile are called by their profiles", "[sweep]") {
    CHECK(points(swept(R"({"network": [{"profile": "networks/lte"},
                                       {"profile": "networks/home", "cv": 1},
                                       {"label": "far", "profile": "networks/home"}]})")) ==
          Lines{"\"networks/lte\"", "\"networks/home\"", "\"far\""});
}

TEST_CASE("a model of a swept profile can be changed at every point", "[sweep]") {
    const Scenario scenario = swept(R"({
        "models": [{"profile": "models/cloud_p2"}, {"profile": "models/cloud_c5"}],
        "models.list.DenseNet.mean_ms": [7]})");
    CHECK(points(scenario) == Lines{"\"models/cloud_p2\",7", "\"models/cloud_c5\",7"});
    for (size_t i = 0; i < scenario.size(); ++i) {
        for (const Model& model : scenario.point(i).setting.world.models.list) {
            if (model.name == "DenseNet") CHECK(model.mean_ms.value_or(-1) == 7);
        }
    }
}

TEST_CASE("places of axes that move together are told apart by all that moves", "[sweep]") {
    const Scenario s = swept(R"([{"network.latency.mean_ms": [1, 1, 2], "sla_ms": [7, 8, 8],
                                  "network.latency.sd_ms": [1, 1, 2], "seed": [5, 5, 5]}])");
    const Axis& axis = s.axes()[0];
    CHECK(telling_paths(axis) == std::vector<size_t>{0, 1});
    Lines labels;
    for (const AxisValue& value : axis.values) labels.push_back(label_text(value.label));
    CHECK(labels == Lines{"1, 7", "1, 8", "2, 8"});
    const Scenario again = Scenario::from(s.written_out(), "s.json", "s");
    CHECK(dump(again.grid().labels(1)[0]) == dump(s.grid().labels(1)[0]));

    const Scenario told = swept(R"([{"network.latency.mean_ms": [1, 2], "sla_ms": [7, 8]}])");
    CHECK(told.grid().labels(0)[0].is_number());
    CHECK(value_texts(told.axes()[0], told.grid().labels(1)[0]) ==
          Lines{"network.latency.mean_ms = 2", "sla_ms = 8"});
    CHECK(value_texts(swept(R"({"sla_ms": [7, 8]})").axes()[0], Node(int64_t{8})) ==
          Lines{"sla_ms = 8"});
}

TEST_CASE("two places of axes that move together are not the same", "[sweep]") {
    const Lines told =
        lines_of(problems_of([] { swept(R"([{"sla_ms": [7, 7], "seed": [1, 1]}])"); }));
    REQUIRE(told.size() == 1);
    CHECK_THAT(told[0], Catch::Contains("two positions on the axis 'sla_ms' have the same values"));
}

}  // namespace mdisim
