// The source tree as text, and what is wrong with it as a compiler would say it.
#pragma once

#include <regex>

#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

struct Source {
    std::string path;  // from the root of the repository
    std::vector<std::string> lines;
    bool ends_with_newline = true;

    std::filesystem::path folder() const { return std::filesystem::path(path).parent_path(); }
    std::string stem() const { return std::filesystem::path(path).stem().string(); }
    bool is_code() const { return path.ends_with(".cpp") || path.ends_with(".hpp"); }
    bool is_below(const std::string& top) const { return path.starts_with(top + "/"); }
};

// "path:line: error: what"
using Offences = std::vector<std::string>;

inline std::string offence(const Source& source, size_t line, const std::string& what) {
    return source.path + ":" + std::to_string(line + 1) + ": error: " + what;
}

inline Source source_of(const std::string& path, const std::string& text) {
    return {path, lines_of(text), text.empty() || text.back() == '\n'};
}

// Everything somebody wrote: not what was built, measured or is kept by git.
inline const std::vector<Source>& all_sources() {
    static const std::vector<Source> sources = [] {
        namespace fs = std::filesystem;
        std::vector<Source> found;
        const fs::path root = MDISIM_SOURCE_DIR;
        const std::regex passed_over("build.*|results|\\.git|\\.cache|__pycache__|node_modules");
        const std::regex written(".*\\.(cpp|hpp|md|txt|json|py|sh|cmake|yml|in)|[^.]+");
        auto walk = fs::recursive_directory_iterator(root);
        for (auto entry = begin(walk); entry != end(walk); ++entry) {
            const std::string name = entry->path().filename().string();
            if (entry->is_directory() && std::regex_match(name, passed_over)) {
                entry.disable_recursion_pending();
            } else if (entry->is_regular_file() && std::regex_match(name, written)) {
                found.push_back(source_of(entry->path().lexically_relative(root).string(),
                                          read_text(entry->path().string())));
            }
        }
        std::sort(found.begin(), found.end(),
                  [](const Source& a, const Source& b) { return a.path < b.path; });
        return found;
    }();
    return sources;
}

inline void append(Offences& all, const Offences& more) {
    all.insert(all.end(), more.begin(), more.end());
}

inline void check_none(const Offences& offences) {
    std::string text;
    for (const std::string& line : offences) text += "\n" + line;
    if (!offences.empty()) FAIL_CHECK(text);
    SUCCEED();
}

}  // namespace mdisim::testing
