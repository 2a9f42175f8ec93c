#include "sim/report/figures/vega_names.hpp"

#include <catch2/catch.hpp>

namespace mdisim {
namespace {

std::string lines_in(const std::vector<std::string>& names) {
    return axis_of_names(names).find("labelExpr")->text;
}

}  // namespace

TEST_CASE("names are broken into lines where there is little room, and never cut", "[vega]") {
    CHECK(lines_in({"phone", "a \"new\" phone"}) ==
          R"(({"phone": ["phone"], "a \"new\" phone": ["a \"new\" phone"]})[datum.label])");
    CHECK(lines_in({"choose models on arrival", "hold"}) ==
          R"(({"choose models on arrival": ["choose models on","arrival"], "hold": ["hold"]}))"
          "[datum.label]");
    CHECK(lines_in({"a", "b", "c", "InceptionResNetV2 again"}) ==
          R"(({"a": ["a"], "b": ["b"], "c": ["c"], )"
          R"("InceptionResNetV2 again": ["InceptionResNetV2","again"]})[datum.label])");
}

TEST_CASE("many names slant, and have longer lines", "[vega]") {
    const std::vector<std::string> four(4, "name");
    CHECK(axis_of_names(four).find("labelAngle")->as_number() == 0);
    const std::vector<std::string> five(5, "InceptionV4 at 150 ms, SLA 250");
    CHECK(axis_of_names(five).find("labelAngle")->as_number() < 0);
    CHECK_THAT(lines_in(five), Catch::Contains(R"(["InceptionV4 at 150 ms,","SLA 250"])"));
}

}  // namespace mdisim
