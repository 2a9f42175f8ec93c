#include "sim/scenario/files/data_files.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "sim/decide/decisions.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/files/decision_tables.hpp"
#include "sim/scenario/files/law_blocks.hpp"
#include "sim/scenario/files/model_tables.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/scenario/files/request_logs.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/trace.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {

namespace fs = std::filesystem;

namespace {

// The member of this key and kind, or null. A key that is written as null says nothing.
Node* member(Node& node, const char* key, Node::Kind kind) {
    Node* found = node.find(key);
    return found != nullptr && found->kind == kind ? found : nullptr;
}

// Whether a node or a part of it has the digest of a file.
bool names_file(const Node& node) {
    const Node* digest = node.find("digest");
    if (digest != nullptr && digest->kind == Node::Kind::text) return true;
    const auto in_member = [](const auto& member) { return names_file(member.second); };
    return std::any_of(node.members.begin(), node.members.end(), in_member) ||
           std::any_of(node.items.begin(), node.items.end(), names_file);
}

}  // namespace

void DataFiles::locate(Node& file) const {
    if (file.kind != Node::Kind::text || file.where.line == 0) return;
    std::error_code error;
    const fs::path beside = fs::path(*file.where.file).parent_path() / file.text;
    if (!fs::is_regular_file(beside, error)) return;
    // The path becomes relative to the working folder, so that results do not depend on where that
    // folder is.
    const fs::path here = fs::current_path(error);
    file.text = fs::absolute(beside, error).lexically_normal().lexically_relative(here).string();
}

void DataFiles::settle_file(Node& block, const std::string& pointer,
                            std::vector<Problem>& problems) {
    Node* file = member(block, "file", Node::Kind::text);
    if (block.broken || file == nullptr || file->text.empty()) return;
    locate(*file);
    if (member(block, "digest", Node::Kind::text) != nullptr) return;
    try {
        std::string& digest = digests_[file->text];
        if (digest.empty()) digest = content_digest(file->text).hex();
        block.set("digest", Node(digest));
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) {
            problems.push_back({file->where.text(), pointer + "/file", p.where + " " + p.what});
        }
        block.broken = true;
    }
}

void DataFiles::settle(Node& block, const std::string& pointer, std::vector<Problem>& problems) {
    // The file of a pool with a list was settled before the list was made of it.
    if (member(block, "list", Node::Kind::list) == nullptr) settle_file(block, pointer, problems);
    for (auto& [key, value] : block.members) settle(value, pointer + "/" + key, problems);
    for (size_t i = 0; i < block.items.size(); ++i) {
        settle(block.items[i], pointer + "/" + std::to_string(i), problems);
    }
}

void DataFiles::settle_all(Node& document, std::vector<Problem>& problems) {
    bool has_files = false;
    for (const Field& field : describe(Tag<World>{}).fields) {
        Node* block = document.find(field.name);
        if (block == nullptr) continue;
        settle(*block, "/" + field.name, problems);
        has_files = has_files || names_file(*block);
    }
    if (!has_files) return;
    Setting decoded;
    const ObjectSlot slot{&describe(Tag<Setting>{}), &decoded};
    each_sample_block(document, slot, "",
                      [&](Node& block, const std::string& unit, const std::string& pointer) {
                          settle_law(block, unit, pointer, problems);
                      });
}

// Notes a block that was completed from another content than its file has.
void DataFiles::check_digest(Node& block, const std::string& pointer,
                             std::vector<Problem>& problems) {
    Node* file = member(block, "file", Node::Kind::text);
    const Node* digest = member(block, "digest", Node::Kind::text);
    if (block.broken || file == nullptr || digest == nullptr) return;
    Node now = Node::object();
    now.set("file", *file);
    settle_file(now, pointer, problems);
    *file = *now.find("file");
    block.broken = now.broken;
    if (now.broken || now.find("digest")->text == digest->text) return;
    problems.push_back(
        {file->text, pointer, "has changed: its digest is no longer " + digest->text});
    block.broken = true;
}

void DataFiles::settle_pools(Node& document, std::vector<Problem>& problems) {
    settle_pools(document, "", problems);
}

void DataFiles::settle_pools(Node& node, const std::string& pointer,
                             std::vector<Problem>& problems) {
    for (auto& [key, value] : node.members) {
        if (value.kind != Node::Kind::object) continue;
        const std::string below = pointer + "/" + key;
        if (key != "models") {
            settle_pools(value, below, problems);
            continue;
        }
        const Node* file = member(value, "file", Node::Kind::text);
        if (file == nullptr) continue;
        const bool has_list = member(value, "list", Node::Kind::list) != nullptr;
        if (has_list && member(value, "digest", Node::Kind::text) == nullptr) {
            problems.push_back({file->where.text(), below + "/file",
                                "models are either in a 'list' or in a 'file'"});
            value.broken = true;
            continue;
        }
        if (has_list) {
            check_digest(value, below, problems);
        } else {
            settle_file(value, below, problems);
            read_pool(value, below, problems);
        }
    }
}

void DataFiles::settle_decisions(Node& document, std::vector<Problem>& problems) {
    Node* policies = member(document, "policies", Node::Kind::list);
    if (policies == nullptr) return;
    for (size_t i = 0; i < policies->items.size(); ++i) {
        for (const DecisionPoint& point : decision_points) {
            Node* choice = policies->items[i].find(point.name);
            if (choice == nullptr || !decides_by_table(*choice, point.decision)) continue;
            settle_decisions(*choice, point.decision,
                             "/policies/" + std::to_string(i) + "/" + std::string(point.name),
                             problems);
        }
    }
}

