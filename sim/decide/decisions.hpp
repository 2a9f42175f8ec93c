// The decision points, in the order in which a request passes them. Each has an interface that
// policies implement (policy.hpp, control.hpp), and beside it the PolicyKind of that interface. The
// scenario reader, the schema, keys of results, explanations and the laws all use this table.
#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "sim/engine/random.hpp"

namespace mdisim {

enum class Decision { preprocess, place, route, select, control };

struct DecisionPoint {
    Decision decision;
    std::string_view name;
    // The policy that decides if a scenario names none. Empty: nothing is decided then.
    std::string_view by_default;
    // The purpose of the policies' random numbers: 2048 or more. The values are frozen.
    Purpose draws;
    // When the policy is asked, what it sees and answers, and what happens without a policy.
    const char* doc;
};

// One row for each Decision, in their order.
inline constexpr auto decision_points = std::to_array<DecisionPoint>({
    {Decision::preprocess, "preprocess", "", Purpose{2051},
     "Where is a picture shrunk? Asked of every request that goes to the cloud and carries a "
     "picture. The policy sees the size and the sides of the picture and what it learnt from "
     "earlier ones; it answers: on the phone or in the cloud. Without a policy pictures are shrunk "
     "on the phone."},
    {Decision::place, "place", "cloud", Purpose{2048},
     "Where does a request go? Asked when it is ready to leave the phone. The policy sees the "
     "deadline, the phone's models, what is believed of the network and the cloud, and the "
     "battery; it answers: to the cloud, to the phone's own model, to both, at once or with the "
     "phone's model later if no answer has come by then, or through a front of the phone (a split "
     "network, an early exit). Without a policy every request goes to the cloud."},
    {Decision::route, "route", "", Purpose{2052},
     "Which site? Asked in scenarios with \"sites\", of every request that goes to the cloud and "
     "of "
     "each further attempt, when it leaves the phone. The policy sees the deadline, the time since "
     "the request was created and, of each site, its expected round trip, its number of replicas "
     "and what is believed of its models; it learns from each answer how long the network, the "
     "wait and the execution took. It answers: one of these sites. Without a policy every request "
     "goes to the first site."},
    {Decision::select, "select", "fastest", Purpose{2049},
     "Which model answers? Asked when a request reaches the servers. The policy sees the deadline, "
     "the uplink as it was measured, an estimate of the whole time on the network, what is "
     "believed of the accuracy and the times of each model on offer, and the queue; it answers: "
     "one of these models. Without a policy the fastest answers."},
    {Decision::control, "control", "", Purpose{2050},
     "What do the servers offer? Asked when a run begins and every period from then on. The policy "
     "sees recent arrivals, the queue, how busy the servers are, and tables of trials in which the "
     "servers were tried out before the run ('mdisim explain trials'); it answers: which models "
     "are on offer, on how many threads, replicas and in which batches. Without a policy nothing "
     "changes while a run lasts."},
});
inline constexpr size_t decision_count = decision_points.size();

constexpr const DecisionPoint& point_of(Decision decision) {
    return decision_points[static_cast<size_t>(decision)];
}
constexpr std::string_view name_of(Decision decision) { return point_of(decision).name; }
constexpr Purpose draws_of(Decision decision) { return point_of(decision).draws; }

// What a policy needs. All of it follows from the policy's type, and from nothing else.
struct Needs {
    bool truth = false;             // the sampled truth, which no real policy can see
    bool learning = false;          // calls about earlier requests, which it remembers
    bool remembering = false;       // calls of Place::remember
    bool characterisation = false;  // a Characterisation of the servers
    bool late_copies = false;       // to begin copies on the phone later than their requests
    bool log = false;               // a log that says which models ran
};

// Traits of an interface and of the policies P that implement it. A specialisation stands beside
// each interface, with an overload of interface_of() by which the registry finds P's interface.
//     decision     the decision point
//     takes<P>     whether P may be registered: a learning function of P must be public and have
//                  the interface's signature, since with another it would never be called
//     needs<P>()   what P needs
template <class Interface>
struct PolicyKind;

// Whether policy P overrides the virtual function f of its interface: call it as
// overrides(&Interface::f, &P::f). If P does not override f, both are members of Interface. A
// function of P that has another signature, and so hides the interface's, does not compile here.
template <class Interface, class C, class R, class... A>
consteval bool overrides(R (Interface::*)(A...), R (C::*)(A...)) {
    return !std::is_same_v<Interface, C>;
}

}  // namespace mdisim
