#include "sim/scenario/data_files.hpp"

#include <filesystem>

#include "sim/world/workload/trace.hpp"

namespace mdisim {

namespace fs = std::filesystem;

void DataFiles::place(Node& file) const {
    if (file.kind != Node::Kind::text || file.where.line == 0) return;
    std::error_code error;
    const fs::path beside = fs::path(*file.where.file).parent_path() / file.text;
    if (!fs::is_regular_file(beside, error)) return;
    // Named from the working folder, so that results do not depend on where that is.
    const fs::path here = fs::current_path(error);
    file.text = fs::absolute(beside, error).lexically_normal().lexically_relative(here).string();
}

void DataFiles::settle(Node& workload, const std::string& pointer, std::vector<Problem>& problems) {
    Node* file = workload.find("file");
    if (file == nullptr || file->kind != Node::Kind::text) return;
    place(*file);
    if (workload.find("digest") != nullptr) return;
    try {
        std::string& digest = digests_[file->text];
        if (digest.empty()) digest = content_digest(file->text).hex();
        workload.set("digest", Node(digest));
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) {
            problems.push_back({file->where.text(), pointer + "/file", p.where + " " + p.what});
        }
        workload.broken = true;
    }
}

void DataFiles::settle_all(Node& document, std::vector<Problem>& problems) {
    if (Node* workload = document.find("workload")) settle(*workload, "/workload", problems);
    if (Node* pictures = document.find("pictures")) settle(*pictures, "/pictures", problems);
    if (Node* network = document.find("network")) settle(*network, "/network", problems);
    Node* classes = document.find("classes");
    if (classes == nullptr || classes->kind != Node::Kind::list) return;
    for (size_t c = 0; c < classes->items.size(); ++c) {
        const std::string pointer = "/classes/" + std::to_string(c) + "/workload";
        if (Node* workload = classes->items[c].find("workload")) {
            settle(*workload, pointer, problems);
        }
    }
}

}  // namespace mdisim
