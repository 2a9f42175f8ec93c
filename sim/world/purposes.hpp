// The purposes for which the world draws random numbers. Their values are frozen: a new purpose
// takes a new value below 2048 (the others belong to policies, sim/decide/decisions.hpp), so it
// shifts no existing draw.
#pragma once

#include "sim/engine/random.hpp"

namespace mdisim {

inline constexpr Purpose arrival_draws{1};             // lanes: gap to the next request; phone
inline constexpr Purpose network_draws{2};             // lanes: latency up; latency down
inline constexpr Purpose bandwidth_draws{3};           // lanes: bandwidth up; bandwidth down
inline constexpr Purpose execution_draws{4};           // lanes: noise in the cloud; on the phone
inline constexpr Purpose execution_by_model_draws{5};  // one lane a model
inline constexpr Purpose phone_by_model_draws{7};      // one lane a model of the phone
inline constexpr Purpose measurement_draws{8};         // one lane a model: measured again
inline constexpr Purpose warm_up_draws{9};             // by run; one lane a model
inline constexpr Purpose front_draws{10};              // lane: whether a front answers itself
inline constexpr Purpose network_state_draws{6};       // by phone and step; lanes: stay; next state
inline constexpr Purpose workload_state_draws{11};     // by step; lanes: stay; next state
inline constexpr Purpose record_draws{12};             // by request: which are kept as records
inline constexpr Purpose class_draws{13};              // lane: the class, where shares decide
inline constexpr Purpose picture_draws{14};            // lanes: size; shape
inline constexpr Purpose small_picture_draws{15};      // lane: size after shrinking
inline constexpr Purpose shrink_draws{16};             // lanes: noise on the phone; in the cloud
inline constexpr Purpose session_draws{17};            // by phone and session; lane: evicted or not
inline constexpr Purpose retry_draws{18};              // by request and attempt; lane: jitter
inline constexpr Purpose fit_draws{19};                // by repetition and block; lane: its begin
inline constexpr Purpose difficulty_draws{20};         // lanes: difficulty; whether it has a label
inline constexpr Purpose rightness_draws{21};          // by request and model's name
inline constexpr Purpose confidence_draws{22};         // lanes: look at the cloud's; at the phone's
inline constexpr Purpose site_draws{23};               // by request, site and attempt; lane: trip
// 24 is strata_draws (sim/engine/strata.hpp).

}  // namespace mdisim
