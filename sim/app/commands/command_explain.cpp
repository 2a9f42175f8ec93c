#include <algorithm>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/fit_report.hpp"
#include "sim/app/intervals.hpp"
#include "sim/app/other_names.hpp"
#include "sim/app/reference/limits_text.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/report/result_files.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/schema.hpp"
#include "sim/scenario/setting.hpp"

namespace mdisim {
namespace {

constexpr auto npos = std::string::npos;

// The topics that a word names, as text, and the names of all topics, for suggestions.
struct Found {
    std::string text;
    std::vector<std::string> known;
    std::string called = {};  // what scenarios call it, if that is not the word

    // Returns whether `word` is the name of a topic, and adds that name to the known ones.
    bool matches(const std::string& word, const std::string& name) {
        known.push_back(name);
        return word == name;
    }
    // Adds a topic that the word names. There may be several.
    void add(const std::string& topic) { text += (text.empty() ? "" : "\n") + topic; }
};

void explain_policy(const std::string& word, Found& found) {
    for (const PolicyEntry* entry : all_policies()) {
        const bool short_name = found.matches(word, entry->name);
        if (!found.matches(word, full_name(*entry)) && !short_name && word != entry->title)
            continue;
        found.called = entry->name;
        const std::string fields = fields_text(entry->options);
        found.add(full_name(*entry) +
                  (entry->needs.truth ? "   (knows the truth, as no real policy can)" : "") +
                  "\n\n" + entry->doc + "\n" +
                  (fields.empty() ? "\nNo settings.\n" : "\nSettings:\n" + fields));
    }
}

void explain_decision(const std::string& word, Found& found) {
    for (const DecisionPoint& point : decision_points) {
        const std::string name(name_of(point.decision));
        if (!found.matches(word, name)) continue;
        std::string text = name + ": a decision\n\n" + point.doc + "\n\nPolicies:\n";
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != point.decision) continue;
            text += left("  " + entry->name, 32) + "  " + first_sentence(entry->doc) + "\n";
        }
        found.add(text + "\nIn a scenario: {\"name\": \"mine\", \"" + name + "\": \"NAME\"}\n");
    }
}

std::string unit_in_words(const std::string& unit) {
    constexpr std::pair<const char*, const char*> units[] = {
        {"ms", "milliseconds"}, {"s", "seconds"},           {"kb", "kilobytes"},
        {"j", "joules"},        {"mwh", "milliwatt-hours"}, {"mw", "milliwatts"}};
    for (const auto& [name, words] : units) {
        if (unit == name) return words;
    }
    return unit;
}

std::string metric_text(const MetricInfo& info) {
    std::string text = info.name + ": " + info.doc +
                       (info.unit.empty() ? "" : ", in " + unit_in_words(info.unit)) + "\n\n";
    if (info.kind == MetricKind::quantile) {
        text +=
            "A quantile is insufficient data unless values lie beyond it that are worth 30 "
            "independent ones. It is never outside of what was observed. If all requests have the "
            "same deadline, a quantile of the latency is at most that deadline if and only if at "
            "least that share of the answers was in time.\n\n";
    }
    return text + "'mdisim explain intervals' describes its interval.\n";
}

void explain_metric(const std::string& word, Found& found) {
    const Grading all = graded_in_all({"<model>"}, {"<class>"}, {"<site>"});
    for (const auto& infos : {metric_infos(all), series_infos(all)}) {
        for (const MetricInfo& info : infos) {
            const std::string part = info.name.substr(0, info.name.find('<'));
            const bool of_model = part != info.name && word.starts_with(part);
            if (!found.matches(word, info.name) && !of_model) continue;
            found.add(metric_text(of_model ? MetricInfo{word, "", info.unit, info.doc} : info));
            return;
        }
    }
}

void explain_intervals(const std::string& word, Found& found) {
    if (found.matches(word, "intervals")) found.add(intervals_text);
}

void explain_limits(const std::string& word, Found& found) {
    if (found.matches(word, "limits")) found.add(limits_text());
}

