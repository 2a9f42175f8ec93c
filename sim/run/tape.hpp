// The tape: the world's primitive draws, 256 requests at a time, whatever is made of them later.
//
// Contract: a column is a pure function of (seed, replication, source, purpose, index). It is made
// when it is first asked for within a batch, and entered into that purpose's digest then. Cells
// that share a tape share its columns. The digest covers draws, never what is derived from them: a
// change of policy leaves it identical.
#pragma once

#include <array>
#include <cstdint>

#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/sampling.hpp"

namespace mdisim {

struct LaneColumns {
    double lane0[column_size];
    double lane1[column_size];
};

class Tape {
  public:
    // source: the source in the addresses of the tape's draws. When requests come is drawn
    // independently, however all else is.
    Tape(uint64_t seed, uint32_t replication, uint64_t requests, uint32_t source = 0,
         const HowDrawn& how = {})
        : seed_(seed),
          replication_(replication),
          source_(source),
          requests_(requests),
          how_(how),
          plain_(how.plain()) {}

    uint64_t seed() const { return seed_; }
    uint32_t replication() const { return replication_; }
    uint32_t source() const { return source_; }
    uint64_t requests() const { return requests_; }

    // Moves on to the next batch, at the start to the first. Returns false at the end of the tape.
    bool advance();
    uint64_t first() const { return first_; }
    size_t size() const { return size_; }

    const LaneColumns& lanes(Purpose purpose);
    Digest digest(Purpose purpose) const { return column(purpose).digest; }

  private:
    struct Column {
        LaneColumns lanes;
        Digest digest;
        bool filled = false;
    };
    // The purposes that have a column: arrival, network, bandwidth, execution, class, and three of
    // pictures.
    static constexpr size_t columns_kept = 8;
    static size_t index_of(Purpose purpose) {
        const auto number = static_cast<size_t>(purpose);
        return purpose >= class_draws ? number - static_cast<size_t>(class_draws) + 4 : number - 1;
    }
    const Column& column(Purpose purpose) const { return columns_[index_of(purpose)]; }
    Digest digest_of_column(const LaneColumns& lanes, Purpose purpose) const;
    void redraw(LaneColumns& lanes, Purpose purpose) const;

    uint64_t seed_;
    uint32_t replication_;
    uint32_t source_;
    uint64_t requests_;
    HowDrawn how_;
    bool plain_;
    uint64_t first_ = 0;
    size_t size_ = 0;
    std::array<Column, columns_kept> columns_;
};

}  // namespace mdisim
