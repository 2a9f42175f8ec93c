// Whose answer the user gets, and when.
//
// The rule (MDInference, made exact). Without a copy on the phone, the cloud's answer whenever it
// comes. With one, the client knows its accuracy and that of the best model the cloud may use:
//   - of the answers in by the deadline the more accurate is used; equal: the cloud's;
//   - none in by the deadline: the first to arrive;
//   - the client waits for the cloud, though not past the deadline, unless the phone's answer
//     cannot be beaten; so a request the phone rescues is answered at the deadline exactly.
// Where answers are combined, every answer is worth waiting for: the client waits for both, though
// not past the deadline, and combines them when both are in by then.
#pragma once

#include <optional>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

struct Arrival {
    Duration at;  // since the request's creation
    double accuracy;
};

struct Settled {
    Answer answer = Answer::none;
    Duration latency;
    bool on_time = false;
    bool rescued = false;
    bool operator==(const Settled&) const = default;
};

// best_cloud: accuracy of the most accurate model that the cloud might have used. sent: the request
// was sent to the cloud.
inline Settled settle(const std::optional<Arrival>& cloud, const std::optional<Arrival>& phone,
                      double best_cloud, Duration sla, bool sent) {
    if (!phone) {
        if (!cloud) return {};
        return {Answer::cloud, cloud->at, cloud->at <= sla, false};
    }
    const bool cloud_in = cloud && cloud->at <= sla;
    const bool phone_in = phone->at <= sla;
    if (!sent) return {Answer::phone, phone->at, phone_in, false};
    if (!cloud_in && !phone_in) {
        if (cloud && cloud->at <= phone->at) return {Answer::cloud, cloud->at, false, false};
        return {Answer::phone, phone->at, false, true};
    }
    const bool unbeatable = phone->accuracy > best_cloud;
    if (!cloud_in) return {Answer::phone, unbeatable ? phone->at : sla, true, true};
    if (cloud->accuracy >= phone->accuracy) return {Answer::cloud, cloud->at, true, false};
    if (!phone_in) return {Answer::cloud, sla, true, false};
    if (unbeatable) return {Answer::phone, phone->at, true, false};
    return {Answer::phone, cloud->at > phone->at ? cloud->at : phone->at, true, false};
}

// The rule where answers are combined. Requires a request that was sent, with a copy on the phone.
inline Settled settle_together(const std::optional<Arrival>& cloud, const Arrival& phone,
                               Duration sla) {
    const bool cloud_in = cloud && cloud->at <= sla;
    const bool phone_in = phone.at <= sla;
    if (cloud_in && phone_in) {
        return {Answer::both, cloud->at > phone.at ? cloud->at : phone.at, true, false};
    }
    if (cloud_in) return {Answer::cloud, sla, true, false};
    if (phone_in) return {Answer::phone, sla, true, true};
    if (cloud && cloud->at <= phone.at) return {Answer::cloud, cloud->at, false, false};
    return {Answer::phone, phone.at, false, true};
}

}  // namespace mdisim
