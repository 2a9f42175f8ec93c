// The decision points. A policy is one file under policies/ that implements one of these and
// registers itself (registry.hpp); nothing includes it.
#pragma once

#include <cstdint>
#include <span>

#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"

namespace mdisim {

// Up to 256 requests that ask for a model at once: a column for each thing a SelectView holds.
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
// override it only to be faster.
class Select {
  public:
    virtual ~Select() = default;
    virtual uint16_t choose(const SelectView& view, Draw& draw) = 0;
    virtual void choose_all(const SelectBatch& batch, uint16_t* models);
    virtual void learn(const Measured&) {}
};

// How a request would end under each model if it need not wait: only for policies registered with
// `needs: truth`, whose results are labelled as such.
struct Truth {
    const Duration* latency;  // by place in the pool; creation to answer
    const double* accuracy;   // by place in the pool; what is true, not what is believed
    std::span<const uint16_t> by_accuracy;  // places in the pool, the truly most accurate first
    Duration sla;
};
class KnowingSelect : public Select {
  public:
    virtual uint16_t choose_knowing(const SelectView& view, const Truth& truth, Draw& draw) = 0;
    // Of a whole batch, whose truths lie one after the other; answers as choose_knowing would.
    void choose_all_knowing(const SelectBatch& batch, Truth first, uint16_t* models);
    uint16_t choose(const SelectView& view, Draw& draw) final;
};

// Up to 256 requests about to leave phones of one kind.
struct PlaceBatch {
    size_t size;
    const PlaceView& view;
    DrawColumn& draws;

    Draw draw(size_t i) const { return Draw(draws, i); }
};

// Where should a request go: to the cloud, to the phone's own model, to both, or through a front?
//
// Contract: at least one of the two; a phone's model only if the phone has one; a front only with
// the cloud alone. choose_all answers as choose would; true: all alike, and only the first is set.
// A policy registered with `needs: learning` has an instance for each phone, which may remember
// what it chose and heard; others may not.
class Place {
  public:
    virtual ~Place() = default;
    virtual Placement choose(const PlaceView& view, Draw& draw) = 0;
    virtual bool choose_all(const PlaceBatch& batch, Placement* placements);
    virtual void learn(const Heard&) {}
    // Throws a UserError when the settings need what this phone does not have. Asked when a
    // scenario is read.
    virtual void check(const PlaceView&) const {}
};

// Where should a picture be shrunk: on the phone, before it is sent, or in the cloud?
//
// Contract: on_phone depends on nothing but the view, the draw and what was learnt. A policy
// registered with `needs: learning` has an instance for each phone: train is called once, before
// the first request, with measurements made beforehand (each picture both ways); learn when an
// answer reaches the phone.
class Preprocess {
  public:
    virtual ~Preprocess() = default;
    virtual bool on_phone(const PictureView& view, Draw& draw) = 0;
    virtual void train(std::span<const PictureMeasured>) {}
    virtual void learn(const PictureMeasured&) {}
};

// When the servers would have the picture, shrunk: only with `needs: truth`.
struct PictureTruth {
    Duration on_phone;
    Duration in_cloud;
};
class KnowingPreprocess : public Preprocess {
  public:
    virtual bool on_phone_knowing(const PictureView& view, const PictureTruth& truth) = 0;
    bool on_phone(const PictureView& view, Draw& draw) final;
};

}  // namespace mdisim
