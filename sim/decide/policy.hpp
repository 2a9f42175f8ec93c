// The interfaces of policies. A policy is one file under policies/ that implements one of these and
// registers itself (registry.hpp); nothing includes it. What policies share is in policies/parts/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

// Requests that need a model: a column for each member of SelectView. There are up to 256 of them,
// or up to Select::most_at_once().
struct SelectBatch {
    size_t size;
    double sla_ms;
    const double* uplink_ms;
    const double* network_ms;
    const Offer& models;
    DrawColumn& draws;

    SelectView view(size_t i) const {
        return {sla_ms, uplink_ms[i], network_ms[i], models, {}, nullptr};
    }
    Draw draw(size_t i) const { return Draw(draws, i); }
};

// Which model should answer a request that has reached the servers?
//
// Contract: choose returns the `model` of one of view.models and depends on nothing but the view,
// the draw and what was learnt. choose_all answers as choose would, one request after the other;
// override it only to be faster. know is called before a policy is asked, with the names of the
// pool's models, by their indices, and also when a scenario is read; it throws a UserError if the
// settings name a model that is not among them. learn is called for each execution when it ends; a
// policy learns if and only if it overrides learn (registry.hpp). A policy with a member
// `follows_log` is shown which model ran a request by its log, and runs only in worlds that have
// one. At every decision point, asking a policy does not change it: its mutable members are scratch
// space, on whose content no answer depends.
class Select {
  public:
    virtual ~Select() = default;
    virtual void know(std::span<const std::string>) {}
    virtual uint16_t choose(const SelectView& view, Draw& draw) const = 0;
    virtual void choose_all(const SelectBatch& batch, uint16_t* models) const;
    // How many requests choose_all takes at most, for a policy that costs much to be asked at all.
    // Then it draws by address: a DrawColumn has no numbers of requests beyond the first 256.
    virtual size_t most_at_once() const { return column_size; }
    virtual void learn(const Measured&) {}
};

// The latency of a request under each model if it does not wait. Only a KnowingSelect is shown the
// truth, and its results are labelled as such.
struct Truth {
    const Duration* latency;                // by model; from creation to answer
    const double* accuracy;                 // by model; the truth, not the belief
    std::span<const uint16_t> by_accuracy;  // models, the most accurate in truth first
    Duration sla;
};
// Contract: that of Select, but choose is also shown the truth, and the policy does not learn. It
// is not a Select, so that it cannot be asked without the truth.
class KnowingSelect {
  public:
    static constexpr size_t most_at_once = column_size;
    virtual ~KnowingSelect() = default;
    virtual uint16_t choose(const SelectView& view, const Truth& truth, Draw& draw) const = 0;
    // Answers for a whole batch as choose would. first: the truth of the first request; the others'
    // latencies follow it.
    void choose_all(const SelectBatch& batch, Truth first, uint16_t* models) const;
};

std::type_identity<Select> interface_of(const Select&);
template <>
struct PolicyKind<Select> {
    static constexpr Decision decision = Decision::select;
    template <class P>
    static constexpr bool takes = requires {
        overrides(&Select::learn, &P::learn);
    };
    template <class P>
    static constexpr bool follows_log = requires {
        P::follows_log;
    };
    template <class P>
    static constexpr Needs needs() {
        return {.learning = overrides(&Select::learn, &P::learn), .log = follows_log<P>};
    }
};
std::type_identity<KnowingSelect> interface_of(const KnowingSelect&);
template <>
struct PolicyKind<KnowingSelect> {
    static constexpr Decision decision = Decision::select;
    template <class P>
    static constexpr bool takes = !requires {
        &P::learn;
    };
    template <class P>
    static constexpr Needs needs() {
        return {.truth = true};
    }
};

// Up to 256 requests about to leave their phones, which all have the same view.
struct PlaceBatch {
    size_t size;
    const PlaceView& view;
    DrawColumn& draws;

    Draw draw(size_t i) const { return Draw(draws, i); }
};

