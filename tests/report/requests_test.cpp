#include "sim/report/requests.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Fields = std::vector<std::string>;

Fields fields_of(const std::string& line) {
    Fields fields(1);
    bool inside = false;
    for (size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            if (inside && i + 1 < line.size() && line[i + 1] == '"')
                fields.back() += line[i++];
            else
                inside = !inside;
        } else if (line[i] == ',' && !inside) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    return fields;
}

using Line = std::map<std::string, std::string>;

std::vector<Line> table_of(const Scenario& scenario, const Fields& policies) {
    const TemporaryFolder folder;
    RequestTable table(folder.path("requests.csv"), scenario);
    for (size_t point = 0; point < scenario.size(); ++point) {
        for (const std::string& policy : policies) {
            const CellRow row = row_of(scenario, point, policy);
            table.add(row, Watcher().kept(scenario, row));
        }
    }
    table.finish();
    const Fields lines = lines_of(read_text(folder.path("requests.csv")));
    const Fields head = fields_of(lines.at(0));
    std::vector<Line> all;
    for (size_t i = 1; i < lines.size(); ++i) {
        const Fields fields = fields_of(lines[i]);
        REQUIRE(fields.size() == head.size());
        Line& line = all.emplace_back();
        for (size_t f = 0; f < head.size(); ++f) line[head[f]] = fields[f];
    }
    return all;
}

double number(const Line& line, const std::string& field) {
    const std::string& text = line.at(field);
    return text.empty() ? 0 : std::stod(text);
}

}  // namespace

TEST_CASE("requests.csv has the requests asked for, under each policy the same", "[requests]") {
    const Scenario s = busy_scenario(
        R"(, "records": {"requests": 7, "which": "sampled"}, "sweep": {"sla_ms": [60, 90]})");
    const std::vector<Line> lines = table_of(s, {"mdinference", "copy"});
    REQUIRE(lines.size() == 2 * 2 * 7);
    for (size_t i = 0; i < lines.size(); ++i) {
        CHECK(lines[i].at("request") == lines[i % 7].at("request"));
        CHECK(std::stoi(lines[i].at("request")) >= 10);
        CHECK(lines[i].at("sla_ms") == (i < 14 ? "60" : "90"));
        CHECK(lines[i].at("deadline_ms") == lines[i].at("sla_ms"));
        CHECK(lines[i].at("policy") == (i / 7 % 2 == 0 ? "mdinference" : "copy"));
        CHECK(lines[i].at("replication") == "0");
    }
}

TEST_CASE("earlier attempts and shrinking in the cloud are stages of the latency", "[requests]") {
    const auto check = [](const Scenario& scenario, const std::string& policy,
                          const std::string& stage) {
        size_t with_stage = 0;
        for (const Line& line : table_of(scenario, {policy})) {
            CAPTURE(line.at("request"), stage);
            if (line.at("answer") != "cloud") continue;
            double stages = 0;
            for (const char* one : {"earlier_ms", "prepare_ms", "uplink_ms", "cloud_prepare_ms",
                                    "wait_ms", "execution_ms", "downlink_ms"}) {
                stages += number(line, one);
            }
            CHECK(number(line, "latency_ms") == Approx(stages));
            with_stage += number(line, stage) > 0 ? 1 : 0;
        }
        CHECK(with_stage > 5);
    };
    check(busy_scenario(R"(, "retries": {"timeout_ms": 40, "most": 2},
                            "records": {"requests": 290})"),
          "mdinference", "earlier_ms");
    check(
        Scenario::load(
            MDISIM_SOURCE_DIR "/scenarios/pieslicer/table4.json",
            {{{"requests", "60"}, {"replications", "1"}, {"records", R"({"requests": 50})"}}, {}}),
        "static remote", "cloud_prepare_ms");
}

TEST_CASE("requests.csv says what was right, where that is drawn", "[requests]") {
    const std::string records = R"(, "records": {"requests": 290})";
    CHECK(table_of(busy_scenario(records), {"copy"}).front().count("right") == 0);
    const Scenario s = busy_scenario(records + R"(, "correctness": {"labels": {"share": 0.5}})");
    size_t right = 0, unlike = 0, labels = 0;
    const std::vector<Line> lines = table_of(s, {"mdinference", "copy"});
    for (const Line& line : lines) {
        CAPTURE(line.at("request"), line.at("policy"));
        const std::string answer = line.at("answer");
        CHECK(line.at("right") == (answer == "cloud"   ? line.at("cloud_right")
                                   : answer == "phone" ? line.at("phone_right")
                                                       : ""));
        CHECK(line.at("cloud_right").empty() == line.at("execution_ms").empty());
        CHECK(line.at("phone_right").empty() == line.at("phone_ms").empty());
        right += line.at("right") == "1";
        unlike += !line.at("cloud_right").empty() && !line.at("phone_right").empty() &&
                  line.at("cloud_right") != line.at("phone_right");
        labels += line.at("label") == "1";
    }
    CHECK(right > lines.size() / 3);
    CHECK(unlike > 20);
    CHECK((labels > lines.size() / 3 && labels < 2 * lines.size() / 3));
}

TEST_CASE("stages add up to the latency where the cloud answers", "[requests]") {
    const Scenario s = busy_scenario(R"(, "records": {"requests": 290})");
    size_t dropped = 0, waited = 0, rescued = 0;
    for (const Line& line : table_of(s, {"mdinference", "copy"})) {
        CAPTURE(line.at("request"), line.at("policy"));
        double stages = 0;
        for (const char* stage :
             {"prepare_ms", "uplink_ms", "wait_ms", "execution_ms", "downlink_ms"}) {
            stages += number(line, stage);
        }
        const bool copy = line.at("policy") == "copy";
        if (line.at("answer") == "cloud" && !copy)
            CHECK(number(line, "latency_ms") == Approx(stages));
        if (line.at("answer") == "none") {
            ++dropped;
            CHECK(line.at("latency_ms").empty());
            CHECK(line.at("accuracy").empty());
            CHECK(line.at("execution_ms").empty());
        }
        waited += number(line, "wait_ms") > 0;
        if (line.at("rescued") == "1") {
            ++rescued;
            CHECK(line.at("answer") == "phone");
            CHECK(line.at("phone_model") == "P");
            CHECK(line.at("accuracy") == "0.4");
        }
        CHECK(line.at("phone_ms").empty() == !copy);
        CHECK(line.at("phone_start_ms") == (copy ? "0" : ""));
        CHECK((line.at("on_time") == "1") ==
              (line.at("answer") != "none" && number(line, "latency_ms") <= 90));
    }
    CHECK(dropped > 0);
    CHECK(waited > 0);
    CHECK(rescued > 0);
}

TEST_CASE("what never left the phone has no stages in the cloud", "[requests]") {
    const Scenario s = busy_scenario(R"(, "records": {"requests": 5})");
    for (const Line& line : table_of(s, {"phone only"})) {
        CHECK(line.at("model").empty());
        CHECK(line.at("uplink_ms").empty());
        CHECK(line.at("latency_ms") == line.at("phone_ms"));
    }
}

TEST_CASE("a table that is not wanted any more is removed", "[requests]") {
    const TemporaryFolder folder;
    const std::string path = folder.write("requests.csv", "of an earlier run");
    const Scenario s = busy_scenario();
    RequestTable table(path, s);
    table.add(row_of(s, 0, "copy"), {});
    table.finish();
    CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace mdisim
