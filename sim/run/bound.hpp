// The bound of a request: the most accurate answer that any decisions could have brought in by its
// deadline if no request had waited for a server.
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
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/sites.hpp"
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

// The site to which a request is sent, and its first attempt's trip there.
struct Destination {
    SiteTrips* trips = nullptr;
    RequestAddress request;
    size_t site = 0;
    SiteTrip trip;

    void send_to(size_t to) {
        site = to;
        trip = trips->of(to, request, 0);
    }
};

// What a request asks of the servers: when it is there, since its creation; how long it runs on a
// server of speed one; and the least time that its answer takes on its way back.
struct Stay {
    Duration reaches;
    Duration run;
    Duration back;
};

// One request, and when each model would answer it if no request waited for a server. Durations
// named `finish` are from the request's creation to its answer.
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

    // Sends the request to a site. Requires that the destination outlives it.
    void go_to(const Destination& destination) { destination_ = &destination; }
    // The request if it is sent to this site. Requires go_to(); `there` has to outlive what is
    // returned.
    Possible at(size_t site, Destination& there) const {
        there = *destination_;
        there.send_to(site);
        Possible request = *this;
        request.go_to(there);
        return request;
    }

    // In the functions below `model` is an index in the cloud's pool.
    Duration finish(uint16_t model) const { return back(batch_.up[i_] + execution(model)); }
    Duration phone_run(uint16_t model) const {
        return world_.phones().models().execution(model, batch_.phone_noise[i_], noise_);
    }
    // The attempts that the client might send after the first; the answer to one of them.
    std::span<const Attempt> further() const { return further_; }
    Duration finish(const Attempt& again, uint16_t model) const;
    bool exits(const ReadyFront& front) const;
    // Time to the servers for a request that leaves the phone after `prepare`.
    Duration up(const ReadyFront& front, Duration prepare) const {
        return derivation_.up(batch_, i_, batch_.created[i_] + prepare, front.sent_bytes);
    }
    // The next three require that the request carries a picture.
    const Picture& picture() const { return batch_.picture[i_]; }
    PictureWay way(Shrunk where) const;
    // The sooner of the two ends: shrunk on the phone, shrunk in the cloud.
    Duration finish_shrunk(uint16_t model) const;
    Duration finish_after(Duration ready, uint16_t model) const {
        return back(ready + execution(model));
    }
    Duration finish(const ReadyFront& front, uint16_t model) const {
        const Duration prepare = phone_run(front.phone_model);
        return back(prepare + up(front, prepare) + front.left_of(execution(model)));
    }

    // What the request asks of its site's servers: as it is or, with a picture, in the way that is
    // ready first; sent again; behind a front.
    Stay stay(uint16_t model) const;
    Stay stay(const Attempt& again, uint16_t model) const;
    Stay stay(const ReadyFront& front, uint16_t model) const;

  private:
    Duration whole_run(uint16_t model) const {
        return world_.models().execution(model, batch_.noise[i_], noise_);
    }
    Duration execution(uint16_t model) const {
        return times(whole_run(model), servers().least_factor(model));
    }
    // The execution of a further attempt on a server of speed one; the trip to the site of one, or
    // of the first.
    Duration whole_run(const Attempt& again, uint16_t model) const;
    SiteTrip trip(const Attempt* again = nullptr) const;
    Duration least_back() const {
        return world_.downlink_is_known() ? batch_.down[i_] : Duration{};
    }
    const ReadyServers& servers() const {
        return destination_ == nullptr ? world_.servers()
                                       : world_.sites()[destination_->site].servers();
    }
    // The time of an answer that is ready after this time, not counting the trip to the site.
    Duration back(Duration ready) const {
        Duration there = ready;
        if (destination_ != nullptr) [[unlikely]]
            there += destination_->trip.out + destination_->trip.back;
        return there + derivation_.down(batch_, i_, batch_.created[i_] + there);
    }

    const ReadyWorld& world_;
    Derivation& derivation_;
    const RequestColumns& batch_;
    size_t i_;
    NoiseAddress noise_;
    std::span<const Attempt> further_;
    const Destination* destination_ = nullptr;  // null without sites
};

// The most accurate answer that could have met the deadline, request by request.
class Bound {
  public:
    // of_class: the class of the requests, 0 without classes.
    Bound(const ReadyWorld& world, size_t of_class, Duration sla);

    void count(BoundTally& tally, const Possible& request) const { count(tally, best(request)); }
    static void count(BoundTally& tally, const Best& best) {
        if (best.answer == Answer::cloud) ++tally.cloud[best.model];
        if (best.answer == Answer::phone) ++tally.phone[best.model];
        if (best.answer == Answer::both) [[unlikely]]
            ++tally.combined[best.model * tally.phone.size() + best.phone_model];
    }

    // Counts the requests of a batch from index `from` on, one model after the other: each model is
    // tried on the requests that no more accurate one answers in time. Requires is_plain(world) and
    // fixed_phone().
    void count_all(BoundTally& tally, const RequestColumns& batch, size_t from) const;
    // ends: when each model would answer each request, a row of models for each request.
    void count_all(BoundTally& tally, std::span<const Duration> ends, size_t from) const;
    // Whether the phone's best answer in time is the same for all requests.
    bool fixed_phone() const { return fixed_phone_; }

    Best best(const Possible& request) const {
        const uint16_t phone =
            fixed_phone_ ? best_phone_
                         : best_on_phone([&](uint16_t model) { return request.phone_run(model); });
        if (!plain_) [[unlikely]]
            return best_of_more(request, phone);
        const double phone_accuracy =
            phone == no_model ? -1 : world_.phones().models().accuracy(phone);
        for (uint16_t model : world_.models().by_accuracy()) {
            if (world_.models().accuracy(model) < phone_accuracy) break;
            if (request.finish(model) <= sla_) return {Answer::cloud, model};
        }
        return phone != no_model ? Best{Answer::phone, phone} : Best{};
    }
    // Time from the request's creation to the best answer.
    Duration arrival(const Best& best, const Possible& request) const;

  private:
    template <class PhoneRun>
    uint16_t best_on_phone(PhoneRun phone_run) const {
        for (uint16_t model : world_.phones().models().by_accuracy()) {
            if (phone_.owns(model) && phone_run(model) <= sla_) return model;
        }
        return no_model;
    }
    // The best answer in worlds with fronts, pictures, further attempts or combined answers.
    Best best_of_more(const Possible& request, uint16_t phone) const;
    // The most accurate pair in time of those above `least`. Requires that answers are right or
    // wrong, and are combined.
    Best best_pair(const Possible& request, double least) const;
    // The earliest answer of the model from any site; from the request's site.
    Duration earliest(const Possible& request, uint16_t model) const;
    Duration earliest_there(const Possible& request, uint16_t model) const;
    Duration earliest_of_sites(const Possible& request, uint16_t model) const;

    // The fronts of the phones that send the requests.
    std::span<const ReadyFront> fronts() const {
        return std::span(world_.phones().fronts())
            .subspan(phone_.first_front, phone_.fronts.size());
    }

    const ReadyWorld& world_;
    const PhoneKind& phone_;
    Duration sla_;
    bool fixed_phone_;
    bool plain_;
    uint16_t best_phone_ = no_model;
};

}  // namespace mdisim
