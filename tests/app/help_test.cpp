// Everything the program says about itself can be asked for, and fits.
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

// What a command that must succeed prints.
std::string said(const Words& words) {
    const Ended ended = run_program(words);
    CAPTURE(words);
    CHECK(ended.code == 0);
    CHECK(ended.err == "");
    CHECK(!ended.out.empty());
    return ended.out;
}

// The first word of every line.
Words names_in(const std::string& listing) {
    Words names;
    for (const std::string& line : lines_of(listing))
        names.push_back(line.substr(0, line.find(' ')));
    return names;
}

size_t letters_in(const std::string& text) {
    size_t letters = 0;
    for (char c : text) letters += (c & 0xC0) != 0x80;
    return letters;
}

void check_width(const std::string& text) {
    for (const std::string& line : lines_of(text)) {
        CAPTURE(line);
        CHECK(letters_in(line) <= 80);
        CHECK((line.empty() || line.back() != ' '));
    }
}

// What texts name: a command and its topic.
using Pointers = std::set<std::pair<std::string, std::string>>;

void add_pointers_in(const std::string& text, Pointers& named) {
    const auto is_of_topic = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/' || c == '-';
    };
    // The commands of a page, which are indented, are run by themselves.
    const auto is_command = [&](size_t at) {
        const size_t line = text.rfind('\n', at) + 1;
        return text.compare(line, 6, "    $ ") == 0;
    };
    for (const std::string command : {"explain", "help", "list"}) {
        const std::string head = "mdisim " + command + " ";
        for (size_t at = text.find(head); at != std::string::npos; at = text.find(head, at + 1)) {
            const size_t begin = at + head.size();
            if (is_command(at) || text.compare(begin, 2, "--") == 0) continue;
            size_t end = begin;
            while (end < text.size() && is_of_topic(text[end])) ++end;
            if (text.compare(end, 5, ".json") == 0) end += 5;
            if (end > begin) named.emplace(command, text.substr(begin, end - begin));
        }
    }
}

}  // namespace

TEST_CASE("help in all its forms", "[app]") {
    const std::string overview = said({"help"});
    CHECK(said({}) == overview);
    CHECK(said({"--help"}) == overview);
    CHECK(said({"-h"}) == overview);
    check_width(overview);
    for (const Command& command : all_commands()) {
        const std::string name = command.name;
        CAPTURE(name);
        CHECK_THAT(overview, Catch::Contains("\n  " + name + " "));
        CHECK_THAT(overview, Catch::Contains(command.summary));  // on one line
        const std::string asked = said({name, "--help"});
        CHECK_THAT(asked, Catch::StartsWith("mdisim " + name));
        for (const OptionSpec& option : command.options) {
            const std::string word = option.name.substr(0, option.name.find(','));
            CHECK_THAT(asked, Catch::Contains("--" + word));
        }
        CHECK(said({name, "-h"}) == asked);
        check_width(asked);
        check_width(said({"help", name}));
    }
    CHECK_THAT(said({"help", "randomness"}), Catch::Contains("purpose 12 | block 20"));
    CHECK_THAT(said({"help", "exit-codes"}), Catch::Contains("130"));
    CHECK(said({"--version"}) == said({"version"}));
    CHECK_THAT(said({"version"}), Catch::StartsWith("mdisim "));
}

TEST_CASE("everything listed can be explained", "[app][long]") {
    const Words policies = names_in(said({"list", "policies"}));
    CHECK(policies.size() > 3);
    for (const std::string& policy : policies) {
        const std::string text = said({"explain", policy.substr(policy.find('/') + 1)});
        CHECK_THAT(text, Catch::Contains(policy));
    }
    const Words metrics = names_in(said({"list", "metrics"}));
    CHECK(metrics.size() > 10);
    for (const std::string& metric : metrics) {
        CHECK_THAT(said({"explain", metric}), Catch::Contains(metric));
    }
    for (const std::string& profile : names_in(said({"list", "profiles"}))) {
        CHECK_THAT(said({"explain", profile}), Catch::Contains(profile));
    }
}