// Where should a request go: to the cloud, to the phone's own model, to both, or through a front?
//
// Contract: a placement has the cloud, the phone or both; a phone's model only if the phone has
// one; a front only with the cloud alone; a copy that begins late only if the policy has a
// `static constexpr bool late_copies = true`. choose_all answers as choose would; it returns true
// if all placements are alike, and then only the first is set. remember is called with the answer
// of choose, before the phone's next request; learn is called when an answer from the cloud reaches
// the phone. A policy learns if and only if it overrides one of the two; then each phone has its
// own instance.
class Place {
  public:
    virtual ~Place() = default;
    virtual Placement choose(const PlaceView& view, Draw& draw) const = 0;
    virtual bool choose_all(const PlaceBatch& batch, Placement* placements) const;
    virtual void remember(const PlaceView&, const Placement&) {}
    virtual void learn(const Heard&) {}
    // Throws a UserError if the settings need something that this phone does not have. Called when
    // a scenario is read.
    virtual void check(const PlaceView&) const {}
};

std::type_identity<Place> interface_of(const Place&);
template <>
struct PolicyKind<Place> {
    static constexpr Decision decision = Decision::place;
    template <class P>
    static constexpr bool takes = requires {
        overrides(&Place::learn, &P::learn);
        overrides(&Place::remember, &P::remember);
    };
    template <class P>
    static constexpr Needs needs() {
        constexpr bool remembers = overrides(&Place::remember, &P::remember);
        return {.learning = remembers || overrides(&Place::learn, &P::learn),
                .remembering = remembers,
                .late_copies = requires {requires P::late_copies;
    }
};
}  // namespace mdisim
}
;

// To which site should a request, or a further attempt of one, be sent?
//
// Contract: choose returns the index of one of view.sites. learn is called when an answer reaches
// the phone. A policy learns if and only if it overrides learn; then each phone has its own
// instance.
class Route {
  public:
    virtual ~Route() = default;
    virtual uint16_t choose(const RouteView& view, Draw& draw) const = 0;
    virtual void learn(const HeardFrom&) {}
    // Throws a UserError if the settings need something that these sites do not have. Called when a
    // scenario is read.
    virtual void check(std::span<const SiteView>) const {}
};

std::type_identity<Route> interface_of(const Route&);
template <>
struct PolicyKind<Route> {
    static constexpr Decision decision = Decision::route;
    template <class P>
    static constexpr bool takes = requires {
        overrides(&Route::learn, &P::learn);
    };
    template <class P>
    static constexpr Needs needs() {
        return {.learning = overrides(&Route::learn, &P::learn)};
    }
};

// Where should a picture be shrunk: on the phone, before it is sent, or in the cloud?
//
// Contract: on_phone depends on nothing but the view, the draw and what was learnt. train is called
// once, before the first request, with measurements made beforehand (each picture both ways); learn
// is called when an answer reaches the phone. A policy learns if and only if it overrides one of
// the two; then each phone has its own instance.
class Preprocess {
  public:
    virtual ~Preprocess() = default;
    virtual bool on_phone(const PictureView& view, Draw& draw) const = 0;
    // The time that a decision takes on the phone, before anything else is done with the picture.
    virtual double decision_ms() const { return 0; }
    virtual void train(std::span<const PictureMeasured>) {}
    virtual void learn(const PictureMeasured&) {}
};

// Time until the servers would have the shrunk picture, by where it is shrunk. Only a
// KnowingPreprocess is shown it.
struct PictureTruth {
    Duration on_phone;
    Duration in_cloud;
};
class KnowingPreprocess {
  public:
    virtual ~KnowingPreprocess() = default;
    virtual bool on_phone(const PictureView& view, const PictureTruth& truth) const = 0;
};

std::type_identity<Preprocess> interface_of(const Preprocess&);
template <>
struct PolicyKind<Preprocess> {
    static constexpr Decision decision = Decision::preprocess;
    template <class P>
    static constexpr bool takes = requires {
        overrides(&Preprocess::learn, &P::learn);
        overrides(&Preprocess::train, &P::train);
    };
    template <class P>
    static constexpr Needs needs() {
        return {.learning = overrides(&Preprocess::learn, &P::learn) ||
                            overrides(&Preprocess::train, &P::train)};
    }
};
std::type_identity<KnowingPreprocess> interface_of(const KnowingPreprocess&);
template <>
struct PolicyKind<KnowingPreprocess> {
    static constexpr Decision decision = Decision::preprocess;
    template <class P>
    static constexpr bool takes = !requires {
        &P::learn;
    }
    &&!requires { &P::train; };
    template <class P>
    static constexpr Needs needs() {
        return {.truth = true};
    }
};

}  // namespace mdisim
