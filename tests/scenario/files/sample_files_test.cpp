// Scenarios with laws that are in files.
#include "sim/scenario/files/sample_files.hpp"
#include "sim/describe/table_choice.hpp"

#include <filesystem>
#include <optional>

#include "sim/campaign/cell_key.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/fit/law_fit.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Empirical in_file(const TemporaryFolder& folder, const std::string& text) {
    Empirical law;
    law.file = folder.write("rtt.csv", text);
    return law;
}

Lines wrong(const Empirical& law, const std::string& unit = "ms") {
    Lines lines = lines_of(problems_of([&] { read_samples(law, unit); }));
    for (std::string& line : lines) line = "F" + line.substr(law.file->size());
    return lines;
}

// A scenario beside a file of samples, whose latency is an empirical law with these members.
struct SampledPlace {
    explicit SampledPlace(const std::string& members,
                          const std::string& data = "rtt_ms,phone\n30,a\n10,b\n20,a\n10,a\n") {
        folder.write("s/data/rtt.csv", data);
        file = folder.write("s/s.json", least_scenario(R"({"network": {"kind": "latency",
            "latency": {"kind": "empirical", "file": "data/rtt.csv")" +
                                                       members + "}}}"));
    }
    Scenario load(const Overrides& overrides = {}) const { return Scenario::load(file, overrides); }
    Law law(const Overrides& overrides = {}) const {
        const Point point = load(overrides).point(0);
        return std::get<LatencyLink>(point.world->described().network.kind()).latency;
    }
    Digest key(const Overrides& overrides = {}) const {
        const Point p = load(overrides).point(0);
        return cell_key(p, p.policies.front());
    }
    Lines wrong() const {
        return lines_of(problems_of([&] { load(); }));
    }

    TemporaryFolder folder;
    std::string file;
};

const std::string rtt = R"(, "column": "rtt_ms")";

TEST_CASE("samples are those of a column, in the unit of the law", "[sample_files]") {
    const TemporaryFolder folder;
    Empirical law = in_file(folder, "rtt_us,who\n17174,a\n1500,b\n 2e3 ,a\n");
    law.column = "rtt_us";
    CHECK(read_samples(law, "ms") == std::vector<double>{17.174, 1.5, 2});
    law.unit = Unit::s;
    CHECK(read_samples(law, "ms") == std::vector<double>{17174000, 1500000, 2000000});
    law.where = RowChoice{"who", "a"};
    CHECK(read_samples(law, "ms") == std::vector<double>{17174000, 2000000});
    law = in_file(folder, "3\n1\n");
    law.unit = Unit::ms;
    CHECK(read_samples(law, "ms") == std::vector<double>{3, 1});
    law.unit = std::nullopt;
    CHECK(read_samples(law, "") == std::vector<double>{3, 1});
    CHECK(read_samples(in_file(folder, "factor\n-1\n1.5\n"), "") == std::vector<double>{-1, 1.5});
    law = in_file(folder, "{\"size_KiB\": 1, \"x\": 2}\n{\"x\": 2, \"size_KiB\": 2.5}\n");
    law.column = "size_KiB";
    CHECK(read_samples(law, "kb") == std::vector<double>{1.024, 2.56});
    CHECK(read_samples(in_file(folder, "up_mbps\n8\n"), "mbit_per_s") == std::vector<double>{8});
}

