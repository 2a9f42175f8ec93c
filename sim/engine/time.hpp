// Simulated time: whole nanoseconds in strong types, Time for instants and Duration for lengths.
//
// Contract: a double becomes a Duration by rounding to the nearest nanosecond (ties to even), the
// same bits on every machine. The conversion throws OutOfRange unless the double is below 2^51 ns
// (26 days) in size. Sums and differences are not checked.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <stdexcept>

namespace mdisim {

// A simulated quantity is outside of the range that the simulator can represent.
struct OutOfRange : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Duration {
    int64_t ns = 0;

    constexpr auto operator<=>(const Duration&) const = default;
    constexpr Duration operator+(Duration other) const { return {ns + other.ns}; }
    constexpr Duration operator-(Duration other) const { return {ns - other.ns}; }
    constexpr Duration& operator+=(Duration other) { return *this = *this + other; }
    constexpr double ms() const { return static_cast<double>(ns) / 1e6; }

    static Duration from_ms(double ms);
    static constexpr Duration max() { return {INT64_MAX / 4}; }
};

struct Time {
    int64_t ns = 0;

    constexpr auto operator<=>(const Time&) const = default;
    constexpr Time operator+(Duration d) const { return {ns + d.ns}; }
    constexpr Duration operator-(Time other) const { return {ns - other.ns}; }
    constexpr Time& operator+=(Duration d) { return *this = *this + d; }
    constexpr double ms() const { return static_cast<double>(ns) / 1e6; }

    static constexpr Time max() { return {INT64_MAX / 2}; }
};

// Adding rounding_magic, 1.5 * 2^52, to x leaves x, rounded to an integer, in the low bits of the
// mantissa, without libm and also in vector registers. Requires that |x| is below rounding_limit,
// which is 2^51.
inline constexpr double rounding_magic = 6755399441055744.0;
inline constexpr double rounding_limit = 2251799813685248.0;

// This is a function of its own so that round_to_integer() is small enough to be inlined.
[[noreturn, gnu::noinline, gnu::cold]] inline void throw_delay_out_of_range() {
    throw OutOfRange(
        "a delay of more than 26 days, or none that is a number: some law, size, factor or rate is "
        "far from what is meant");
}

inline int64_t round_to_integer(double x) {
    if (!(x > -rounding_limit && x < rounding_limit)) throw_delay_out_of_range();
    return std::bit_cast<int64_t>(x + rounding_magic) - std::bit_cast<int64_t>(rounding_magic);
}

inline Duration Duration::from_ms(double ms) { return {round_to_integer(ms * 1e6)}; }

inline Duration times(Duration d, double factor) {
    if (factor == 1) return d;
    return {round_to_integer(static_cast<double>(d.ns) * factor)};
}

}  // namespace mdisim
