// All policies there are, by decision point and name. Complete before a scenario is read.
//
// A policy file ends with   const Registered registered = select_policy<Mine>("mine", doc);
// The name is the file's stem. A policy with settings has a nested `struct Options`, described by
// a `static std::vector<Field> fields()`, and takes it in its constructor. A policy that its paper
// spells otherwise than its file has a `static constexpr auto title = "MyPolicy"`.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/policy.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class Decision { preprocess, place, select, control };
std::string_view name_of(Decision decision);

// What a policy needs. All of it follows from the policy's type, and from nothing else.
struct Needs {
    bool truth = false;             // it sees the sampled truth, as no real policy can
    bool learning = false;          // it remembers earlier requests
    bool remembering = false;       // of a place policy: it overrides Place::remember
    bool characterisation = false;  // it looks up how the servers did when they were tried out
};

struct PolicyEntry {
    std::string name;
    std::string title;  // the name where people read it, in figures and tables
    Decision decision = Decision::select;
    std::string doc;  // what it does, its equation, its paper, where it deviates
    Needs needs;
    Object options;
    // What makes the policy from its options. One of these is set, by the decision point and by
    // whether the policy knows the truth.
    std::function<std::unique_ptr<Select>(const void* options)> make_select;
    std::function<std::unique_ptr<KnowingSelect>(const void* options)> make_knowing_select;
    std::function<std::unique_ptr<Place>(const void* options)> make_place;
    std::function<std::unique_ptr<Control>(const void* options)> make_control;
    std::function<std::unique_ptr<Preprocess>(const void* options)> make_preprocess;
    std::function<std::unique_ptr<KnowingPreprocess>(const void* options)> make_knowing_preprocess;
    // With all it has learnt: phones that were trained alike are trained once.
    std::function<std::unique_ptr<Preprocess>(const Preprocess&)> copy_preprocess;
};

// Sorted by decision point, then name.
std::vector<const PolicyEntry*> all_policies();
const PolicyEntry* find_policy(Decision decision, std::string_view name);

struct Registered {
    explicit Registered(PolicyEntry entry);  // a name taken twice is an InternalError
};

namespace detail {

struct NoOptions {};

template <class P>
struct OptionsOf {
    using Type = NoOptions;
    static std::vector<Field> fields() { return {}; }
};
template <class P>
requires requires { typename P::Options; }
struct OptionsOf<P> {
    using Type = typename P::Options;
    static std::vector<Field> fields() { return P::fields(); }
};

template <class Point, class P>
std::unique_ptr<Point> make_policy(const void* options) {
    if constexpr (requires { typename P::Options; }) {
        return std::make_unique<P>(*static_cast<const typename P::Options*>(options));
    } else {
        return std::make_unique<P>();
    }
}

// Whether policy P overrides the virtual function f of its decision point, asked as
// overrides(&Point::f, &P::f): if P does not, both are members of Point. A function of P with
// another signature, which hides the point's function instead of overriding it, does not compile
// here.
template <class Point, class C, class R, class... A>
consteval bool overrides(R (Point::*)(A...), R (C::*)(A...)) {
    return !std::is_same_v<Point, C>;
}

template <class P>
PolicyEntry entry(Decision decision, std::string name, std::string doc) {
    using Options = OptionsOf<P>;
    PolicyEntry e;
    e.options = object<typename Options::Type>(name, doc, Options::fields());
    e.name = std::move(name);
    if constexpr (requires { P::title; }) e.title = P::title;
    e.decision = decision;
    e.doc = std::move(doc);
    return e;
}

}  // namespace detail

// What can be registered at each decision point. Where a policy has one of the point's functions
// for learning, it has it with the point's signature: with another it would never be called.
template <class P>
concept SelectPolicy = (std::derived_from<P, Select> && !std::derived_from<P, KnowingSelect> &&
                        requires { detail::overrides(&Select::learn, &P::learn); }) ||
                       (std::derived_from<P, KnowingSelect> && !std::derived_from<P, Select> &&
                        !requires { &P::learn; });