TEST_CASE("all that is wrong with a file of samples is said", "[sample_files]") {
    const TemporaryFolder folder;
    Empirical law = in_file(folder, "rtt,who\n1,a\n");
    CHECK(wrong(law) == Lines{"F:1: there are several columns: name one in 'column'. Known: rtt "
                              "who."});
    law.column = "rtt";
    CHECK(wrong(law) == Lines{"F:1:1: the name 'rtt' ends in no unit: say it, as in \"unit\": "
                              "\"ms\""});
    law.unit = Unit::kb;
    CHECK(wrong(law) == Lines{"F:1:1: the column is in kB, which is no unit of a time, as in "
                              "\"unit\": \"ms\""});
    CHECK(wrong(law, "") == Lines{"F:1:1: this law is of numbers without a unit"});
    law.unit = Unit::ms;
    law.where = RowChoice{"who", "b"};
    CHECK(wrong(law) == Lines{"F: has no row with 'b' in 'who'. Known: a."});
    CHECK(wrong(in_file(folder, "rtt_ms\n1\nNaN\n-3\n\"\"\ninf\n3e9\n1,2\n")) ==
          Lines{"F:3:1: expected a time, not negative, not 'NaN'",
                "F:4:1: expected a time, not negative, not '-3'",
                "F:5:1: expected a time, not negative, not ''",
                "F:6:1: expected a time, not negative, not 'inf'",
                "F:7:1: expected a time, not negative, not '3e9'"});
    CHECK(wrong(in_file(folder, "rtt_ms\n")) == Lines{"F: has no samples"});
    CHECK(wrong(in_file(folder, "")) == Lines{"F: is empty"});
}

TEST_CASE("a law of a file draws its samples, and the document says what they are",
          "[sample_files]") {
    const SampledPlace place(rtt);
    const Law law = place.law();
    CHECK_FALSE(awaits_samples(law));
    CHECK(mean(law) == 17.5);
    CHECK(Sampler(law).quantile(0.5) == 10);
    CHECK(Sampler(law).quantile(0.51) == 20);
    const Node resolved = place.load().resolved(0);
    const Node& latency = *resolved.find("network")->find("latency");
    CHECK(dump(*latency.find("found")) == R"({"n":4,"least_ms":10.0,"greatest_ms":30.0})");
    CHECK(latency.find("digest")->text ==
          content_digest(place.folder.path("s/data/rtt.csv")).hex());
    // Samples of one's own are the same law, wherever they stand.
    const SampledPlace own(rtt);
    own.folder.write("s/s.json", least_scenario(R"({"network": {"kind": "latency", "latency":
        {"kind": "empirical", "samples_ms": [30, 10, 20, 10]}}})"));
    CHECK(in_numbers(own.law()) == in_numbers(law));
    CHECK(mean(SampledPlace(rtt + R"(, "where": {"column": "phone", "is": "a"})").law()) == 20);
}

TEST_CASE("the content of the file is in the cell's key, its place is not", "[sample_files]") {
    const SampledPlace place(rtt);
    const Digest key = place.key();
    CHECK(SampledPlace(rtt).key() == key);
    const std::string copy =
        place.folder.write("copy.csv", read_text(place.folder.path("s/data/rtt.csv")));
    CHECK(place.key({{{"network.latency.file", copy}}, {}}) == key);
    CHECK(place.key({{{"network.latency.between", "true"}}, {}}) != key);
    CHECK(place.key({{{"network.latency.unit", "us"}}, {}}) != key);
    CHECK(SampledPlace(rtt, "rtt_ms,phone\n30,a\n10,b\n20,a\n11,a\n").key() != key);
}

TEST_CASE("laws are read wherever a law may be", "[sample_files]") {
    const TemporaryFolder folder;
    folder.write("t.csv", "x_ms,kb,factor,mbps\n10,100,1,8\n20,300,1,8\n");
    const auto law = [](const std::string& column, const std::string& more = "") {
        return R"({"kind": "empirical", "file": "t.csv", "column": ")" + column + "\"" + more + "}";
    };
    const std::string scenario = least_scenario(
        R"({"workload": {"kind": "renewal", "gap": {"kind": "shifted", "by_ms": 1, "law": )" +
        law("x_ms") + R"(}}, "models": {"list": [{"name": "A", "accuracy": 0.5, "law": )" +
        law("x_ms", R"(, "tail": {"share": 0.1, "law": )" + law("x_ms") + "}") +
        R"(}]}, "network": {"kind": "bandwidth", "round_trip": {"kind": "mixture", "parts": [
           {"weight": 1, "law": )" +
        law("x_ms") + R"(}, {"weight": 1, "law": {"kind": "constant", "value_ms": 5}}]}, "up": )" +
        law("mbps") + R"(, "down": )" + law("mbps") + R"(}, "pictures": {"size": )" +
        law("kb", R"(, "unit": "kB")") + "}}");
    const Scenario read = Scenario::load(folder.write("s.json", scenario));
    const Point point = read.point(0);
    const World& world = point.world->described();
    CHECK(mean(std::get<RenewalWorkload>(world.workload.kind()).gap) == 16);
    CHECK(mean(*world.models.list.front().law) == Approx((10 * 1 + 20 * 0.8 + 0.2 * 35) / 2));
    CHECK(mean(std::get<BandwidthLink>(world.network.kind()).round_trip) == 10);
    CHECK(mean(std::get<BandwidthLink>(world.network.kind()).up) == 8);
    CHECK(mean(*world.pictures->size) == 200);
}

