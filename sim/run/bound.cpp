#include "sim/run/bound.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/engine/columns.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/sites.hpp"

namespace mdisim {
namespace {

// A stay at the servers of a site, with the trip there and back.
Stay at_site(const Stay& stay, const SiteTrip& trip) {
    return {stay.reaches + trip.out, stay.run, stay.back + trip.back};
}

}  // namespace

bool Possible::exits(const ReadyFront& front) const {
    if (front.exit_share == 0) return false;
    if (const ReadyCorrectness* correctness = world_.correctness()) [[unlikely]]
        return correctness->exits(noise_, front.phone_model);
    Address address = noise_.request;
    address.purpose = front_draws;
    return uniform_of(random_lanes(noise_.seed, address).lane[0]) < front.exit_share;
}

Duration Possible::whole_run(const Attempt& again, uint16_t model) const {
    NoiseAddress noise = noise_;
    noise.request.block = again.number;
    return world_.models().execution(model, again.noise, noise);
}

SiteTrip Possible::trip(const Attempt* again) const {
    if (destination_ == nullptr) return {};
    if (again == nullptr) return destination_->trip;
    return destination_->trips->of(destination_->site, destination_->request, again->number);
}

Duration Possible::finish(const Attempt& again, uint16_t model) const {
    const Duration execution = times(whole_run(again, model), servers().least_factor(model));
    const SiteTrip there_and_back = trip(&again);
    const Duration there =
        again.sent + again.up + there_and_back.out + execution + there_and_back.back;
    const uint16_t of_class = batch_.of_class[i_];
    return there + derivation_.paths(of_class).down(batch_.phone[i_], batch_.created[i_] + there,
                                                    again.network,
                                                    world_.classes().down_bits(of_class));
}

Stay Possible::stay(uint16_t model) const {
    Duration reaches = batch_.up[i_];
    if (world_.pictures() != nullptr)
        reaches = std::min(way(Shrunk::on_phone).ready(), way(Shrunk::in_cloud).ready());
    return at_site({reaches, whole_run(model), least_back()}, trip());
}

// A network that changes with time may bring an answer back in no time.
Stay Possible::stay(const Attempt& again, uint16_t model) const {
    Stay stay{again.sent + again.up, whole_run(again, model), {}};
    if (world_.network().timeless()) {
        const uint16_t of_class = batch_.of_class[i_];
        stay.back =
            derivation_.paths(of_class).down(batch_.phone[i_], batch_.created[i_] + stay.reaches,
                                             again.network, world_.classes().down_bits(of_class));
    }
    return at_site(stay, trip(&again));
}

Stay Possible::stay(const ReadyFront& front, uint16_t model) const {
    const Duration prepare = phone_run(front.phone_model);
    return at_site({prepare + up(front, prepare), front.left_of(whole_run(model)), least_back()},
                   trip());
}

PictureWay Possible::way(Shrunk where) const {
    const Picture& p = picture();
    const ReadyPictures& pictures = *world_.pictures();
    PictureWay way;
    const bool on_phone = where == Shrunk::on_phone;
    if (on_phone) way.prepare = pictures.on_phone(p);
    way.sent_bytes = on_phone ? p.small_bytes : p.bytes;
    way.uplink = derivation_.up(batch_, i_, batch_.created[i_] + way.prepare, way.sent_bytes);
    way.cloud_prepare = pictures.in_cloud(p, way.sent_bytes);
    return way;
}

Duration Possible::finish_shrunk(uint16_t model) const {
    return std::min(finish_after(way(Shrunk::on_phone).ready(), model),
                    finish_after(way(Shrunk::in_cloud).ready(), model));
}

Bound::Bound(const ReadyWorld& world, size_t of_class, Duration sla)
    : world_(world),
      phone_(world.phones().of(of_class)),
      sla_(sla),
      fixed_phone_(!world.phones().models().random()),
      plain_(phone_.fronts.empty() && !world.combines() && world.pictures() == nullptr &&
             !world.described().retries && !world.has_sites()) {
    if (fixed_phone_) {
        best_phone_ = best_on_phone([&](uint16_t model) {
            return world.phones().models().execution(model, 0, NoiseAddress{});
        });
    }
}

void Bound::count_all(BoundTally& tally, const RequestColumns& batch, size_t from) const {
    uint16_t left[column_size];
    int64_t room_ns[column_size];  // time for execution: the deadline less the network's time
    size_t n = 0;
    for (size_t i = from; i < batch.size; ++i) {
        left[n++] = static_cast<uint16_t>(i);
        room_ns[i] = (sla_ - batch.up[i] - batch.down[i]).ns;
    }
    const ReadyPool& models = world_.models();
    const double phone_accuracy =
        best_phone_ == no_model ? -1 : world_.phones().models().accuracy(best_phone_);
    for (uint16_t model : models.by_accuracy()) {
        if (n == 0 || models.accuracy(model) < phone_accuracy) break;
        const double factor = world_.servers().least_factor(model);
        size_t late = 0;
        for (size_t k = 0; k < n; ++k) {
            const uint16_t i = left[k];
            left[late] = i;
            const Duration run = models.plain_execution(model, batch.noise[i]);
            late += times(run, factor).ns > room_ns[i];
        }
        tally.cloud[model] += n - late;
        n = late;
    }
    if (best_phone_ != no_model) tally.phone[best_phone_] += n;
}

void Bound::count_all(BoundTally& tally, std::span<const Duration> ends, size_t from) const {
    const ReadyPool& models = world_.models();
    const double phone_accuracy =
        best_phone_ == no_model ? -1 : world_.phones().models().accuracy(best_phone_);
    std::span<const uint16_t> better = models.by_accuracy();
    while (!better.empty() && models.accuracy(better.back()) < phone_accuracy)
        better = better.first(better.size() - 1);
    uint64_t none = 0;
    for (size_t i = from * models.size(); i < ends.size(); i += models.size()) {
        const auto first = std::find_if(better.begin(), better.end(),
                                        [&](uint16_t m) { return ends[i + m] <= sla_; });
        if (first == better.end())
            ++none;
        else
            ++tally.cloud[*first];
    }
    if (best_phone_ != no_model) tally.phone[best_phone_] += none;
}

// The earliest answer of the model, which may come to the request as it is, to its shrunk picture,
// from behind a front, or to a further attempt.
[[gnu::always_inline]] inline Duration Bound::earliest_there(const Possible& request,
                                                             uint16_t model) const {
    if (world_.pictures() != nullptr) return request.finish_shrunk(model);
    Duration earliest = request.finish(model);
    for (const ReadyFront& front : fronts()) {
        const bool goes_on = front.cloud_model == no_model || front.cloud_model == model;
        if (!goes_on || request.exits(front)) continue;
        earliest = std::min(earliest, request.finish(front, model));
    }
    for (const Attempt& again : request.further()) {
        earliest = std::min(earliest, request.finish(again, model));
    }
    return earliest;
}

Duration Bound::earliest(const Possible& request, uint16_t model) const {
    return world_.has_sites() ? earliest_of_sites(request, model) : earliest_there(request, model);
}

Duration Bound::earliest_of_sites(const Possible& request, uint16_t model) const {
    Duration earliest{INT64_MAX};
    Destination there;
    for (size_t site = 0; site < world_.sites().size(); ++site) {
        if (!world_.sites()[site].has(model)) continue;
        earliest = std::min(earliest, earliest_there(request.at(site, there), model));
    }
    return earliest;
}

Duration Bound::arrival(const Best& best, const Possible& request) const {
    if (best.answer == Answer::none) return {};
    if (best.answer == Answer::phone) return request.phone_run(best.model);
    const Duration cloud = earliest(request, best.model);
    return best.answer == Answer::cloud ? cloud
                                        : std::max(cloud, request.phone_run(best.phone_model));
}

// The accuracy of a pair depends on how the two models fail together, so every pair is tried. A
// pair is at least as accurate as each of its models.
Best Bound::best_pair(const Possible& request, double least) const {
    const std::vector<double>& accuracies = world_.correctness()->pair_accuracy();
    const size_t on_phone = world_.phones().models().size();
    Best best;
    for (uint16_t model : world_.models().by_accuracy()) {
        if (earliest(request, model) > sla_) continue;
        for (size_t m = 0; m < phone_.own_models; ++m) {
            const auto own = static_cast<uint16_t>(phone_.first_model + m);
            const double accuracy = accuracies[model * on_phone + own];
            if (accuracy <= least || request.phone_run(own) > sla_) continue;
            least = accuracy;
            best = {Answer::both, model, own};
        }
    }
    return best;
}

// If answers are combined by an assumed gain, the bound is made of the most accurate answers in
// time of the cloud and of the phone. A request that leaves at an exit gets no answer of the cloud,
// which is not considered here, so the bound is then a little too high.
Best Bound::best_of_more(const Possible& request, uint16_t phone) const {
    const ReadyPool& on_phone = world_.phones().models();
    for (const ReadyFront& front : fronts()) {
        const uint16_t m = front.phone_model;
        if (!request.exits(front) || request.phone_run(m) > sla_) continue;
        if (phone == no_model || on_phone.accuracy(m) > on_phone.accuracy(phone)) phone = m;
    }
    const double phone_accuracy = phone == no_model ? -1 : on_phone.accuracy(phone);
    const bool chosen = world_.combines() && world_.correctness() != nullptr;
    if (chosen) {
        if (const Best pair = best_pair(request, phone_accuracy); pair.answer == Answer::both)
            return pair;
    }
    const bool together = world_.combines() && !chosen && phone != no_model;
    for (uint16_t model : world_.models().by_accuracy()) {
        if (!together && world_.models().accuracy(model) < phone_accuracy) break;
        if (earliest(request, model) > sla_) continue;
        return together ? Best{Answer::both, model, phone} : Best{Answer::cloud, model};
    }
    return phone != no_model ? Best{Answer::phone, phone} : Best{};
}

}  // namespace mdisim
