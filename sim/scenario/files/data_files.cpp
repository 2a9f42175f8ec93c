#include "sim/scenario/files/data_files.hpp"

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "sim/describe/unit.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/workload/trace.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {

namespace fs = std::filesystem;

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

void DataFiles::settle(Node& block, const std::string& pointer, std::vector<Problem>& problems) {
    Node* file = block.find("file");
    if (file == nullptr || file->kind != Node::Kind::text) return;
    locate(*file);
    if (block.find("digest") != nullptr) return;
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

void DataFiles::settle_all(Node& document, std::vector<Problem>& problems) {
    for (const std::string name : {"workload", "pictures", "network"}) {
        if (Node* block = document.find(name)) settle(*block, "/" + name, problems);
    }
    Node* classes = document.find("classes");
    if (classes == nullptr || classes->kind != Node::Kind::list) return;
    for (size_t c = 0; c < classes->items.size(); ++c) {
        const std::string pointer = "/classes/" + std::to_string(c) + "/workload";
        if (Node* workload = classes->items[c].find("workload")) {
            settle(*workload, pointer, problems);
        }
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
    attempt([&] { read_into(world.workload); });
    for (RequestClass& c : world.classes) {
        if (c.workload) attempt([&] { read_into(*c.workload); });
    }
    if (auto* trace = std::get_if<TraceNetwork>(&world.network.kind())) {
        attempt([&] { read_bandwidth(*trace); });
    }
    if (world.pictures && !world.pictures->size) attempt([&] { read_pictures(*world.pictures); });
    if (!problems.empty()) throw UserError(std::move(problems));
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
    Column<int64_t>& stamps = stamps_[what];
    if (stamps.empty()) stamps = read_stamps(*trace);
    trace->stamps_ns = stamps;
}

}  // namespace mdisim