// A line with the blocks that have a key: "  is in servers, servers.further and 3 more".
std::string blocks_text(const KeyTopic& topic) {
    constexpr size_t most = 4;
    std::vector<std::string> blocks = topic.blocks;
    std::erase(blocks, "");
    std::string text;
    for (size_t i = 0; i < std::min(most, blocks.size()); ++i) {
        text += (i == 0 ? "  is in " : ", ") + blocks[i];
    }
    if (blocks.size() > most) text += " and " + std::to_string(blocks.size() - most) + " more";
    return text.empty() ? "" : text + "\n";
}

bool is_path_to(const KeyTopic& topic, const std::string& word) {
    return std::any_of(topic.blocks.begin(), topic.blocks.end(),
                       [&](const std::string& block) { return word == block + "." + topic.name; });
}

// Explains the keys that the word names, at any depth: by the name alone or, as in
// "servers.batching", with the path of the block around it.
void explain_key(const std::string& word, Found& found) {
    for (const KeyTopic& topic : key_topics()) {
        const bool by_path = is_path_to(topic, word);
        if (!found.matches(word, topic.name) && !by_path) continue;
        if (by_path) found.called = topic.name;
        const bool said = !topic.inside.empty() && found.text.find(topic.inside) != npos;
        const std::string inside = said ? "  has the keys above\n" : topic.inside;
        const std::string gap = said || inside.empty() || inside.front() == '\n' ? "" : "\n";
        found.add(topic.name + ": " + topic.doc + "\n" + blocks_text(topic) + gap + inside);
    }
}

std::vector<const Object*> tables_beside_a_scenario() {
    return {&describe(Tag<Claim>{}), &describe(Tag<Check>{}), &describe(Tag<Figure>{})};
}

void explain_block(const std::string& word, Found& found) {
    const Object& scenario = describe(Tag<Setting>{});
    if (found.matches(word, "scenario")) {
        std::string text = "scenario: keys of a scenario file\n\n" + fields_text(scenario) +
                           "\nKeys of the file as a whole:\n";
        for (const HeadKey& key : head_keys()) {
            text += left(std::string("  ") + key.name, 24) + key.doc + "\n";
        }
        found.add(text);
    }
    for (const HeadKey& key : head_keys()) {
        if (!found.matches(word, key.name)) continue;
        const std::string more = key.more;
        found.add(word + ": " + key.doc + "\n" + (more.empty() ? "" : "\n") + more);
    }
    for (const Object* table : tables_beside_a_scenario()) {
        if (!found.matches(word, table->name)) continue;
        found.add(word + ": " + table->doc + "\n\n" + fields_text(*table));
    }
    if (found.matches(word, "law")) {
        found.add("law: a law of chance, here in milliseconds\n" + kinds_text(describe_law("ms")));
    }
}

void explain_profile(const std::string& word, Found& found) {
    Profiles shelf = Profiles::around("scenarios/any.json");
    for (const std::string& name : shelf.names()) {
        if (!found.matches(word, name)) continue;
        Node profile = shelf.read(name, {});
        std::string text = name + ": a profile, in " + shelf.file(name + ".json") + "\n";
        for (const char* key : {"about", "source"}) {
            const Node* said = profile.find(key);
            if (said != nullptr) text += "\n" + std::string(key) + "  " + said->text + "\n";
            profile.erase(key);
        }
        found.add(text + "\n" + dump(profile, 2) + "\n");
    }
}

// Explains a file of a results folder, with its columns.
void explain_result_file(const std::string& word, Found& found) {
    for (const ResultFile& file : result_files()) {
        if (!found.matches(word, file.name)) continue;
        std::string text = word + ": a file of results\n\n" + file.doc + "\n";
        if (*file.when != '\0') text += std::string(file.when) + "\n";
        const auto add = [&](std::span<const ResultColumn> columns) {
            for (const ResultColumn& column : columns) {
                text += left(std::string("  ") + column.name, 24) + column.doc + "\n";
            }
        };
        if (!file.columns.empty()) text += "\nColumns, after those of the sweep's axes:\n";
        add(file.columns);
        for (const FurtherColumns& further : file.further) {
            text += std::string(further.when) + "\n";
            add(further.columns);
        }
        found.add(text);
    }
}

