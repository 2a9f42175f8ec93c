#include "sim/scenario/sweep/grid.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

Axis axis_of(const std::string& path, const std::vector<int64_t>& labels) {
    Axis axis{{path}, {}};
    for (int64_t label : labels) axis.values.push_back({{Node(label)}, Node(label)});
    return axis;
}

struct TwoAxes {
    std::vector<Problem> problems;
    Grid grid;

    TwoAxes() {
        grid.add(axis_of("sla_ms", {100, 200}), Node(), problems);
        grid.add(axis_of("network.cv", {1, 2, 3}), Node(), problems);
    }
};

}  // namespace

TEST_CASE("points of a grid are numbered so that the first axis moves slowest", "[grid]") {
    const TwoAxes two;
    REQUIRE(two.grid.size() == 6);
    std::string walked;
    for (size_t i = 0; i < two.grid.size(); ++i) {
        for (const Node& label : two.grid.labels(i)) walked += label_text(label) + " ";
        CHECK(two.grid.point_at({two.grid.position(0, i), two.grid.position(1, i)}) == i);
        CHECK(two.grid.value(1, i).label.integer == static_cast<int64_t>(i % 3 + 1));
    }
    CHECK(walked == "100 1 100 2 100 3 200 1 200 2 200 3 ");
}

TEST_CASE("a grid without axes is one point", "[grid]") {
    const Grid grid;
    CHECK(grid.size() == 1);
    CHECK(grid.labels(0).empty());
    CHECK(grid.point_at({}) == 0);
    CHECK(grid.point_like(Node::object()) == 0);
}

TEST_CASE("a path is on one axis", "[grid]") {
    TwoAxes two;
    CHECK(two.problems.empty());
    CHECK(two.grid.sweeps("network.cv"));
    CHECK_FALSE(two.grid.sweeps("network"));
    two.grid.add(axis_of("sla_ms", {1}), Node(), two.problems);
    REQUIRE(two.problems.size() == 1);
    CHECK(two.problems[0].what == "'sla_ms' is on two axes");
}

TEST_CASE("an axis without values is none, and one that is dropped is gone", "[grid]") {
    TwoAxes two;
    two.grid.add(axis_of("seed", {}), Node(), two.problems);
    CHECK(two.grid.find("seed") == nullptr);
    two.grid.drop("sla_ms");
    CHECK(two.grid.find("sla_ms") == nullptr);
    REQUIRE(two.grid.find("network.cv") != nullptr);
    CHECK(two.grid.find("network.cv")->values.size() == 3);
    CHECK(two.grid.size() == 3);
}

TEST_CASE("the point most like a document has its values where the axes have them", "[grid]") {
    const TwoAxes two;
    const auto like = [&](const char* text) {
        return two.grid.point_like(parse_document(text, "test"));
    };
    CHECK(like(R"({"sla_ms": 200, "network": {"cv": 3.0}})") == 5);
    CHECK(like(R"({"sla_ms": 150, "network": {"cv": 2}})") == 1);
    CHECK(like(R"({"sla_ms": 200, "network": 7})") == 3);
}

}  // namespace mdisim
