#include "sim/scenario/lookup/data_folders.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::vector<std::string>& added_folders() {
    static std::vector<std::string> folders;
    return folders;
}

std::vector<std::string> scenario_folders() {
    return data_folders("scenarios", {".", program_folder()});
}

}  // namespace

void add_data_folder(const std::string& folder) {
    std::vector<std::string>& known = added_folders();
    if (std::find(known.begin(), known.end(), folder) == known.end()) known.push_back(folder);
}

std::string program_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? "" : program.parent_path().string();
}

std::string folder_around(const std::string& path, const std::string& name) {
    std::error_code error;
    // A bare file name has an empty parent path, which stands for the working folder.
    fs::path from = fs::absolute(path.empty() ? "." : path, error).lexically_normal();
    for (;;) {
        if (fs::is_directory(from / name, error)) return (from / name).string();
        if (from == from.parent_path()) return "";
        from = from.parent_path();
    }
}

std::vector<std::string> data_folders(const std::string& name,
                                      const std::vector<std::string>& starts) {
    std::vector<std::string> folders;
    std::error_code error;
    const auto add = [&](const fs::path& folder) {
        const bool known = std::any_of(folders.begin(), folders.end(), [&](const auto& other) {
            return fs::equivalent(folder, other, error);
        });
        if (!known && fs::is_directory(folder, error)) folders.push_back(folder.string());
    };
    for (const std::string& start : starts) add(folder_around(start, name));
    if (const std::string program = program_folder(); !program.empty()) {
        add((fs::path(program) / MDISIM_DATA_FROM_PROGRAM / name).lexically_normal());
    }
    for (const std::string& folder : added_folders()) add(fs::path(folder) / name);
    return folders;
}

std::string seen_from_here(const std::string& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error).lexically_normal();
    const std::string relative = whole.lexically_relative(fs::current_path(error)).string();
    return relative.empty() || relative.size() > whole.string().size() ? whole.string() : relative;
}

std::string in_folders(const std::vector<std::string>& folders) {
    std::string text;
    for (const std::string& folder : folders) {
        text += (text.empty() ? " in " : " or ") + seen_from_here(folder) + "/";
    }
    return text;
}

std::vector<std::string> names_below(const std::vector<std::string>& folders,
                                     const std::string& extension) {
    constexpr size_t most_entries = 100'000;  // of a folder that is not one of profiles, such as /
    std::set<std::string> names;
    std::error_code error;
    for (const std::string& folder : folders) {
        auto entry = fs::recursive_directory_iterator(
            folder, fs::directory_options::skip_permission_denied, error);
        for (size_t looked_at = 0; entry != fs::end(entry) && looked_at < most_entries;
             entry.increment(error), ++looked_at) {
            const fs::path& path = entry->path();
            if (path.extension() != extension || !entry->is_regular_file(error)) continue;
            names.insert(path.lexically_relative(folder).replace_extension().string());
        }
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> scenario_names() { return names_below(scenario_folders(), ".json"); }

std::string scenario_file(const std::string& path_or_name) {
    std::error_code error;
    if (fs::exists(path_or_name, error) || path_or_name.ends_with(".json")) return path_or_name;
    const std::vector<std::string> folders = scenario_folders();
    for (const std::string& folder : folders) {
        const fs::path file = fs::path(folder) / (path_or_name + ".json");
        if (fs::is_regular_file(file, error)) return seen_from_here(file.string());
    }
    const std::vector<std::string> known = scenario_names();
    const std::string where =
        folders.empty() ? "; there is no folder scenarios/ beside or above the working folder or "
                          "the program, nor in an installation"
                        : in_folders(folders) + ".";
    throw UserError({{path_or_name, "",
                      "is no file, and there is no scenario of that name" + where +
                          suggestion(path_or_name, {known.begin(), known.end()})}});
}

}  // namespace mdisim
