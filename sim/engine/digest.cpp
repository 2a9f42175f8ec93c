#include "sim/engine/digest.hpp"

#include <stdexcept>

namespace mdisim {

std::string Digest::hex() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(32, '0');
    for (size_t i = 0; i < 16; ++i) {
        text[15 - i] = digits[(high >> (4 * i)) & 15];
        text[31 - i] = digits[(low >> (4 * i)) & 15];
    }
    return text;
}

Digest Digest::from_hex(std::string_view text) {
    if (text.size() != 32) throw std::invalid_argument("a digest has 32 hexadecimal digits");
    Digest digest;
    for (size_t i = 0; i < 32; ++i) {
        const char c = text[i];
        uint64_t value = 0;
        if (c >= '0' && c <= '9')
            value = static_cast<uint64_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = static_cast<uint64_t>(c - 'a' + 10);
        else
            throw std::invalid_argument("a digest has only the digits 0-9 a-f");
        uint64_t& half = i < 16 ? digest.high : digest.low;
        half = half << 4 | value;
    }
    return digest;
}

Hasher& Hasher::absorb(std::string_view bytes) {
    uint64_t word = 0;
    for (size_t i = 0; i < bytes.size(); ++i) {
        word |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * (i % 8));
        if (i % 8 == 7) {
            absorb(word);
            word = 0;
        }
    }
    return absorb(word).absorb(static_cast<uint64_t>(bytes.size()));
}

}  // namespace mdisim