template <class P>
concept PlacePolicy = std::derived_from<P, Place> && requires {
    detail::overrides(&Place::learn, &P::learn);
    detail::overrides(&Place::remember, &P::remember);
};
template <class P>
concept ControlPolicy = std::derived_from<P, Control> && requires {
    detail::overrides(&Control::learn, &P::learn);
    detail::overrides(&Control::consult, &P::consult);
};
template <class P>
concept PreprocessPolicy = (std::derived_from<P, Preprocess> &&
                            !std::derived_from<P, KnowingPreprocess> &&
                            requires {
                                detail::overrides(&Preprocess::learn, &P::learn);
                                detail::overrides(&Preprocess::train, &P::train);
                            }) ||
                           (
                               std::derived_from<P, KnowingPreprocess> &&
                               !std::derived_from<P, Preprocess> && !requires { &P::learn; } &&
                               !requires { &P::train; });

// A policy as it stands in the registry; the functions below put it there.
template <class P>
PolicyEntry select_entry(std::string name, std::string doc) {
    static_assert(SelectPolicy<P>,
                  "a select policy derives from either Select or KnowingSelect; the first may have "
                  "a public `void learn(const Measured&) override`, the second learns nothing");
    PolicyEntry e = detail::entry<P>(Decision::select, std::move(name), std::move(doc));
    if constexpr (std::derived_from<P, KnowingSelect>) {
        e.needs.truth = true;
        e.make_knowing_select = detail::make_policy<KnowingSelect, P>;
    } else {
        e.needs.learning = detail::overrides(&Select::learn, &P::learn);
        e.make_select = detail::make_policy<Select, P>;
    }
    return e;
}

template <class P>
PolicyEntry place_entry(std::string name, std::string doc) {
    static_assert(PlacePolicy<P>,
                  "a place policy derives from Place; it may have a public `void learn(const "
                  "Heard&) override` and `void remember(const PlaceView&, const Placement&) "
                  "override`");
    PolicyEntry e = detail::entry<P>(Decision::place, std::move(name), std::move(doc));
    e.needs.remembering = detail::overrides(&Place::remember, &P::remember);
    e.needs.learning = e.needs.remembering || detail::overrides(&Place::learn, &P::learn);
    e.make_place = detail::make_policy<Place, P>;
    return e;
}

template <class P>
PolicyEntry control_entry(std::string name, std::string doc) {
    static_assert(ControlPolicy<P>,
                  "a control policy derives from Control; it may have a public `bool learn(const "
                  "Served&) override` and `void consult(const Characterisation&) override`");
    PolicyEntry e = detail::entry<P>(Decision::control, std::move(name), std::move(doc));
    e.needs.learning = detail::overrides(&Control::learn, &P::learn);
    e.needs.characterisation = detail::overrides(&Control::consult, &P::consult);
    e.make_control = detail::make_policy<Control, P>;
    return e;
}

template <class P>
PolicyEntry preprocess_entry(std::string name, std::string doc) {
    static_assert(PreprocessPolicy<P>,
                  "a preprocess policy derives from either Preprocess or KnowingPreprocess; the "
                  "first may have a public `void learn(const PictureMeasured&) override` and `void "
                  "train(std::span<const PictureMeasured>) override`, the second learns nothing");
    PolicyEntry e = detail::entry<P>(Decision::preprocess, std::move(name), std::move(doc));
    if constexpr (std::derived_from<P, KnowingPreprocess>) {
        e.needs.truth = true;
        e.make_knowing_preprocess = detail::make_policy<KnowingPreprocess, P>;
    } else {
        e.needs.learning = detail::overrides(&Preprocess::learn, &P::learn) ||
                           detail::overrides(&Preprocess::train, &P::train);
        e.make_preprocess = detail::make_policy<Preprocess, P>;
        e.copy_preprocess = [](const Preprocess& one) -> std::unique_ptr<Preprocess> {
            return std::make_unique<P>(static_cast<const P&>(one));
        };
    }
    return e;
}

template <class P>
Registered select_policy(std::string name, std::string doc) {
    return Registered(select_entry<P>(std::move(name), std::move(doc)));
}
template <class P>
Registered place_policy(std::string name, std::string doc) {
    return Registered(place_entry<P>(std::move(name), std::move(doc)));
}
template <class P>
Registered control_policy(std::string name, std::string doc) {
    return Registered(control_entry<P>(std::move(name), std::move(doc)));
}
template <class P>
Registered preprocess_policy(std::string name, std::string doc) {
    return Registered(preprocess_entry<P>(std::move(name), std::move(doc)));
}

}  // namespace mdisim
