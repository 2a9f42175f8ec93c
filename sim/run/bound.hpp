// What would have been best for a request, whoever had decided: the most accurate answer that could
// have met its deadline if nobody had waited.
#pragma once

#include <cstdint>
#include <span>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/answer_rule.hpp"
#include "sim/run/record.hpp"
#include "sim/run/requests.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// A picture on its way to the servers: shrunk on the phone or, after it was sent, in the cloud.
struct PictureWay {
    Duration prepare;
    Duration uplink;
    Duration cloud_prepare;
    int64_t sent_bytes = 0;

    Duration ready() const { return prepare + uplink + cloud_prepare; }
};

// One request and all that could become of it if nobody waited.
class Possible {
  public:
    Possible(const ReadyWorld& world, Derivation& derivation, const RequestColumns& batch, size_t i,
             const NoiseAddress& noise, std::span<const Attempt> further = {})
        : world_(world),
          derivation_(derivation),
          batch_(batch),
          i_(i),
          noise_(noise),
          further_(further) {}

    // From creation to the answer, by the model's place in the cloud.
    Duration finish(uint16_t model) const {
        const Duration there = batch_.up[i_] + execution(model);
        return there + derivation_.down(batch_, i_, batch_.created[i_] + there);
    }
    Duration phone_run(uint16_t model) const {
        return world_.phone_models().execution(model, batch_.phone_noise[i_], noise_);
    }
    // The attempts it might send after the first, and when such a one would be answered.
    std::span<const Attempt> further() const { return further_; }
    Duration finish(const Attempt& again, uint16_t model) const;
    bool exits(const ReadyFront& front) const;
    // The time on the phone before it is sent, and to the servers then.
    Duration up(const ReadyFront& front, Duration prepare) const {
        return derivation_.up(batch_, i_, batch_.created[i_] + prepare, front.sent_bytes);
    }
    // Needs a picture; so does finish with it.
    const Picture& picture() const { return batch_.picture[i_]; }
    PictureWay way(Shrunk where) const;
    Duration finish_shrunk(uint16_t model) const;  // wherever that ends first
    Duration finish_after(Duration ready, uint16_t model) const {
        const Duration there = ready + execution(model);
        return there + derivation_.down(batch_, i_, batch_.created[i_] + there);
    }
    Duration finish(const ReadyFront& front, uint16_t model) const {
        const Duration prepare = phone_run(front.phone_model);
        const Duration there = prepare + up(front, prepare) + front.left_of(execution(model));
        return there + derivation_.down(batch_, i_, batch_.created[i_] + there);
    }

  private:
    Duration execution(uint16_t model) const {
        return times(world_.models().execution(model, batch_.noise[i_], noise_),
                     world_.servers().least_factor(model));
    }

    const ReadyWorld& world_;
    Derivation& derivation_;
    const RequestColumns& batch_;
    size_t i_;
    NoiseAddress noise_;
    std::span<const Attempt> further_;
};

// The most accurate answer that could have met the deadline, request by request.
class Bound {
  public:
    Bound(const ReadyWorld& world, Duration sla);

    void count(BoundTally& tally, const Possible& request) const { count(tally, best(request)); }
    static void count(BoundTally& tally, const Best& best) {
        if (best.answer == Answer::cloud) ++tally.cloud[best.model];
        if (best.answer == Answer::phone) ++tally.phone[best.model];
        if (best.answer == Answer::both) [[unlikely]]
            ++tally.combined[best.model * tally.phone.size() + best.phone_model];
    }

    // Of all requests of a batch from this place on: a model after the other, each asked for what
    // the more accurate ones left over. Needs a simple world.
    void count_all(BoundTally& tally, const RequestColumns& batch, size_t from) const;
    // Likewise, where it is known already when each would end: by request and model.
    void count_all(BoundTally& tally, std::span<const Duration> ends, size_t from) const;
    // Whether there is one answer of the phone for all requests; count_all needs it.
    bool fixed_phone() const { return fixed_phone_; }

    Best best(const Possible& request) const {
        const uint16_t phone =
            fixed_phone_ ? best_phone_
                         : best_on_phone([&](uint16_t model) { return request.phone_run(model); });
        if (!plain_) [[unlikely]]
            return best_of_more(request, phone);
        const double phone_accuracy =
            phone == no_model ? -1 : world_.phone_models().accuracy(phone);
        for (uint16_t model : world_.models().by_accuracy()) {
            if (world_.models().accuracy(model) < phone_accuracy) break;
            if (request.finish(model) <= sla_) return {Answer::cloud, model};
        }
        return phone != no_model ? Best{Answer::phone, phone} : Best{};
    }
    // When the best answer comes, from creation.
    Duration arrival(const Best& best, const Possible& request) const;

  private:
    template <class PhoneRun>
    uint16_t best_on_phone(PhoneRun phone_run) const {
        for (uint16_t model : world_.phone_models().by_accuracy()) {
            if (model < world_.own_models() && phone_run(model) <= sla_) return model;
        }
        return no_model;
    }
    // With fronts, and where answers are combined.
    Best best_of_more(const Possible& request, uint16_t phone) const;
    Duration earliest(const Possible& request, uint16_t model) const;

    const ReadyWorld& world_;
    Duration sla_;
    bool fixed_phone_;
    bool plain_;
    uint16_t best_phone_ = no_model;
};

}  // namespace mdisim
