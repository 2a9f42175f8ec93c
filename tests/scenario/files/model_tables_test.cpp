// Pools of models in tables.
#include "sim/scenario/files/model_tables.hpp"

#include "sim/engine/law.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/phone.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

struct Shop {
    explicit Shop(const std::string& table, const std::string& members = "") {
        folder.write("s/models.csv", table);
        file = folder.write("s/s.json",
                            least_scenario(R"({"models": {"file": "models.csv")" + members + "}}"));
    }
    Scenario load(const Overrides& overrides = {}) const { return Scenario::load(file, overrides); }
    ModelPool pool(const Overrides& overrides = {}) const {
        return load(overrides).point(0).world->described().models;
    }
    // What is wrong, the table called F.
    Lines wrong() const {
        Lines lines = lines_of(problems_of([&] { load(); }));
        for (std::string& line : lines) {
            const size_t at = line.find("models.csv");
            if (at != std::string::npos) line = "F" + line.substr(at + 10);
        }
        return lines;
    }

    TemporaryFolder folder;
    std::string file;
};

const std::string two = "name,accuracy,mean_ms,sd_ms\nA,0.5,10,1\nB,0.75,20,2\n";

TEST_CASE("a table is the list of models that a scenario would write", "[model_tables]") {
    const Shop shop(two);
    const std::string listed = least_scenario(R"({"models": {"list": [
        {"name": "A", "accuracy": 0.5, "mean_ms": 10, "sd_ms": 1},
        {"name": "B", "accuracy": 0.75, "mean_ms": 20, "sd_ms": 2}]}})");
    const Node resolved = shop.load().resolved(0);
    CHECK(dump(*resolved.find("models")->find("list")) ==
          R"([{"name":"A","accuracy":0.5,"mean_ms":10.0,"sd_ms":1.0},)"
          R"({"name":"B","accuracy":0.75,"mean_ms":20.0,"sd_ms":2.0}])");
    const ModelPool pool = shop.pool();
    const ModelPool same = loaded_from(listed).point(0).world->described().models;
    REQUIRE(pool.list.size() == 2);
    for (size_t m = 0; m < 2; ++m) {
        CHECK(pool.list[m].name == same.list[m].name);
        CHECK(pool.list[m].accuracy == same.list[m].accuracy);
        CHECK(pool.list[m].mean_ms == same.list[m].mean_ms);
        CHECK(pool.list[m].sd_ms == same.list[m].sd_ms);
    }
    // Whatever can be done to a list can be done to this one.
    CHECK(Shop(two, R"(, "only": ["B"])").pool().list.size() == 1);
    CHECK(shop.pool({{{"models.scale", "2"}}, {}}).scale == 2);
}

TEST_CASE("columns are found by their names and units, or are chosen", "[model_tables]") {
    const ModelPool found = Shop(
                                "accuracy_pct;memory_GB;name;load_s;mean_us;power_w\n"
                                "78.5;0.25;A;1.5;1500;2\n50;;B;;10;\n")
                                .pool();
    REQUIRE(found.list.size() == 2);
    CHECK(found.list[0].accuracy == 0.785);
    CHECK(found.list[0].memory_mb == 250);
    CHECK(found.list[0].load_ms == 1500);
    CHECK(found.list[0].mean_ms == 1.5);
    CHECK(found.list[0].power_mw == 2000);
    CHECK(found.list[1].memory_mb == 0);
    CHECK_FALSE(found.list[1].power_mw.has_value());
    const ModelPool chosen =
        Shop("model\ttop1\tavg\tdev\nA\t78.5\t0.5\t0.25\n",
             R"(, "columns": {"name": {"column": "model"}, "accuracy": {"column": "top1",
                "unit": "%"}, "mean": {"column": "avg", "unit": "s"},
                "sd": {"column": "4", "unit": "s"}})")
            .pool();
    CHECK(chosen.list.front().accuracy == 0.785);
    CHECK(chosen.list.front().mean_ms == 500);
    CHECK(chosen.list.front().sd_ms == 250);
    const ModelPool lines = Shop("{\"name\": \"A\", \"accuracy\": 0.5, \"mean_ms\": 3}\n").pool();
    CHECK(lines.list.front().mean_ms == 3);
}

TEST_CASE("what a pool has as null says nothing", "[model_tables]") {
    CHECK(Shop(two, R"(, "digest": null, "columns": null, "samples": null, "list": null)")
              .pool()
              .list.size() == 2);
}

TEST_CASE("quantiles are a law where there is no mean", "[model_tables]") {
    const ModelPool pool =
        Shop("name,accuracy,p99_ms,min_ms,p50_ms,max_ms\nA,0.5,30,10,20,50\n").pool();
    const Law& law = *pool.list.front().law;
    CHECK(Sampler(law).quantile(0.5) == 20);
    CHECK(Sampler(law).quantile(0.25) == 15);
    CHECK(Sampler(law).quantile(0.99) == Approx(30));
    CHECK(Sampler(law).quantile(0.995) == Approx(40));
    CHECK(Shop("name,accuracy,p50_ms,mean_ms\nA,0.5,30,10\n").pool().list.front().mean_ms == 10);
}

