#include "sim/describe/error.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace mdisim {
namespace {

const std::vector<std::string_view> metrics = {"attainment", "latency_ms_mean", "latency_ms_p99",
                                               "regret"};

}  // namespace

TEST_CASE("a user error says all that is wrong, a line each", "[error]") {
    const UserError error({{"a.json:3:7", "/sla_ms", "expected a number"},
                           {"", "", "no such file"},
                           {"--jobs", "", "expected a whole number"}});
    CHECK(std::string(error.what()) ==
          "a.json:3:7: expected a number (at /sla_ms)\n"
          "no such file\n"
          "--jobs: expected a whole number");
    CHECK(error.problems().size() == 3);
    CHECK(error.problems()[0].pointer == "/sla_ms");
}

TEST_CASE("a user error of one sentence is that sentence", "[error]") {
    const UserError error("a law needs sd >= 0");
    CHECK(std::string(error.what()) == "a law needs sd >= 0");
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].where.empty());
    CHECK(error.problems()[0].what == "a law needs sd >= 0");
}

TEST_CASE("nearest finds the name meant by a slip", "[error]") {
    CHECK(nearest("attainment", metrics) == "attainment");
    CHECK(nearest("atainment", metrics) == "attainment");    // left out
    CHECK(nearest("attainnment", metrics) == "attainment");  // doubled
    CHECK(nearest("attainmemt", metrics) == "attainment");   // wrong
    CHECK(nearest("attianment", metrics) == "attainment");   // turned round
    CHECK(nearest("Attainment", metrics) == "attainment");
    CHECK(nearest("REGRET", metrics) == "regret");
    CHECK(nearest("latency_ms_p9", metrics) == "latency_ms_p99");
    CHECK(nearest("latency_ms_men", metrics) == "latency_ms_mean");
}

TEST_CASE("nearest knows when nothing is near", "[error]") {
    CHECK(nearest("colour", metrics).empty());
    CHECK(nearest("re", metrics).empty());
    CHECK(nearest("anything", {}).empty());
    // Up to a third of the letters, and two in short words.
    CHECK(nearest("regrexx", metrics) == "regret");
    CHECK(nearest("regxxxx", metrics).empty());
    CHECK(nearest("attainmXX", metrics) == "attainment");
    CHECK(nearest("attaXXXXX", metrics).empty());
}

TEST_CASE("a word that is a part of a name means the first such name", "[error]") {
    CHECK(nearest("p99", metrics) == "latency_ms_p99");
    CHECK(nearest("P99", metrics) == "latency_ms_p99");
    CHECK(nearest("latency", metrics) == "latency_ms_mean");
    CHECK(nearest("ms_p99", metrics) == "latency_ms_p99");
    CHECK(nearest("pixel2", {"networks/lte", "phones/pixel2"}) == "phones/pixel2");
    // Not what only begins or ends a part, and nothing that is near by itself.
    CHECK(nearest("p99", {"latency_ms_p999", "wait_xp99"}).empty());
    CHECK(nearest("p99", {"latency_ms_p99", "p95"}) == "p95");
    CHECK(nearest("ms", metrics).empty());
}

TEST_CASE("of equally near names nearest takes the first", "[error]") {
    CHECK(nearest("p98", {"p95", "p99"}) == "p95");
    CHECK(nearest("p98", {"p99", "p95"}) == "p99");
    CHECK(nearest("gamma", {"gamna", "gamma"}) == "gamma");
}

TEST_CASE("two letters of two is not a slip but another word", "[error]") {
    CHECK(nearest("xy", {"no", "on"}).empty());
    CHECK(nearest("x", {"y"}).empty());
}

TEST_CASE("a word is never suggested for itself", "[error]") {
    CHECK(suggestion("regret", metrics) == " Known: attainment latency_ms_mean latency_ms_p99.");
    CHECK(suggestion("regret", {"regret"}) == "");
    CHECK(suggestion("regret", {"regret", "regrets"}) == " Did you mean 'regrets'?");
}

TEST_CASE("suggestion names the nearest, or all if they are few", "[error]") {
    CHECK(suggestion("regrt", metrics) == " Did you mean 'regret'?");
    CHECK(suggestion("colour", metrics) ==
          " Known: attainment latency_ms_mean latency_ms_p99 regret.");
    CHECK(suggestion("colour", {}) == "");
    const std::vector<std::string_view> many(24, "something_else");
    CHECK(suggestion("colour", many).size() > 24 * 14);
    std::vector<std::string_view> too_many(25, "something_else");
    CHECK(suggestion("colour", too_many) == "");
    too_many.push_back("color");
    CHECK(suggestion("colour", too_many) == " Did you mean 'color'?");
}

}  // namespace mdisim
