// A folder that is gone when the test is over, and a short way to what a user would be told.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim::testing {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string path = (std::filesystem::temp_directory_path() / "mdisim_XXXXXX").string();
        REQUIRE(mkdtemp(path.data()) != nullptr);
        path_ = path;
    }
    ~TemporaryFolder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string path(const std::string& name) const { return path_ + "/" + name; }
    // Writes a file, with the folders it needs; gives its path.
    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = path(name);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

  private:
    std::string path_;
};

// Every file below a folder of the repository that ends so, sorted: there are some, so that a loop
// over them tests something.
inline std::vector<std::string> files_below(const std::string& folder, const std::string& ending) {
    std::vector<std::string> files;
    const std::filesystem::path root = std::filesystem::path(MDISIM_SOURCE_DIR) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string path = entry.path().string();
        if (entry.is_regular_file() && path.ends_with(ending)) files.push_back(path);
    }
    std::sort(files.begin(), files.end());
    REQUIRE(!files.empty());
    return files;
}

// The problems of the UserError that `act` throws; none if it throws none.
template <class Act>
std::vector<Problem> problems_of(Act act) {
    try {
        act();
    } catch (const UserError& error) {
        return error.problems();
    }
    return {};
}

// As the program prints them: "where: what [pointer]".
inline std::string line_of(const Problem& p) {
    std::string line = p.where.empty() ? p.what : p.where + ": " + p.what;
    if (!p.pointer.empty()) line += " [" + p.pointer + "]";
    return line;
}

inline std::vector<std::string> lines_of(const std::vector<Problem>& problems) {
    std::vector<std::string> lines;
    for (const Problem& p : problems) lines.push_back(line_of(p));
    return lines;
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace mdisim::testing