TEST_CASE("a fit takes the place of its samples, and stands in the document", "[sample_files]") {
    const SampledPlace place(rtt + R"(, "fit": "lognormal")");
    const Law law = place.law();
    const Law fit = fit_law(FitFamily::lognormal, std::vector<double>{30, 10, 20, 10});
    const auto fit_in = [](const Law& all) {
        return in_numbers(std::get<Empirical>(all.kind()).fitted.front());
    };
    CHECK(fit_in(law) == in_numbers(fit));
    CHECK(mean(law) == mean(fit));
    const Node resolved = place.load().resolved(0);
    const Node& fitted = *resolved.find("network")->find("latency")->find("fitted");
    CHECK(fitted.find("kind")->text == "lognormal_ln");
    CHECK(fitted.find("mu_ln_ms")->real == std::get<LogNormalLog>(fit.kind()).mu_ln);
    // Another family, asked for on the command line, is fitted anew.
    CHECK(fit_in(place.law({{{"network.latency.fit", "weibull"}}, {}})) ==
          in_numbers(fit_law(FitFamily::weibull, std::vector<double>{30, 10, 20, 10})));
    // A fit of few scattered samples is far off, which is said once for all points of a sweep.
    const Scenario swept = place.load({{}, {{"sla_ms", "10,20,30"}}});
    REQUIRE(swept.warnings().size() == 1);
    CHECK_THAT(swept.warnings().front().what,
               Catch::StartsWith("the fit differs from its samples: P(T <= 10 ms) is 0.5 and of "
                                 "the fit 0.1"));
    CHECK(swept.warnings().front().pointer == "/network/latency");
    const SampledPlace zero(rtt + R"(, "fit": "gamma")", "rtt_ms,phone\n3,a\n0,a\n");
    REQUIRE(zero.wrong().size() == 1);
    CHECK_THAT(zero.wrong().front(), Catch::Contains("rtt.csv: this family has values above 0"));
}

TEST_CASE("a link scales the samples of its file", "[sample_files]") {
    const SampledPlace place(rtt);
    CHECK_NOTHROW(place.load({{{"network.cv", "0.1"}}, {}}));
    CHECK_NOTHROW(place.load({{{"network.family", "gamma"}}, {}}));
    const SampledPlace tailed(rtt + R"(, "tail": {"share": 0.1, "law": {"kind": "constant",
                                       "value_ms": 1}})");
    CHECK_NOTHROW(tailed.load());
    CHECK_THAT(lines_of(problems_of([&] {
                   tailed.load({{{"network.cv", "0.1"}}, {}});
               })).front(),
               Catch::Contains("it goes without a tail"));
}

TEST_CASE("what is written as null says nothing", "[sample_files]") {
    const std::string nothing = R"(, "digest": null, "found": null, "fitted": null)";
    CHECK(mean(SampledPlace(rtt + nothing).law()) == 17.5);
    CHECK(mean(SampledPlace(rtt + nothing + R"(, "fit": "normal", "where": null)").law()) == 17.5);
    CHECK(Sampler(SampledPlace(rtt + nothing + R"(, "fit": "normal")").law()).score() ==
          Score::normal);
}

