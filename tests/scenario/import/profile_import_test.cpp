#include "sim/scenario/import/profile_import.hpp"
#include "sim/describe/error.hpp"
#include "sim/world/network/latency_series.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Node import_by(std::string_view kind, const ImportRequest& request) {
    for (const Importer& importer : all_importers()) {
        if (importer.name == kind) return importer.import(request);
    }
    FAIL("no such importer");
    return {};
}

Lines wrong(std::string_view kind, const ImportRequest& request) {
    Lines lines = lines_of(problems_of([&] { import_by(kind, request); }));
    for (std::string& line : lines) {
        const size_t at = line.find("f.");
        if (at != std::string::npos && line.front() == '/') line.erase(0, at);
    }
    return lines;
}

// The world of a scenario that takes a block from this profile.
World world_with(const Node& profile, const std::string& block) {
    const TemporaryFolder folder;
    folder.write("profiles/it.json", profile_text(profile));
    Node all = parse_document(least_scenario(), "");
    Node named = Node::object();
    named.set("profile", Node(std::string("it")));
    all.set(block, named);
    const std::string file = folder.write("scenarios/s.json", dump(all, 1));
    return Scenario::load(file).point(0).world->described();
}

// n samples of a law, as text in the precision that tools print.
std::vector<double> drawn(const Law& law, int n) {
    const Sampler sampler(law);
    std::vector<double> all;
    for (int i = 0; i < n; ++i) {
        const Lanes lanes = random_lanes(7, {Purpose{1}, 0, 0, 0, static_cast<uint64_t>(i)});
        all.push_back(std::round(1000 * sampler.quantile(uniform_of(lanes.lane[0]))) / 1000);
    }
    return all;
}

TEST_CASE("models come back as they were written", "[import]") {
    const TemporaryFolder folder;
    const ImportRequest request{
        folder.write("f.csv",
                     "name;accuracy_pct;mean_us;sd_ms;memory_MiB;where\n"
                     "small;61.5;8250;0.5;20;here\nlarge;83.2;70000;3;512;here\n"
                     "other;50;1;1;1;there\nunknown;;5;1;1;here\n"),
        {{"where", "here"}}};
    const Node profile = import_by("models", request);
    CHECK(profile.find("source")->text.starts_with("f.csv, digest "));
    CHECK(profile.find("source")->text.ends_with("; rows where where is here."));
    const ModelPool pool = world_with(profile, "models").models;
    REQUIRE(pool.list.size() == 2);
    CHECK(pool.list[0].name == "small");
    CHECK(pool.list[0].accuracy == 0.615);
    CHECK(pool.list[0].mean_ms == 8.25);
    CHECK(pool.list[1].accuracy == 0.832);
    CHECK(pool.list[1].sd_ms == 3);
    CHECK(pool.list[1].memory_mb == Approx(536.870912));
    CHECK(pool.family == Family::lognormal);
    // A line for each model.
    CHECK(profile_text(profile).find("        {\"name\":\"large\",") == std::string::npos);
    CHECK(profile_text(profile).find("      {\"name\":\"large\",") != std::string::npos);
}

TEST_CASE("models of a phone make a phone", "[import]") {
    const TemporaryFolder folder;
    ImportRequest request{folder.write("f.csv", "name,accuracy,mean_ms\na,0.5,1\nb,0.6,2\n")};
    request.phone = "b";
    request.about = "A phone.";
    request.source = "Measured by nobody.";
    const Node profile = import_by("models", request);
    CHECK(profile.find("about")->text ==
          "A phone. 2 models with accuracies and execution times. The file has no spread of the "
          "times: they are constants.");
    CHECK(profile.find("source")->text.ends_with(". Measured by nobody."));
    const Phone phone = *world_with(profile, "phone").phone;
    CHECK(phone.model == "b");
    REQUIRE(phone.models.list.size() == 2);
    CHECK(phone.models.family == Family::constant);
}

