#include "sim/measure/tally_bytes.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/parts.hpp"

namespace mdisim {
namespace {

const size_t last_bucket = Histogram::bucket_of(INT64_MAX);

[[noreturn]] void damaged() { throw std::runtime_error("a stored tally is damaged"); }

// Writes whole numbers in groups of seven bits, the lowest first.
class Writer {
  public:
    void number(uint128 x) {
        for (; x >= 128; x >>= 7) bytes_ += static_cast<char>(static_cast<uint8_t>(x) | 128);
        bytes_ += static_cast<char>(static_cast<uint8_t>(x));
    }
    void value(const uint64_t& x) { number(x); }
    void value(const uint128& x) { number(x); }
    void value(const int64_t& x) { number(static_cast<uint64_t>(x)); }
    void value(const Digest& x) {
        number(x.low);
        number(x.high);
    }
    template <HasParts T>
    void value(const T& whole) {
        T::each_part([this](const auto& part) { this->value(part); }, whole);
    }
    template <class T>
    void value(const std::optional<T>& x) {
        number(x.has_value());
        if (x) value(*x);
    }
    template <class T>
    void value(const std::vector<T>& list) {
        number(list.size());
        for (const T& x : list) value(x);
    }
    void value(const Histogram& h) {
        number(h.zeros());
        uint64_t used = 0;
        for (uint64_t n : h.counts()) used += n > 0;
        number(used);
        size_t last = 0;  // a bucket is written as its distance from the last one
        for (size_t i = 0; i < h.counts().size(); ++i) {
            if (h.counts()[i] == 0) continue;
            number(h.first_bucket() + i - last);
            number(h.counts()[i]);
            last = h.first_bucket() + i;
        }
        if (used == 0) return;
        number(static_cast<uint64_t>(h.least().ns));
        number(static_cast<uint64_t>(h.most().ns));
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    bool at_end() const { return bytes_.empty(); }
    uint128 number() {
        uint128 x = 0;
        for (unsigned shift = 0; shift < 133; shift += 7) {
            if (bytes_.empty()) break;
            const auto byte = static_cast<uint8_t>(bytes_.front());
            bytes_.remove_prefix(1);
            x |= static_cast<uint128>(byte & 127) << shift;
            if (byte >= 128) continue;
            // A number is written in one way: without groups of zeros at its end, in 128 bits.
            if ((byte == 0 && shift > 0) || (shift == 126 && byte > 3)) damaged();
            return x;
        }
        damaged();
    }
    void value(uint64_t& x) {
        const uint128 read = number();
        if (read > UINT64_MAX) damaged();
        x = static_cast<uint64_t>(read);
    }
    void value(uint128& x) { x = number(); }
    void value(int64_t& x) {
        uint64_t bits = 0;
        value(bits);
        x = static_cast<int64_t>(bits);
    }
    void value(Digest& x) {
        value(x.low);
        value(x.high);
    }
    template <HasParts T>
    void value(T& whole) {
        T::each_part([this](auto& part) { this->value(part); }, whole);
        if constexpr (requires { whole.is_sound(); }) {
            if (!whole.is_sound()) damaged();
        }
    }
    template <class T>
    void value(std::optional<T>& x) {
        const uint128 present = number();
        if (present > 1) damaged();
        if (present == 1) value(x.emplace());
    }
    template <class T>
    void value(std::vector<T>& list) {
        const uint128 n = number();
        if (n > bytes_.size()) damaged();
        list.resize(static_cast<size_t>(n));
        for (T& x : list) value(x);
    }
    void value(Histogram& h) {
        uint64_t zeros = 0;
        value(zeros);
        if (zeros > 0) h.add_many(0, zeros);
        const uint128 used = number();
        size_t bucket = 0;
        for (uint128 i = 0; i < used; ++i) {
            const uint128 step = number();
            if (step == 0 || step > last_bucket - bucket) damaged();
            bucket += static_cast<size_t>(step);
            uint64_t count = 0;
            value(count);
            if (count == 0) damaged();
            h.add_many(bucket, count);
        }
        if (used > 0) ends(h);
    }
    // The smallest and the largest value, which lie in the first and the last bucket.
    void ends(Histogram& h) {
        Duration least;
        Duration most;
        value(least.ns);
        value(most.ns);
        const auto inside = [&](Duration d) { return d >= h.least() && d <= h.most(); };
        const auto bucket = [](Duration d) {
            return Histogram::bucket_of(static_cast<uint64_t>(d.ns));
        };
        if (!inside(least) || !inside(most) || most < least) damaged();
        if (bucket(least) != bucket(h.least()) || bucket(most) != bucket(h.most())) damaged();
        h.narrow(least, most);
    }

  private:
    std::string_view bytes_;
};

}  // namespace

std::string to_bytes(const Tally& tally) {
    Writer writer;
    writer.value(tally);
    return writer.take();
}

Tally tally_from_bytes(std::string_view bytes) {
    Reader reader(bytes);
    Tally tally;
    reader.value(tally);
    if (!reader.at_end()) damaged();
    return tally;
}

}  // namespace mdisim
