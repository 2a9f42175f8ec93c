// 128-bit digests: a mixing hash for words, and sums of digests, which do not depend on the order
// of the terms.
//
// Contract: a digest is a pure function of the words absorbed, the same on every machine. It is not
// cryptographic: it tells results apart, and gives no protection against forgery.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace mdisim {

__extension__ using uint128 = unsigned __int128;

struct Digest {
    uint64_t low = 0;
    uint64_t high = 0;

    constexpr bool operator==(const Digest&) const = default;
    constexpr auto operator<=>(const Digest&) const = default;
    // The digest of many requests is the sum of the digests of each, exact in any order.
    constexpr Digest& operator+=(const Digest& other) {
        low += other.low;
        high += other.high + (low < other.low);
        return *this;
    }
    std::string hex() const;
};

// Spreads every bit of a word over the whole digest.
constexpr Digest mixed(uint128 word) {
    const auto low = static_cast<uint64_t>(word);
    const auto high = static_cast<uint64_t>(word >> 64);
    const uint128 a = static_cast<uint128>(low ^ 0x636920D871574E69u) * 0x9FB21C651E98DF25u;
    const uint128 b = static_cast<uint128>(high ^ 0xA458FEA3F4933D7Eu) * 0xD6E8FEB86659FD93u;
    const uint64_t x = static_cast<uint64_t>(a >> 64) ^ static_cast<uint64_t>(b);
    const uint64_t y = static_cast<uint64_t>(b >> 64) ^ static_cast<uint64_t>(a);
    const uint128 c = static_cast<uint128>(x) * 0xA0761D6478BD642Fu + y;
    const uint128 d = static_cast<uint128>(y) * 0xE7037ED1A0B428DBu + x;
    return {static_cast<uint64_t>(c) ^ static_cast<uint64_t>(d >> 64),
            static_cast<uint64_t>(d) ^ static_cast<uint64_t>(c >> 64)};
}

class Hasher {
  public:
    constexpr Hasher& absorb(uint64_t word) {
        const uint128 product = static_cast<uint128>(low_ ^ word) * 0x9FB21C651E98DF25u + high_;
        low_ = static_cast<uint64_t>(product) ^ 0xD6E8FEB86659FD93u;
        high_ = static_cast<uint64_t>(product >> 64) + (word ^ (high_ << 23 | high_ >> 41));
        return *this;
    }
    constexpr Hasher& absorb(int64_t word) { return absorb(static_cast<uint64_t>(word)); }
    // Absorbs the bytes and their number, so that "ab","c" differs from "a","bc".
    Hasher& absorb(std::string_view bytes);

    constexpr Digest digest() const {
        Hasher finish = *this;
        finish.absorb(uint64_t{0x2545F4914F6CDD1Du}).absorb(low_).absorb(uint64_t{high_});
        return {finish.low_, finish.high_};
    }

  private:
    uint64_t low_ = 0x243F6A8885A308D3u;  // hexadecimal digits of pi - 3
    uint64_t high_ = 0x13198A2E03707344u;
};

// Absorbs bytes in pieces. Its digest is that of a Hasher that absorbs all the bytes at once.
class ByteHasher {
  public:
    void absorb(std::string_view bytes);
    Digest digest() const { return Hasher(words_).absorb(rest_).absorb(length_).digest(); }

  private:
    Hasher words_;
    uint64_t rest_ = 0;  // bytes that do not fill a word yet
    uint64_t length_ = 0;
};

}  // namespace mdisim