TEST_CASE("round trips are fitted, or kept as they are", "[import]") {
    const TemporaryFolder folder;
    const std::vector<double> samples = drawn(in_family(Family::lognormal, 60, 25), 20000);
    std::ostringstream table;
    table << "at,rtt_ms,who\n";
    for (const double ms : samples) table << "2026-01-01," << ms << ",me\n";
    ImportRequest request{folder.write("f.csv", table.str())};
    request.columns["round_trip"] = "rtt_ms";
    const auto law_of = [&] {
        const World world = world_with(import_by("round_trips", request), "network");
        const auto& link = std::get<LatencyLink>(world.network.kind());
        CHECK(link.measures == Measures::round_trip);
        return link.latency;
    };
    // A standard error of the mean is 0.18 ms.
    CHECK(mean(law_of()) == Approx(60).margin(0.6));
    CHECK(nominal_sd(law_of()) == Approx(25).margin(0.8));
    request.fit = "gamma";
    CHECK(mean(law_of()) == Approx(60).margin(0.6));
    request.fit = "samples";
    double sum = 0;
    for (const double ms : samples) sum += ms;
    CHECK(mean(law_of()) == Approx(sum / 20000));
    request.fit = "lognormall";
    CHECK(wrong("round_trips", request) ==
          Lines{"--fit lognormall: there is no such family. Did you mean 'lognormal'? 'samples' "
                "keeps what was measured"});
}

TEST_CASE("what ping prints is a network", "[import]") {
    const TemporaryFolder folder;
    // The form of iputils, with lost echoes, without and with -D.
    std::ostringstream text;
    text << "PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.\n";
    const std::vector<double> samples = drawn(in_family(Family::lognormal, 20, 4), 500);
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i % 7 == 0) text << "no answer yet for icmp_seq=" << i << "\n";
        if (i % 2 == 0) text << "[1796032188.290408] ";
        text << "64 bytes from 10.0.0.1: icmp_seq=" << i << " ttl=64 time=" << samples[i]
             << " ms\n";
    }
    text << "\n--- 10.0.0.1 ping statistics ---\n500 packets transmitted, 500 received, 0% packet "
            "loss, time 405ms\nrtt min/avg/max/mdev = 0.053/0.060/0.071/0.007 ms\n";
    const ImportRequest request{folder.write("f.txt", text.str())};
    const World world = world_with(import_by("ping", request), "network");
    const Law law = std::get<LatencyLink>(world.network.kind()).latency;
    CHECK(mean(law) == Approx(20).margin(0.6));
    CHECK(nominal_sd(law) == Approx(4).margin(0.5));
    CHECK(wrong("ping", {folder.write("f.txt", "PING\n")}) ==
          Lines{"f.txt: has no line of an echo, as ping prints it"});
    CHECK(wrong("ping", {folder.write("f.txt",
                                      "64 bytes: icmp_seq=1 ttl=64 time=x ms\n"
                                      "64 bytes: icmp_seq=1 ttl=64 time=-1 ms\n"
                                      "64 bytes: icmp_seq=1 ttl=64 time=3 s\n")}) ==
          Lines{"f.txt:1: expected a time in ms behind 'time=', as ping prints it",
                "f.txt:2: expected a time in ms behind 'time=', as ping prints it",
                "f.txt:3: expected a time in ms behind 'time=', as ping prints it"});
}

TEST_CASE("what cannot be imported is told", "[import]") {
    const TemporaryFolder folder;
    ImportRequest request{folder.write("f.csv", "arch,top1,a_ms\nx,80,5\n")};
    CHECK(wrong("timm", request) ==
          Lines{"a timm table has times of several machines: name the column, as in --column "
                "mean=i9_10940x_ms_bs1"});
    request.columns["mean"] = "b_ms";
    CHECK(wrong("timm", request) ==
          Lines{"f.csv:1: has no column 'b_ms'. Did you mean 'a_ms'? [/models]"});
    request.columns["mean"] = "a_ms";
    request.where = {{"arch", "y"}};
    CHECK(wrong("timm", request) ==
          Lines{"f.csv: has no row with 'y' in 'arch'. Known: x. [/models]"});
    request.where = {{"arch", "x"}, {"a_ms", "6"}};
    CHECK(wrong("timm", request).front().starts_with("f.csv: has no row with '6' in 'a_ms'."));
    CHECK(wrong("models", {folder.path("none.csv")}).size() == 1);
    ImportRequest twice{folder.write("f.csv", "name,accuracy,mean_ms\na,0.5,1\na,0.6,2\n")};
    CHECK_THROWS_AS(world_with(import_by("models", twice), "models"), UserError);
}