TEST_CASE("a good fit gives no warning", "[sample_files]") {
    std::string text = "rtt_ms\n";
    const Sampler law(LogNormalLog{3, 0.4});
    for (int i = 0; i < 500; ++i) text += std::to_string(law.quantile((i + 0.5) / 500)) + "\n";
    CHECK(SampledPlace(R"(, "fit": "lognormal")", text).load().warnings().empty());
    CHECK_FALSE(SampledPlace(R"(, "fit": "normal")", text).load().warnings().empty());
}

TEST_CASE("a scenario written out holds samples and fits to what they were", "[sample_files]") {
    for (const std::string fit : {"", R"(, "fit": "gamma")"}) {
        const SampledPlace place(rtt + fit);
        const Scenario scenario = place.load();
        const std::string text = dump(scenario.written_out());
        const auto again = [&](const Overrides& overrides = {}) {
            return Scenario::from(parse_document(text, "elsewhere/m.json"), "elsewhere/m.json", "m",
                                  overrides);
        };
        CHECK(again().point(0).world_digest == scenario.point(0).world_digest);
        CHECK(dump(again().written_out()) == text);
        // Whoever asks for other rows gets those, not what the document remembers.
        const Overrides rows = {{{"network.latency.where", R"({"column": "phone", "is": "a"})"}},
                                {}};
        CHECK(again(rows).point(0).world_digest == place.load(rows).point(0).world_digest);
        CHECK(again(rows).point(0).world_digest != scenario.point(0).world_digest);
        place.folder.write("s/data/rtt.csv", "rtt_ms,phone\n31,a\n10,b\n");
        const Lines lines = lines_of(problems_of([&] { again(); }));
        REQUIRE(lines.size() == 1);
        CHECK_THAT(lines.front(), Catch::Contains("has changed: its digest is no longer"));
    }
}

TEST_CASE("a sweep goes over laws of files", "[sample_files]") {
    const SampledPlace place(rtt);
    place.folder.write("s/data/other.csv", "rtt_ms\n7\n");
    const Scenario by_law = place.load({{}, {{"network.latency.between", "true,false"}}});
    CHECK(by_law.point(0).world_digest != by_law.point(1).world_digest);
    Node document = read_document(place.file);
    document.set("sweep", parse_document(R"({"network": [
        {"kind": "latency", "latency": {"kind": "empirical", "file": "data/rtt.csv",
         "column": "rtt_ms"}, "label": "one"},
        {"kind": "latency", "latency": {"kind": "empirical", "file": "data/other.csv"},
         "label": "other"}]})",
                                         "s/s.json"));
    const std::string file = place.folder.write("s/swept.json", dump(document));
    const Scenario swept = Scenario::load(file);
    REQUIRE(swept.size() == 2);
    const std::string written = dump(swept.written_out());
    const Scenario again =
        Scenario::from(parse_document(written, "elsewhere/m.json"), "elsewhere/m.json", "m");
    for (size_t i = 0; i < 2; ++i) {
        CHECK(again.point(i).world_digest == swept.point(i).world_digest);
    }
    CHECK(swept.point(0).world_digest != swept.point(1).world_digest);
}

TEST_CASE("samples are read once, whatever asks for them", "[sample_files]") {
    const TemporaryFolder folder;
    Empirical law = in_file(folder, "rtt_ms\n3\n1\n");
    law.digest = content_digest(*law.file).hex();
    law.fit = FitFamily::normal;
    SampleFiles files;
    CHECK(files.sorted(law, "ms").first() == 1);
    std::filesystem::remove(*law.file);
    CHECK(files.sorted(law, "ms").last() == 3);
    CHECK(std::get<Normal>(files.fitted(law, "ms").kind()).mean == 2);
    law.unit = Unit::us;
    CHECK_THROWS_AS(files.sorted(law, "ms"), UserError);
}

}  // namespace
}  // namespace mdisim
