#include "sim/engine/digest.hpp"

#include <utility>

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

namespace {

// Eight bytes as a word, the lowest byte first on every machine. Compilers make one load of it.
uint64_t word_of(const char* bytes) {
    const auto byte = [&](size_t i) { return uint64_t{static_cast<unsigned char>(bytes[i])}; };
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24 | byte(4) << 32 | byte(5) << 40 |
           byte(6) << 48 | byte(7) << 56;
}

}  // namespace

Hasher& Hasher::absorb(std::string_view bytes) {
    size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) absorb(word_of(bytes.data() + i));
    uint64_t rest = 0;
    for (size_t k = 0; i + k < bytes.size(); ++k) {
        rest |= uint64_t{static_cast<unsigned char>(bytes[i + k])} << (8 * k);
    }
    return absorb(rest).absorb(static_cast<uint64_t>(bytes.size()));
}

void ByteHasher::absorb(std::string_view bytes) {
    size_t i = 0;
    while (i < bytes.size()) {
        if (length_ % 8 == 0 && i + 8 <= bytes.size()) {
            words_.absorb(word_of(bytes.data() + i));
            i += 8;
            length_ += 8;
            continue;
        }
        rest_ |= uint64_t{static_cast<unsigned char>(bytes[i++])} << (8 * (length_ % 8));
        if (++length_ % 8 == 0) words_.absorb(std::exchange(rest_, 0));
    }
}

}  // namespace mdisim