TEST_CASE("pointers to topics are found in a text", "[app]") {
    Pointers named;
    add_pointers_in(
        "see `mdisim explain place/both`, 'mdisim help exit-codes'. mdisim list it? "
        "mdisim explain NAME; mdisim run hello; mdisim explain a/b.json.\n"
        "    $ ./mdisim explain shown\nmdisim explain --pages DIR",
        named);
    CHECK(named == Pointers{{"explain", "a/b.json"},
                            {"explain", "place/both"},
                            {"help", "exit-codes"},
                            {"list", "it"}});
}

TEST_CASE("every topic that a text sends its reader to is there", "[app][long]") {
    Words files = {MDISIM_SOURCE_DIR "/README.md", MDISIM_SOURCE_DIR "/CONTRIBUTING.md"};
    for (const auto& [folder, ending] :
         {std::pair("docs", ".md"), std::pair("sim", ".cpp"), std::pair("policies", ".cpp"),
          std::pair("scenarios", ".json"), std::pair("profiles", ".json")}) {
        for (const std::string& file : files_below(folder, ending)) files.push_back(file);
    }
    Pointers named;
    for (const std::string& file : files) add_pointers_in(read_text(file), named);
    CHECK(named.size() > 12);
    for (const auto& [command, topic] : named) {
        const Ended ended = run_program({command, topic});
        CAPTURE(command, topic, ended.err);
        CHECK(ended.code == 0);
    }
}

TEST_CASE("explain by itself lists the topics, and each of them is there", "[app][long]") {
    const std::string text = said({"explain"});
    check_width(text);
    Words topics;
    std::istringstream rows(text.substr(text.find("\n\n")));
    for (std::string line; std::getline(rows, line);) {
        if (line.size() < 15) continue;
        std::istringstream words(line.substr(15));
        for (std::string word; words >> word;) topics.push_back(word);
    }
    CHECK(topics.size() > 50);
    for (const std::string& topic : topics) {
        CAPTURE(topic);
        said({"explain", topic});
    }
    for (const char* one : {"workload", "control", "mdinference", "law", "policies"}) {
        CHECK(std::count(topics.begin(), topics.end(), one) == 1);
    }
}

TEST_CASE("every exit code that help names is one that the program has", "[app]") {
    const std::string text = said({"help", "exit-codes"});
    for (const char* code : {"\n    0 ", "\n    1 ", "\n    2 ", "\n    3 ", "\n    130 "}) {
        CHECK_THAT(text, Catch::Contains(code));
    }
    CHECK_THAT(text, !Catch::Contains("\n    5 "));
}

TEST_CASE("every block of a scenario can be explained", "[app]") {
    const Node schema = parse_document(said({"schema"}), "schema");
    said({"explain", "scenario"});
    said({"explain", "law"});
    for (const auto& [key, value] : schema.find("properties")->members) {
        CAPTURE(key);
        if (key == "$schema" || key == "version" || key == "about") continue;
        said({"explain", key});
    }
    // What a list holds, below it.
    CHECK_THAT(said({"explain", "workload"}), Catch::Contains("\n    radian_s  "));
    CHECK_THAT(said({"explain", "classes"}), Catch::Contains("\n  sla_factor  "));
}

// Names of keys anywhere in a schema.
void add_keys_of(const Node& schema, std::set<std::string>& keys) {
    if (const Node* properties = schema.find("properties")) {
        for (const auto& [key, value] : properties->members) keys.insert(key);
    }
    for (const auto& [key, value] : schema.members) add_keys_of(value, keys);
    for (const Node& item : schema.items) add_keys_of(item, keys);
}

