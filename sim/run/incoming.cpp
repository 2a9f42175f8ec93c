#include "sim/run/incoming.hpp"

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

Incoming::Incoming(const ReadyWorld& world, const Plan& plan)
    : world_(world), most_(plan.requests) {
    for (uint32_t s = 0; s < world.workloads().size(); ++s) {
        fill(sources_.emplace_back(world, plan, s));
    }
    find_first();
}

void Incoming::fill(Source& source) {
    source.cursor = source.batch.size = 0;
    if (source.derivation.over() || !source.tape.advance()) return;
    source.derivation.next(source.tape, source.batch);
}

void Incoming::find_first() {
    first_ = nullptr;
    if (number_ >= most_) return;
    for (Source& source : sources_) {
        if (source.cursor >= source.batch.size) continue;
        const Time created = source.batch.created[source.cursor];
        if (first_ == nullptr || created < this->created()) first_ = &source;
    }
}

void Incoming::pass() {
    ++number_;
    if (++first_->cursor < first_->batch.size && from_one_tape() && number_ < most_) return;
    if (first_->cursor >= first_->batch.size) fill(*first_);
    find_first();
}

Digest Incoming::tape() const {
    Digest sum;
    for (const Source& source : sources_) sum += tape_digest(world_, source.tape);
    return sum;
}

}  // namespace mdisim