// Explains a scenario file: what it is about, and what it reads from files.
void explain_scenario_file(const std::string& word, Found& found) {
    std::error_code error;
    if (!word.ends_with(".json") || !std::filesystem::is_regular_file(word, error)) return;
    const Scenario scenario = Scenario::load(word);
    const std::string data = data_text(scenario);
    found.add(word + ": a scenario of " + counted(scenario.size(), "point") + "\n" +
              (scenario.about().empty() ? "" : "\n" + scenario.about() + "\n") + "\n" +
              (data.empty() ? "It reads no files of data.\n" : "Files of data:\n\n" + data));
}

// A line with a head and the names that it is the head of.
std::string row_of_names(const std::string& head, const std::vector<std::string>& names) {
    std::string line = left(head, 13) + " ";
    for (const std::string& name : names) line += " " + name;
    return line + "\n";
}

std::string all_topics() {
    std::string text =
        "'mdisim explain NAME' explains any key of a scenario file, such as batching, any metric "
        "('mdisim list metrics'), any profile ('mdisim list profiles'), any file of results, such "
        "as "
        "metrics.csv, any heading of a table, such as \"p99 ms\", and these names:\n\n";
    std::vector<std::string> keys = {"scenario"};
    for (const Field& field : describe(Tag<Setting>{}).fields) keys.push_back(field.name);
    for (const HeadKey& key : head_keys()) keys.emplace_back(key.name);
    for (const Object* table : tables_beside_a_scenario()) keys.push_back(table->name);
    keys.emplace_back("law");
    text += row_of_names("a scenario", keys);
    text += row_of_names("statistics", {"intervals"});
    text += row_of_names("bounds", {"limits"});
    std::vector<std::string> points;
    for (const DecisionPoint& point : decision_points) points.emplace_back(point.name);
    text += row_of_names("decisions", points);
    for (const DecisionPoint& point : decision_points) {
        std::vector<std::string> names;
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision == point.decision) names.push_back(entry->name);
        }
        text += row_of_names("to " + std::string(name_of(point.decision)), names);
    }
    return text;
}

void explain_word(const std::string& word, Found& found) {
    explain_policy(word, found);
    explain_decision(word, found);
    explain_intervals(word, found);
    explain_limits(word, found);
    explain_metric(word, found);
    explain_block(word, found);
    explain_key(word, found);
    explain_profile(word, found);
    explain_result_file(word, found);
    explain_scenario_file(word, found);
}

// Explains what the word stands for: "p99: see latency_ms_p99.", and that topic.
void explain_other_name(const std::string& word, Found& found) {
    const std::vector<std::string> topics = topics_called(word);
    if (topics.empty()) return;
    if (found.text.empty()) found.called = topics.front();
    found.add(word + ": see " + joined(topics) + ".\n");
    for (const std::string& topic : topics) explain_word(topic, found);
}

void write_pages(const std::string& folder) {
    for (const ReferencePage& page : reference_pages()) {
        write_file(folder + "/" + page.file, page.text);
    }
    std::cout << "the pages of the reference are written to " << folder << "\n";
}

int explain(const Arguments& arguments) {
    if (const auto folder = arguments.last("pages")) {
        write_pages(*folder);
        return exit_ok;
    }
    if (arguments.words.empty()) {
        print_folded(all_topics());
        return exit_ok;
    }
    const std::string word = joined(arguments.words, " ");
    Found found;
    explain_word(word, found);
    explain_other_name(word, found);
    if (found.text.empty()) {
        for (const std::string& name : other_names()) found.known.push_back(name);
        throw UserError("nothing is called '" + word + "'." +
                        suggestion(word, {found.known.begin(), found.known.end()}) +
                        " 'mdisim explain' lists all topics.");
    }
    const std::string used = used_in_text(found.called.empty() ? word : found.called);
    print_folded(found.text + (used.empty() ? "" : "\n" + used));
    return exit_ok;
}

}  // namespace

Command explain_command() {
    return {"explain",
            "explain [NAME|SCENARIO]",
            "Explains policies, metrics, keys, files, profiles, scenarios.",
            {{"pages", "DIR", "write the pages of the reference instead"}},
            any_words,
            explain};
}

}  // namespace mdisim
