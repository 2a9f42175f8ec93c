#include "tests/fuzz/target.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace mdisim::fuzz {
namespace {

namespace fs = std::filesystem;

class Scratch {
  public:
    Scratch() {
        std::error_code error;
        const bool in_memory = fs::is_directory("/dev/shm", error) && access("/dev/shm", W_OK) == 0;
        path_ = (in_memory ? std::string("/dev/shm") : fs::temp_directory_path().string()) +
                "/mdisim_fuzz_XXXXXX";
        require(mkdtemp(path_.data()) != nullptr);
    }
    ~Scratch() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace

const std::string& scratch_folder() {
    static const Scratch scratch;
    return scratch.path();
}

std::string scratch_file(const std::string& name, std::string_view text) {
    std::string path = scratch_folder() + "/" + name;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    require(out.good());
    return path;
}

const Target* find_target(std::string_view name) {
    for (const auto targets :
         {document_targets(), table_targets(), result_targets(), path_targets()}) {
        for (const Target& target : targets) {
            if (target.name == name) return &target;
        }
    }
    return nullptr;
}

std::string names_of_targets() {
    std::string names;
    for (const auto targets :
         {document_targets(), table_targets(), result_targets(), path_targets()}) {
        for (const Target& target : targets) names += std::string(target.name) + '\n';
    }
    return names;
}

}  // namespace mdisim::fuzz
