#include "sim/describe/text_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {

std::string read_text(const std::string& file) {
    std::error_code error;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file, error)) {
        throw UserError({{file, "", "cannot be read"}});
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace mdisim