TEST_CASE("every key that can stand in a scenario can be explained", "[app][long]") {
    std::set<std::string> keys;
    add_keys_of(read_document(MDISIM_SOURCE_DIR "/docs/scenario.schema.json"), keys);
    CHECK(keys.size() > 200);
    for (const std::string& key : keys) {
        CAPTURE(key);
        const std::string text = said({"explain", key});
        CHECK_THAT(text, Catch::Contains(key));
        check_width(text);
    }
    CHECK_THAT(said({"explain", "batching"}),
               Catch::Contains("\n  is in servers, sites.servers\n") &&
                   Catch::Contains("\n  max_delay_ms "));
    CHECK(said({"explain", "servers.batching"}) == said({"explain", "batching"}));
    CHECK_THAT(said({"explain", "sessions"}), Catch::Contains("\n  is in phone, classes.phone\n"));
    CHECK_THAT(said({"explain", "expect"}), Catch::Contains("\n  least "));
    CHECK_THAT(said({"explain", "threshold_ms"}), Catch::Contains("select/modipick"));
    CHECK_THAT(said({"explain", "sigma_ln"}), Catch::Contains("law of kind \"lognormal_ln\""));
    // What is said of several keys of one name is said of each.
    CHECK_THAT(said({"explain", "replicas"}), Catch::Contains("servers, servers.further"));
}

TEST_CASE("the choices of a key are told, by itself and in its block", "[app]") {
    const std::string choices = "(one of fifo, earliest_deadline; default fifo)";
    const auto unfolded = [](std::string text) {
        for (size_t at; (at = text.find('\n')) != std::string::npos;) {
            const size_t end = std::min(text.find_first_not_of(" \n", at), text.size());
            text.replace(at, end - at, " ");
        }
        return text;
    };
    CHECK_THAT(unfolded(said({"explain", "queue"})), Catch::Contains(choices));
    CHECK_THAT(unfolded(said({"explain", "servers"})), Catch::Contains(choices));
    CHECK_THAT(unfolded(said({"explain", "form"})),
               Catch::Contains("one of value, difference, ratio, "));
}

TEST_CASE("scenarios and profiles are listed as they can be asked for", "[app]") {
    const Words scenarios = names_in(said({"list", "scenarios"}));
    CHECK(scenarios.size() == files_below("scenarios", ".json").size());
    CHECK(said({"list"}) == said({"list", "scenarios"}));
    for (const std::string& file : scenarios) CHECK(std::filesystem::exists(file));
    const Words profiles = names_in(said({"list", "profiles"}));
    CHECK(profiles.size() == files_below("profiles", ".json").size());
    for (const std::string& name : profiles) {
        CHECK(std::filesystem::exists("profiles/" + name + ".json"));
    }
}

TEST_CASE("the schema in docs is the program's, and scenarios point there", "[app]") {
    const std::string kept = MDISIM_SOURCE_DIR "/docs/scenario.schema.json";
    CHECK((read_text(kept) == said({"schema"})));
    for (const std::string& file : files_below("scenarios", ".json")) {
        const Node document = read_document(file);
        const Node* pointer = document.find("$schema");
        if (pointer == nullptr) continue;
        CAPTURE(file, pointer->text);
        const auto beside = std::filesystem::path(file).parent_path() / pointer->text;
        REQUIRE(std::filesystem::exists(beside));
        CHECK(std::filesystem::equivalent(beside, kept));
    }
}

TEST_CASE("the table of every scenario fits 80 columns", "[app]") {
    for (const std::string& file : files_below("scenarios", ".json")) {
        const TemporaryFolder folder;
        const std::string out = folder.path("r");
        const Ended ended =
            run_program({"run", file, "--set", "requests=300", "--set", "replications=3", "--set",
                         "warm_up_requests=0", "--set", "trials.requests=200", "--set",
                         "trials.steps=4", "--no-figures", "--out", out});
        CAPTURE(file, ended.err);
        CHECK(ended.code == 0);
        const Words lines = lines_of(ended.out);
        REQUIRE(lines.size() > 2);
        for (const std::string& line : lines) {
            // Where the results are is as long as it is.
            if (line.find(out) != std::string::npos) continue;
            CAPTURE(line);
            CHECK(letters_in(line) <= 80);
        }
    }
}

}  // namespace mdisim
