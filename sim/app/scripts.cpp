#include "sim/app/scripts.hpp"

#include <filesystem>
#include <system_error>

#include "sim/scenario/resolve.hpp"

namespace mdisim {

std::string script_file(const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (const fs::path& start : {program, fs::path(".")}) {
        const fs::path file = fs::path(folder_around(start.string(), "scripts")) / name;
        if (fs::is_regular_file(file, error)) return file.string();
    }
    const fs::path installed = program.parent_path() / "share/mdisim/scripts" / name;
    return fs::is_regular_file(installed, error) ? installed.string() : "";
}

}  // namespace mdisim
