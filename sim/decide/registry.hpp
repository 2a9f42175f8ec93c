// The registry of all policies, by decision point and name. It is complete before main() begins,
// except for policies that are written in another language. Safe to use from several threads.
//
// A policy file ends with   const Registered registered = policy<Mine>("mine", doc);
// The name is the file's stem; the decision point follows from the interface that Mine implements.
// A policy with settings has a nested `struct Options`, described by a `static std::vector<Field>
// fields()`, and takes it in its constructor. A policy whose paper spells its name otherwise than
// the file has a `static constexpr auto title = "MyPolicy"`.
// This header includes all that a policy is written with: views, draws, answers and fields.
#pragma once

#include <any>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

// Makes a policy from its options.
template <class Interface>
using Maker = std::function<std::unique_ptr<Interface>(const void* options)>;

struct PolicyEntry {
    std::string name;
    std::string title;  // the name where people read it, in figures and tables
    Decision decision = Decision::select;
    std::string doc;  // what it does, its equation, its paper, where it deviates
    Needs needs;
    Object options;
    std::any maker;  // the Maker of the interface that it implements
    // Copies a policy with all that it has learnt, so that training once serves all phones.
    std::function<std::unique_ptr<Preprocess>(const Preprocess&)> copy_preprocess;
    // What the policy decides by, as text: its version and all that its code is made of. Runs are
    // stored under this text, in place of a digest of the policy's code. It is for policies whose
    // code is in no program and no shared library.
    std::optional<std::string> stated{};
    // The address of the Registered. If that is a static object, the address tells in which program
    // or shared library the policy's code is. Null before the policy is registered.
    const void* registered_at = nullptr;

    // Makes the policy. Returns null if it does not implement Interface.
    template <class Interface>
    std::unique_ptr<Interface> make(const void* with_options) const {
        const auto* makes = std::any_cast<Maker<Interface>>(&maker);
        return makes != nullptr ? (*makes)(with_options) : nullptr;
    }
};

// The name of a policy with its decision point, such as "select/modipick".
std::string full_name(const PolicyEntry& entry);

// Sorted by decision point, then name.
std::vector<const PolicyEntry*> all_policies();
const PolicyEntry* find_policy(Decision decision, std::string_view name);

// Adds a policy while the program runs. Returns false if another has its name. Requires that the
// entry outlives all that is read with it.
bool add_policy(const PolicyEntry& entry);
// Takes an added policy away. Scenarios that were read keep it.
void remove_policy(const PolicyEntry& entry);

// Registers a policy. A policy is identified, so that its runs can be stored, if this is a static
// object or if the entry has a statement (sim/campaign/identity/policy_identity.hpp).
struct Registered {
    // Throws an InternalError if the name is taken.
    explicit Registered(PolicyEntry entry);
    Registered(const Registered&) = delete;  // so it is made where it stays, whatever returns it
    Registered& operator=(const Registered&) = delete;
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

template <class Interface, class P>
std::unique_ptr<Interface> make_policy(const void* options) {
    if constexpr (requires { typename P::Options; }) {
        return std::make_unique<P>(*static_cast<const typename P::Options*>(options));
    } else {
        return std::make_unique<P>();
    }
}

}  // namespace detail

template <class P>
using InterfaceOf = typename decltype(interface_of(std::declval<const P&>()))::type;
template <class P>
concept ImplementsOneInterface = requires {
    typename InterfaceOf<P>;
};
template <class P>
concept Policy = ImplementsOneInterface<P> && PolicyKind<InterfaceOf<P>>::template takes<P>;

// The registry's entry for policy P.
template <class P>
PolicyEntry policy_entry(std::string name, std::string doc) {
    static_assert(ImplementsOneInterface<P>,
                  "a policy implements one interface of sim/decide/, such as Select or Place");
    static_assert(Policy<P>,
                  "a function of this policy hides the one of its interface that it means to "
                  "override: it must be public, with the same arguments; a policy that knows the "
                  "truth learns nothing");
    using Interface = InterfaceOf<P>;
    using Options = detail::OptionsOf<P>;
    PolicyEntry e;
    e.options = object<typename Options::Type>(name, doc, Options::fields());
    e.name = std::move(name);
    if constexpr (requires { P::title; }) e.title = P::title;
    e.decision = PolicyKind<Interface>::decision;
    e.doc = std::move(doc);
    e.needs = PolicyKind<Interface>::template needs<P>();
    e.maker = Maker<Interface>(detail::make_policy<Interface, P>);
    if constexpr (std::is_same_v<Interface, Preprocess>) {
        e.copy_preprocess = [](const Preprocess& one) -> std::unique_ptr<Preprocess> {
            return std::make_unique<P>(static_cast<const P&>(one));
        };
    }
    return e;
}

template <class P>
Registered policy(std::string name, std::string doc) {
    return Registered(policy_entry<P>(std::move(name), std::move(doc)));
}

}  // namespace mdisim
