// 128-bit digests: a mixing hash for words, and sums of digests that do not care about order.
//
// Contract: the value is a pure function of the words absorbed, the same on every machine. Not
// cryptographic: it tells results apart, it does not defend against anyone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mdisim {

__extension__ using uint128 = unsigned __int128;
__extension__ using int128 = __int128;

struct Digest {
    uint64_t low = 0;
    uint64_t high = 0;

    constexpr bool operator==(const Digest&) const = default;
    constexpr auto operator<=>(const Digest&) const = default;
    // Adding is how digests of many requests become one: exact in any order.
    constexpr Digest& operator+=(const Digest& other) {
        const uint128 sum = ((static_cast<uint128>(high) << 64) | low) +
                            ((static_cast<uint128>(other.high) << 64) | other.low);
        low = static_cast<uint64_t>(sum);
        high = static_cast<uint64_t>(sum >> 64);
        return *this;
    }
    std::string hex() const;
    static Digest from_hex(std::string_view text);  // throws std::invalid_argument
};

class Hasher {
  public:
    constexpr Hasher& absorb(uint64_t word) {
        const uint128 product = static_cast<uint128>(low_ ^ word) * 0x9FB21C651E98DF25u + high_;
        low_ = static_cast<uint64_t>(product) ^ 0xD6E8FEB86659FD93u;
        high_ = static_cast<uint64_t>(product >> 64) + (word ^ (high_ << 23 | high_ >> 41));
        return *this;
    }
    constexpr Hasher& absorb(int64_t word) { return absorb(static_cast<uint64_t>(word)); }
    // Bytes and their length, so that "ab","c" differs from "a","bc".
    Hasher& absorb(std::string_view bytes);

    constexpr Digest digest() const {
        Hasher finish = *this;
        finish.absorb(uint64_t{0x2545F4914F6CDD1Du}).absorb(low_).absorb(uint64_t{high_});
        return {finish.low_, finish.high_};
    }

  private:
    uint64_t low_ = 0x243F6A8885A308D3u;  // the digits of pi
    uint64_t high_ = 0x13198A2E03707344u;
};

}  // namespace mdisim
