// The decision points: what is decided, in the order in which a request comes by. Each has an
// interface that policies implement (policy.hpp, control.hpp), and beside it the PolicyKind of that
// interface. The scenario reader, the schema, keys of results, explanations and the laws go through
// this table.
#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "sim/engine/random.hpp"

namespace mdisim {

enum class Decision { preprocess, place, select, control };

struct DecisionPoint {
    Decision decision;
    std::string_view name;
    // The policy that decides where none is named. Empty: without a policy nothing is decided here.
    std::string_view by_default;
    // The purpose of the random numbers of its policies; 2048 and up belong to them, values are
    // frozen.
    Purpose draws;
    // When it is asked, what the policy sees and answers, and what happens without a policy.
    const char* doc;
};

inline constexpr size_t decision_count = 4;
// In the order of Decision.
inline constexpr std::array<DecisionPoint, decision_count> decision_points = {{
    {Decision::preprocess, "preprocess", "", Purpose{2051},
     "Where is a picture shrunk? Asked of every request that goes to the cloud and carries a "
     "picture. The policy sees the size and the sides of the picture and what it learnt from "
     "earlier ones; it answers: on the phone or in the cloud. Without a policy pictures are shrunk "
     "on the phone."},
    {Decision::place, "place", "cloud", Purpose{2048},
     "Where does a request go? Asked when it is ready to leave the phone. The policy sees the "
     "deadline, the phone's models, what is believed of the network and the cloud, and the "
     "battery; it answers: to the cloud, to the phone's own model, to both, or through a front of "
     "the phone (a split network, an early exit). Without a policy every request goes to the "
     "cloud."},
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
}};

constexpr const DecisionPoint& point_of(Decision decision) {
    return decision_points[static_cast<size_t>(decision)];
}
constexpr std::string_view name_of(Decision decision) { return point_of(decision).name; }
constexpr Purpose draws_of(Decision decision) { return point_of(decision).draws; }

// What a policy needs. All of it follows from the policy's type, and from nothing else.
struct Needs {
    bool truth = false;             // it sees the sampled truth, as no real policy can
    bool learning = false;          // it remembers earlier requests
    bool remembering = false;       // of a place policy: it overrides Place::remember
    bool characterisation = false;  // it looks up how the servers did when they were tried out
};

// What follows from the type of policies that implement an interface. It stands beside the
// interface, with an overload of interface_of() by which the registry finds a policy's interface.
//     decision     its decision point
//     takes<P>     whether P may be registered: where it has one of the interface's functions for
//                  learning, it has it in public and with the interface's signature, since with
//                  another it would never be called
//     needs<P>()   what P needs
template <class Interface>
struct PolicyKind;

// Whether policy P overrides the virtual function f of its interface, asked as
// overrides(&Interface::f, &P::f): if P does not, both are members of Interface. A function of P
// with another signature, which hides the interface's instead of overriding it, does not compile
// here.
template <class Interface, class C, class R, class... A>
consteval bool overrides(R (Interface::*)(A...), R (C::*)(A...)) {
    return !std::is_same_v<Interface, C>;
}

}  // namespace mdisim
