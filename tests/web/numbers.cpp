// Writes and reads millions of numbers with the standard library that it is compiled with, and
// prints digests of the texts, so that libraries can be compared: .ci/web runs it with libstdc++
// and with sim/web/libcxx.cc.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace {

constexpr int count = 1'000'000;  // numbers of each kind

uint64_t bits_of(double x) {
    uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}
double of_bits(uint64_t bits) {
    double x = 0;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

// SplitMix64.
class Random {
  public:
    uint64_t next() {
        uint64_t x = state_ += 0x9E3779B97F4A7C15u;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
        x = (x ^ x >> 27) * 0x94D049BB133111EBu;
        return x ^ x >> 31;
    }

  private:
    uint64_t state_ = 1;
};

class Digest {
  public:
    void add(const char* first, const char* last) {
        for (; first != last; ++first) {
            hash_ = (hash_ ^ static_cast<unsigned char>(*first)) * 0x100000001B3u;
        }
        hash_ = (hash_ ^ 0x1FF) * 0x100000001B3u;
    }
    uint64_t value() const { return hash_; }

  private:
    uint64_t hash_ = 0xCBF29CE484222325u;
};

// Adds all texts of a number. Returns whether the shortest is read back as the number.
bool add(Digest& digest, double x) {
    char text[400];
    const auto shortest = std::to_chars(text, text + sizeof text, x);
    digest.add(text, shortest.ptr);
    double back = 0;
    const auto read = std::from_chars(text, shortest.ptr, back);
    const bool same = read.ec == std::errc() && read.ptr == shortest.ptr &&
                      (bits_of(back) == bits_of(x) || (std::isnan(x) && std::isnan(back)));
    for (const int digits : {4, 6, 17}) {
        const auto end =
            std::to_chars(text, text + sizeof text, x, std::chars_format::general, digits).ptr;
        digest.add(text, end);
        double value = 0;
        std::from_chars(text, end, value);
        char bits[32];
        digest.add(bits, std::to_chars(bits, bits + sizeof bits, bits_of(value), 16).ptr);
    }
    return same;
}

template <class Make>
void kind(const char* name, Make make) {
    Digest digest;
    Random random;
    int wrong = 0;
    for (int i = 0; i < count; ++i) wrong += !add(digest, make(random, i));
    std::printf("%s %016llx, %d not read back\n", name,
                static_cast<unsigned long long>(digest.value()), wrong);
}

void odd_texts() {
    constexpr const char* texts[] = {"1e400",
                                     "-1e400",
                                     "1e-400",
                                     "-0",
                                     "inf",
                                     "-inf",
                                     "INF",
                                     "+1",
                                     " 1",
                                     "0x1p3",
                                     "1e",
                                     "1e+",
                                     ".",
                                     "1.",
                                     ".5",
                                     "-.5e1",
                                     "1e+5x",
                                     "",
                                     "-",
                                     "5e-324",
                                     "2e-324",
                                     "1.7976931348623158e308",
                                     "1.7976931348623159e308",
                                     "0.000000000000000000000000000000000000000000000000001",
                                     "123456789012345678901234567890",
                                     "9007199254740993",
                                     "9007199254740992.9999999999999999999999999999999999"};
    for (const char* text : texts) {
        double value = 7;
        const char* end = text + std::strlen(text);
        const auto read = std::from_chars(text, end, value);
        std::printf("'%s' %s, %d left, %016llx\n", text,
                    read.ec == std::errc() ? "read" : "refused", static_cast<int>(end - read.ptr),
                    static_cast<unsigned long long>(bits_of(read.ec == std::errc() ? value : 0)));
    }
}

}  // namespace

int main() {
    kind("any bits", [](Random& random, int) {
        const double x = of_bits(random.next());
        return std::isnan(x) ? 0.1 : x;
    });
    kind("between 0 and 1",
         [](Random& random, int) { return static_cast<double>(random.next() >> 11) * 0x1p-53; });
    kind("decimals", [](Random& random, int i) {
        constexpr double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e9};
        return static_cast<double>(random.next() % 10'000'000) / powers[i % 8];
    });
    kind("whole", [](Random& random, int i) {
        return static_cast<double>(random.next() >> (i % 64)) * (i % 2 == 0 ? 1 : -1);
    });
    kind("large and whole", [](Random& random, int i) {
        return std::ldexp(static_cast<double>(random.next() >> 11), i % 30);
    });
    kind("near powers of two", [](Random& random, int i) {
        const uint64_t exponent = static_cast<uint64_t>(i) % 2046 + 1;
        return of_bits((exponent << 52) + random.next() % 5 - 2);
    });
    kind("denormal", [](Random& random, int i) { return of_bits(random.next() >> (12 + i % 52)); });
    odd_texts();
}
