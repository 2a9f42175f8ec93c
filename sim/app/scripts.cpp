#include "sim/app/scripts.hpp"

#include <filesystem>
#include <system_error>

#include "sim/scenario/lookup/data_folders.hpp"

namespace mdisim {

std::string script_file(const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const std::string& folder : data_folders("scripts", {program_folder(), "."})) {
        const fs::path file = fs::path(folder) / name;
        if (fs::is_regular_file(file, error)) return file.string();
    }
    return "";
}

}  // namespace mdisim
