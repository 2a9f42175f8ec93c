// A policy's own random numbers for one decision. They are addressed: a request gets the same
// numbers under every policy, whatever other policies draw.
#pragma once

#include <cstdint>
#include <limits>

#include "sim/engine/columns.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {

// The first two numbers of up to 256 successive requests, made when the first one is read.
class DrawColumn {
  public:
    DrawColumn(uint64_t seed, Address first) : seed_(seed), first_(first) {}
    // Moves to the n requests from `index` on.
    void move_to(uint64_t index, size_t n) {
        first_.index = index;
        size_ = n;
        filled_ = false;
    }
    double uniform(unsigned lane, size_t i) {
        if (!filled_) fill();
        return lane == 0 ? lane0_[i] : lane1_[i];
    }
    uint64_t seed() const { return seed_; }
    Address address(size_t i) const {
        Address a = first_;
        a.index += i;
        return a;
    }

  private:
    void fill() {
        columns().uniforms(seed_, first_, size_, lane0_, lane1_);
        filled_ = true;
    }
    uint64_t seed_;
    Address first_;
    size_t size_ = 0;
    bool filled_ = false;
    double lane0_[column_size];
    double lane1_[column_size];
};

// Contract: uniform() is in the open interval (0,1); successive calls are independent. It models
// the engine concept of Boost.Random (operator(), min, max) for discrete choices; continuous laws
// come from normal() and uniform() with our own portable functions.
class Draw {
  public:
    using result_type = uint64_t;

    Draw(uint64_t seed, const Address& address) : seed_(seed), address_(address) {}
    Draw(DrawColumn& column, size_t i) : column_(&column), row_(i) {}

    double uniform() {
        if (column_ != nullptr && taken_ < 2) return column_->uniform(taken_++, row_);
        return uniform_of((*this)());
    }
    double normal() { return normal_quantile(uniform()); }
    uint64_t seed() const { return column_ != nullptr ? column_->seed() : seed_; }
    // The address of its first number.
    Address address() const {
        Address first = column_ != nullptr ? column_->address(row_) : address_;
        first.block = 0;
        return first;
    }

    result_type operator()() {
        if (column_ != nullptr) {
            seed_ = column_->seed();
            address_ = column_->address(row_);
            column_ = nullptr;
        }
        address_.block = taken_ / 2;
        const Lanes lanes = random_lanes(seed_, address_);
        return lanes.lane[taken_++ % 2];
    }
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  private:
    uint64_t seed_ = 0;
    Address address_{};
    DrawColumn* column_ = nullptr;
    size_t row_ = 0;
    uint32_t taken_ = 0;
};

}  // namespace mdisim
