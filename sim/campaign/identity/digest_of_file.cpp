#include "sim/campaign/identity/digest_of_file.hpp"

#include <array>
#include <fstream>

#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

std::string digest_of_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    ByteHasher hasher;
    std::array<char, 65536> block;
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        hasher.absorb({block.data(), static_cast<size_t>(in.gcount())});
    }
    if (!in.eof() || in.bad()) throw UserError({{file, "", "cannot be read"}});
    return hasher.digest().hex();
}

}  // namespace mdisim