TEST_CASE("execution times of all models are in one file, a row each", "[model_tables]") {
    Shop shop("name,accuracy,mean_ms\nA,0.5,1\nB,0.75,1\n",
              R"(, "samples": {"file": "times.csv", "column": "execution_us"})");
    shop.folder.write("s/times.csv", "model,execution_us\nA,1000\nB,9000\nA,3000\nB,1000\n");
    const ModelPool pool = shop.pool();
    CHECK(mean(*pool.list[0].law) == 2);
    CHECK(mean(*pool.list[1].law) == 5);
    CHECK_FALSE(pool.list[0].mean_ms.has_value());
    const Node resolved = shop.load().resolved(0);
    const Node& law = *resolved.find("models")->find("list")->items[1].find("law");
    CHECK(dump(*law.find("where")) == R"({"column":"model","is":"B"})");
    CHECK(dump(*law.find("found")) == R"({"n":2,"least_ms":1.0,"greatest_ms":9.0})");
    shop.folder.write("s/times.csv", "model,execution_us\nA,1000\nA,3000\n");
    CHECK_THAT(lines_of(problems_of([&] { shop.load(); })).front(),
               Catch::Contains("times.csv: has no row with 'B' in 'model'. Known: A."));
}

TEST_CASE("the models of a phone may be in a table, too", "[model_tables]") {
    const TemporaryFolder folder;
    folder.write("phone.csv", "name,accuracy,mean_ms,power_mw,load_ms\nS,0.4,7,900,300\n");
    const Scenario scenario = Scenario::load(folder.write(
        "s.json", least_scenario(R"({"phone": {"models": {"file": "phone.csv"}, "model": "S"}})")));
    const Phone phone = *scenario.point(0).world->described().phone;
    REQUIRE(phone.models.list.size() == 1);
    CHECK(phone.models.list.front().mean_ms == 7);
    CHECK(phone.models.list.front().power_mw == 900);
    CHECK(phone.models.list.front().load_ms == 300);
}

TEST_CASE("all that is wrong with a table of models is said", "[model_tables]") {
    const std::string per_cent =
        "expected an accuracy between 0 and 1 (per cent need \"unit\": \"%\"), not ";
    CHECK(Shop("name,accuracy,mean_ms,sd_ms\n,0.5,1,1\nA,78.5,x,1\nB,0.5,1,-1\nC,0.5\n").wrong() ==
          Lines{"F:2:1: expected a name, not '' [/models]",
                "F:3:3: " + per_cent + "'78.5' [/models]",
                "F:3:8: expected a time, not negative, not 'x' [/models]",
                "F:4:9: expected a time, not negative, not '-1' [/models]",
                "F:5: expected a time, not negative in column 3, which this row lacks [/models]"});
    CHECK(Shop("nam,acc,mean_ms\nA,0.5,1\n").wrong() ==
          Lines{"F:1: has no column 'name'. Did you mean 'nam'? [/models]",
                "F:1: has no column 'accuracy'. Known: nam acc mean_ms. [/models]"});
    CHECK_THAT(Shop("name,accuracy\nA,0.5\n").wrong().front(),
               Catch::StartsWith("F:1: has no execution times"));
    CHECK_THAT(Shop("name,accuracy,p50_ms\nA,0.5,1\n").wrong().front(),
               Catch::StartsWith("F:1: quantiles need the least and the greatest value"));
    CHECK(Shop("name,accuracy,min_ms,max_ms\nA,0.5,7,1\n").wrong() ==
          Lines{"F:2:9: is less than a lower quantile [/models]"});
    CHECK(
        Shop("name,accuracy,mean\nA,0.5,1\n").wrong() ==
        Lines{"F:1:15: the name 'mean' ends in no unit: say it, as in \"unit\": \"ms\" [/models]"});
    CHECK(Shop("name,accuracy,mean_ms\n").wrong() == Lines{"F: has no models [/models]"});
    CHECK_THAT(Shop(two, R"(, "list": [])").wrong().front(),
               Catch::Contains("models are either in a 'list' or in a 'file' [/models/file]"));
    CHECK_THAT(Shop(two, R"(, "columns": {"mean": {"colum": "x"}})").wrong().front(),
               Catch::Contains("column has no 'colum'"));
    CHECK_THAT(Shop("name,accuracy,mean_ms\nA,0.5,1\nA,0.5,1\n").wrong().front(),
               Catch::Contains("two models are called 'A'"));
    Shop gone(two);
    gone.folder.write("s/models.csv", "");
    CHECK(gone.wrong() == Lines{"F: is empty [/models]"});
}

TEST_CASE("a pool written out holds its table to what it was", "[model_tables]") {
    Shop shop(two, R"(, "only": ["A", "B"])");
    const Scenario scenario = shop.load();
    const std::string text = dump(scenario.written_out());
    const auto again = [&](const Overrides& overrides = {}) {
        return Scenario::from(parse_document(text, "elsewhere/m.json"), "elsewhere/m.json", "m",
                              overrides);
    };
    CHECK(again().point(0).world_digest == scenario.point(0).world_digest);
    CHECK(dump(again().written_out()) == text);
    const std::string other =
        shop.folder.write("o.csv", "name,accuracy,mean_ms\nA,0.9,1\nB,0.8,1\n");
    CHECK(again({{{"models.file", other}}, {}}).point(0).world->models().accuracy(0) == 0.9);
    CHECK(again({{{"models.list.A.accuracy", "0.6"}}, {}}).point(0).world->models().accuracy(0) ==
          0.6);
    shop.folder.write("s/models.csv", two + "C,0.9,1,1\n");
    const Lines lines = lines_of(problems_of([&] { again(); }));
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines.front(), Catch::Contains("has changed: its digest is no longer"));
}

}  // namespace
}  // namespace mdisim