void DataFiles::settle_decisions(Node& choice, Decision decision, const std::string& pointer,
                                 std::vector<Problem>& problems) {
    const Node* file = member(choice, "file", Node::Kind::text);
    const bool has_rows = choice.find("rows") != nullptr;
    if (file == nullptr && has_rows) return;
    const auto refuse = [&](const std::string& key, const std::string& what) {
        problems.push_back({choice.where.text(), pointer + key, what});
        choice.broken = true;
    };
    if (file == nullptr) {
        refuse("",
               "a policy that is a table needs its rows: name the table, as in {\"policy\": "
               "\"table\", \"file\": \"decisions.csv\"}, or write 'columns' and 'rows'");
    } else if (!has_rows) {
        settle_file(choice, pointer, problems);
        read_decisions(choice, decision, pointer, problems);
    } else if (member(choice, "digest", Node::Kind::text) != nullptr) {
        check_digest(choice, pointer, problems);
    } else {
        refuse("/file", "decisions are either in 'rows' or in a 'file'");
    }
}

// Writes what the file of a law holds, and the law that is fitted to it.
void DataFiles::settle_law(Node& block, const std::string& unit, const std::string& pointer,
                           std::vector<Problem>& problems) {
    const bool fits = member(block, "fit", Node::Kind::text) != nullptr;
    const bool found = member(block, "found", Node::Kind::object) != nullptr;
    const bool fitted = member(block, "fitted", Node::Kind::object) != nullptr;
    if (block.broken || (found && fitted == fits)) return;
    Law law;
    std::vector<Problem> mistakes;
    Decoder(mistakes).decode(block, OneOfSlot{&describe_law(unit), &law}, pointer);
    const auto* described = std::get_if<Empirical>(&law.kind());
    if (!mistakes.empty() || described == nullptr) return;  // the decoder of the scenario tells
    try {
        const Column<double> sorted = samples_.sorted(*described, unit);
        Empirical read;
        read.found = {static_cast<int64_t>(sorted.size()), sorted.first(), sorted.last()};
        if (described->fit) read.fitted = {samples_.fitted(*described, unit)};
        Law all = std::move(read);
        const Node written = encode(OneOfSlot{&describe_law(unit), &all});
        block.set("found", *written.find("found"));
        if (described->fit) block.set("fitted", *written.find("fitted"));
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) problems.push_back({p.where, pointer, p.what});
        block.broken = true;
    }
}

void DataFiles::read_into(World& world) {
    std::vector<Problem> problems;
    const auto attempt = [&](auto read) {
        try {
            read();
        } catch (const UserError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    };
    each_law(ObjectSlot{&describe(Tag<World>{}), &world}, "",
             [&](Law& law, const std::string& unit, const std::string&) {
                 auto* data = std::get_if<Empirical>(&law.kind());
                 if (data == nullptr) return;
                 sort_samples(*data);
                 if (data->file) attempt([&] { data->sorted = samples_.sorted(*data, unit); });
             });
    attempt([&] { read_into(world.workload); });
    for (RequestClass& c : world.classes) {
        if (c.workload) attempt([&] { read_into(*c.workload); });
        if (c.network) attempt([&] { read_into(*c.network); });
    }
    attempt([&] { read_into(world.network); });
    if (world.pictures && !world.pictures->size) attempt([&] { read_pictures(*world.pictures); });
    if (world.log) attempt([&] { read_log(world); });
    if (!problems.empty()) throw UserError(std::move(problems));
}

void DataFiles::read_log(World& world) {
    RequestLog& log = *world.log;
    std::string what = to_read(log);
    for (const Model& m : world.models.list) what += "\n" + m.name;
    what += "\n";
    for (const Model& m : models_of_phones(world)) what += "\n" + m.name;
    for (const RequestClass& c : world.classes) what += "\n" + c.name;
    if (log_read_.first != what) log_read_ = {what, read_requests(world)};
    log.content = log_read_.second;
    if (log.phone) world.phones = std::max(world.phones, log.content->phones);
}

void DataFiles::read_into(Network& network) {
    if (auto* trace = std::get_if<TraceNetwork>(&network.kind())) read_bandwidth(*trace);
    if (auto* series = std::get_if<SeriesNetwork>(&network.kind())) read_latencies(*series);
}

void DataFiles::read_into(Workload& workload) {
    if (auto* counts = std::get_if<CountsWorkload>(&workload.kind())) {
        counts->counts = read_counts(*counts);
    }
    auto* trace = std::get_if<TraceWorkload>(&workload.kind());
    if (trace == nullptr) return;
    std::string what = trace->digest.value_or("");
    what += " " + std::to_string(static_cast<int>(trace->format));
    what += " " + (trace->unit ? name_of(*trace->unit) : "");
    what += " " + std::to_string(trace->sort) + " " + trace->column.value_or("");
    std::erase_if(stamps_, [&](const auto& known) {
        return known.first != what && !known.second.is_shared();
    });
    LongColumn& stamps = stamps_[what];
    if (stamps.empty()) stamps = read_stamps(*trace);
    trace->stamps_ns = stamps;
}

}  // namespace mdisim
