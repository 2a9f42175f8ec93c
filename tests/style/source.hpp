// The source tree as text, and what is wrong with it as a compiler would say it.
#pragma once

#include <cctype>
#include <set>

#include "sim/describe/text_file.hpp"
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

inline bool is_made(const std::string& folder) {
    static const std::set<std::string> made = {"results", ".git", ".cache", "__pycache__",
                                               "node_modules"};
    return made.contains(folder) || folder.starts_with("build");
}

// The words of a line of code with what qualifies them, and a "(" where they are called:
// "std::mt19937", "exit(".
inline std::vector<std::string> words_in(const std::string& line) {
    const auto within = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ':';
    };
    std::vector<std::string> words;
    for (size_t i = 0; i < line.size();) {
        size_t end = i;
        while (end < line.size() && within(line[end])) ++end;
        if (end > i) {
            words.push_back(line.substr(i, end - i));
            if (end < line.size() && line[end] == '(') words.back() += '(';
        }
        i = end + 1;
    }
    return words;
}

struct Include {
    size_t line;
    std::string file;
    bool quoted;
};

inline std::vector<Include> includes_of(const Source& source) {
    std::vector<Include> includes;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        const size_t hash = line.find_first_not_of(' ');
        if (hash == std::string::npos || line[hash] != '#') continue;
        const size_t word = line.find_first_not_of(' ', hash + 1);
        if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
        const size_t open = line.find_first_of("\"<", word);
        const size_t close = line.find_first_of("\">", open + 1);
        if (open == std::string::npos || close == std::string::npos) continue;
        includes.push_back({i, line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
    return includes;
}

// Everything somebody wrote: not what was built, measured or is kept by git.
inline const std::vector<Source>& all_sources() {
    static const std::vector<Source> sources = [] {
        namespace fs = std::filesystem;
        std::vector<Source> found;
        const fs::path root = MDISIM_SOURCE_DIR;
        const std::set<std::string> written = {".cpp", ".hpp", ".md",    ".txt", ".json", ".py",
                                               ".sh",  ".yml", ".cmake", ".in",  ""};
        auto walk = fs::recursive_directory_iterator(root);
        for (auto entry = begin(walk); entry != end(walk); ++entry) {
            const std::string name = entry->path().filename().string();
            if (entry->is_directory() && is_made(name)) {
                entry.disable_recursion_pending();
            } else if (entry->is_regular_file() && written.contains(entry->path().extension())) {
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

template <class Rule>
Offences everywhere(Rule rule) {
    Offences found;
    for (const Source& source : all_sources()) append(found, rule(source));
    return found;
}

inline size_t number_of(const Offences& offences) {
    CAPTURE(offences);
    return offences.size();
}

}  // namespace mdisim::testing
