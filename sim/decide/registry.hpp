// All policies there are, by decision point and name. Complete before a scenario is read.
//
// A policy file ends with   const Registered registered = select_policy<Mine>("mine", doc);
// The name is the file's stem. A policy with settings has a nested `struct Options`, described by
// a `static std::vector<Field> fields()`, and takes it in its constructor. A policy that its paper
// spells otherwise than its file has a `static constexpr auto title = "MyPolicy"`.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/policy.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class Decision { preprocess, place, select, control };
std::string_view name_of(Decision decision);

struct Needs {
    bool truth = false;             // sees the sampled truth: a bound, not a policy
    bool learning = false;          // remembers earlier requests
    bool characterisation = false;  // looks up how the servers did when they were tried out
};

struct PolicyEntry {
    std::string name;
    std::string title;  // the name where people read it, in figures and tables
    Decision decision = Decision::select;
    std::string doc;  // what it does, its equation, its paper, where it deviates
    Needs needs;
    Object options;
    std::function<std::unique_ptr<Select>(const void* options)> make_select;
    std::function<std::unique_ptr<Place>(const void* options)> make_place;
    std::function<std::unique_ptr<Control>(const void* options)> make_control;
    std::function<std::unique_ptr<Preprocess>(const void* options)> make_preprocess;
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

template <class P>
P* make_policy(const void* options) {
    if constexpr (requires { typename P::Options; }) {
        return new P(*static_cast<const typename P::Options*>(options));
    } else {
        return new P();
    }
}

template <class P>
PolicyEntry entry(Decision decision, std::string name, std::string doc, Needs needs) {
    using Options = OptionsOf<P>;
    PolicyEntry e;
    e.options = object<typename Options::Type>(name, doc, Options::fields());
    e.name = std::move(name);
    if constexpr (requires { P::title; }) e.title = P::title;
    e.decision = decision;
    e.doc = std::move(doc);
    e.needs = needs;
    return e;
}

}  // namespace detail

template <class P>
Registered select_policy(std::string name, std::string doc, Needs needs = {}) {
    PolicyEntry e = detail::entry<P>(Decision::select, std::move(name), std::move(doc), needs);
    e.make_select = [](const void* options) {
        return std::unique_ptr<Select>(detail::make_policy<P>(options));
    };
    return Registered(std::move(e));
}

template <class P>
Registered place_policy(std::string name, std::string doc, Needs needs = {}) {
    PolicyEntry e = detail::entry<P>(Decision::place, std::move(name), std::move(doc), needs);
    e.make_place = [](const void* options) {
        return std::unique_ptr<Place>(detail::make_policy<P>(options));
    };
    return Registered(std::move(e));
}

template <class P>
Registered control_policy(std::string name, std::string doc, Needs needs = {}) {
    PolicyEntry e = detail::entry<P>(Decision::control, std::move(name), std::move(doc), needs);
    e.make_control = [](const void* options) {
        return std::unique_ptr<Control>(detail::make_policy<P>(options));
    };
    return Registered(std::move(e));
}

template <class P>
Registered preprocess_policy(std::string name, std::string doc, Needs needs = {}) {
    PolicyEntry e = detail::entry<P>(Decision::preprocess, std::move(name), std::move(doc), needs);
    e.make_preprocess = [](const void* options) {
        return std::unique_ptr<Preprocess>(detail::make_policy<P>(options));
    };
    e.copy_preprocess = [](const Preprocess& one) -> std::unique_ptr<Preprocess> {
        return std::make_unique<P>(static_cast<const P&>(one));
    };
    return Registered(std::move(e));
}

}  // namespace mdisim
