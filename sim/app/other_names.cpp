#include "sim/app/other_names.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>
#include <utility>

#include "sim/app/run_scenario.hpp"
#include "sim/describe/error.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

struct OtherName {
    const char* word;
    const char* topics;
};
constexpr OtherName names_elsewhere[] = {
    {"availability", "networks/outages"},
    {"bandwidth", "network"},
    {"batch", "batching"},
    {"bound", "bound_accuracy bound_attainment"},
    {"confidence", "intervals"},
    {"cost", "core_s_per_1000_correct device_energy_j_mean"},
    {"deadline", "sla_ms"},
    {"distribution", "law"},
    {"drop", "dropped"},
    {"energy", "device_energy_j_mean copy_energy_j_mean transfer_j_per_kb battery_wh"},
    {"fingerprint", "manifest.json"},
    {"gpu", "servers batching"},
    {"hedging", "hedge just_in_time both"},
    {"interval", "intervals"},
    {"jitter", "network"},
    {"limit", "limits"},
    {"load", "workload offered_load utilisation"},
    {"offloading", "place"},
    {"percentile", "latency_ms_p50 latency_ms_p95 latency_ms_p99"},
    {"picture", "pictures"},
    {"power", "compute_power_mw idle_power_mw device_energy_j_mean"},
    {"priority", "queue"},
    {"quantile", "latency_ms_p50 latency_ms_p95 latency_ms_p99"},
    {"rtt", "network"},
    {"scheduler", "queue select"},
    {"server", "servers"},
    {"slo", "sla_ms"},
    {"tail", "latency_ms_p99 latency_ms_p999"},
    {"throughput", "rate_per_s"},
    {"timeout", "retries"},
    {"variance", "latency_ms_sd"},
    {"warmup", "warm_up_requests"},
    {"±", "intervals"},
    {"^", "bound_accuracy bound_attainment"}};

std::string in_small_letters(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// The headings of columns in tables, with their units and without, and the metric of each.
std::vector<std::pair<std::string, std::string>> headings() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const std::string& metric : table_metrics()) {
        const MetricInfo& info = metric_infos()[metric_index(metric_infos(), metric)];
        const std::string title = table_caption(info).title;
        all.emplace_back(title, metric);
        all.emplace_back(title.substr(0, title.rfind(' ')), metric);
    }
    return all;
}

// Whether a path, such as servers.replicas, ends in a name.
bool ends_in(const std::string& path, const std::string& name) {
    return path == name || path.ends_with("." + name);
}

bool uses(const Node& node, const std::string& name) {
    if (node.kind == Node::Kind::text) return node.text == name;
    return std::any_of(node.members.begin(), node.members.end(),
                       [&](const auto& member) {
                           return ends_in(member.first, name) || uses(member.second, name);
                       }) ||
           std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node& item) { return uses(item, name); });
}

}  // namespace

std::vector<std::string> topics_called(const std::string& word) {
    for (const auto& [heading, metric] : headings()) {
        if (word == heading) return {metric};
    }
    std::vector<std::string> topics;
    for (const OtherName& name : names_elsewhere) {
        if (in_small_letters(word) != name.word) continue;
        std::istringstream list(name.topics);
        for (std::string topic; list >> topic;) topics.push_back(topic);
    }
    return topics;
}

std::vector<std::string> other_names() {
    std::vector<std::string> words;
    for (const auto& [heading, metric] : headings()) words.push_back(heading);
    for (const OtherName& name : names_elsewhere) words.emplace_back(name.word);
    return words;
}

std::string used_in_text(const std::string& name) {
    constexpr size_t most = 3;
    std::vector<std::pair<std::uintmax_t, std::string>> files;
    for (const std::string& file : scenario_files()) {
        try {
            if (!uses(read_document(file), name)) continue;
        } catch (const UserError&) {
            continue;  // 'mdisim list' says what is wrong with the file
        }
        files.emplace_back(std::filesystem::file_size(file), file);
    }
    std::sort(files.begin(), files.end());
    std::string text;
    for (size_t i = 0; i < std::min(most, files.size()); ++i) {
        text += (i == 0 ? "Used in: " : ", ") + files[i].second;
    }
    if (files.size() > most) text += " and " + std::to_string(files.size() - most) + " more";
    return text.empty() ? "" : text + "\n";
}

}  // namespace mdisim