// The rows of a simple CSV, as an independent reader sees them: no quotes, no comments.
std::vector<std::map<std::string, std::string>> plain_rows(const std::string& file) {
    std::ifstream in(file);
    const auto cells_of = [](const std::string& line) {
        Lines cells;
        std::istringstream text(line);
        for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
        return cells;
    };
    std::string line;
    std::getline(in, line);
    const Lines names = cells_of(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(in, line)) {
        const Lines cells = cells_of(line);
        auto& row = rows.emplace_back();
        for (size_t c = 0; c < cells.size(); ++c) row[names[c]] = cells[c];
    }
    return rows;
}

TEST_CASE("genuine tables give the numbers that stand in them", "[import]") {
    const std::string shared = MDISIM_SOURCE_DIR "/../shared/";
    const std::string phones = shared + "reference/aihub_phones.csv";
    if (std::filesystem::exists(phones)) {
        ImportRequest request{
            phones,
            {{"device", "Samsung Galaxy S25"}, {"precision", "float"}, {"runtime", "tflite"}}};
        request.phone = "mobilenet_v3_small";
        const Phone phone = *world_with(import_by("aihub", request), "phone").phone;
        size_t expected = 0;
        for (auto& row : plain_rows(phones)) {
            if (row["device"] != "Samsung Galaxy S25" || row["precision"] != "float" ||
                row["runtime"] != "tflite" || row["top1"].empty())
                continue;
            const auto& list = phone.models.list;
            const auto found = std::find_if(list.begin(), list.end(),
                                            [&](const Model& m) { return m.name == row["model"]; });
            REQUIRE(found != list.end());
            CHECK(found->accuracy == Approx(std::stod(row["top1"]) / 100).epsilon(1e-12));
            CHECK(found->mean_ms == std::stod(row["latency_ms"]));
            ++expected;
        }
        CHECK(phone.models.list.size() == expected);
        CHECK(expected == 37);
        // What ships is what is imported.
        const World ships = world_with(
            read_document(MDISIM_SOURCE_DIR "/profiles/phones/galaxy_s25.json"), "phone");
        REQUIRE(ships.phone->models.list.size() == 37);
        for (size_t m = 0; m < 37; ++m) {
            CHECK(ships.phone->models.list[m].name == phone.models.list[m].name);
            CHECK(ships.phone->models.list[m].mean_ms == phone.models.list[m].mean_ms);
            CHECK(ships.phone->models.list[m].accuracy == phone.models.list[m].accuracy);
        }
    }
    const std::string timm = shared + "data/timm/timm_cpu_bs1_top1.csv";
    if (!std::filesystem::exists(timm)) return;
    ImportRequest request{timm, {{"img_size", "224"}}};
    request.columns["mean"] = "i7_12700h_ms_bs1";
    const ModelPool pool = world_with(import_by("timm", request), "models").models;
    double sum = 0;
    size_t expected = 0;
    for (auto& row : plain_rows(timm)) {
        if (row["img_size"] != "224" || row["i7_12700h_ms_bs1"].empty() || row["top1"].empty())
            continue;
        sum += std::stod(row["i7_12700h_ms_bs1"]);
        ++expected;
    }
    double read = 0;
    for (const Model& m : pool.list) read += *m.mean_ms;
    CHECK(pool.list.size() == expected);
    CHECK(read == Approx(sum));
}

}  // namespace
}  // namespace mdisim
