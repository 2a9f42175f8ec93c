// The policies of one cell that decide where a request runs, on which model, and where its picture
// is shrunk. The servers' Controller asks the control policy.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/watch.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Deciders {
  public:
    // addresses: of the random numbers that policies draw.
    Deciders(const Cell& cell, const RunAddresses& addresses, const Watch& watch);

    // Select. Both functions compute the truth, how long each model would take, only for a policy
    // that may see it.
    //
    // Selects for all requests of a batch; latency() gives a row of models for each request.
    template <class Latency>
    void select_all(const SelectBatch& batch, Duration sla, Latency latency, uint16_t* models) {
        if (!selects_.empty()) {
            selects_.front()->choose_all(batch, models);
        } else {
            knowing_select_->choose_all(batch, truth(latency(), world_.sites().front(), sla),
                                        models);
        }
        for (size_t i = 0; i < batch.size; ++i) check_model(models[i]);
    }
    // How many requests select_all takes at most.
    size_t select_at_once() const {
        return selects_.empty() ? KnowingSelect::most_at_once : selects_.front()->most_at_once();
    }
    // Selects for one attempt of a request, at its site; latency(model) is from creation to the
    // answer.
    template <class Latency>
    uint16_t select(const Outcome& request, const ReadySite& site, Duration sla,
                    const SelectView& seen, Latency latency) {
        const uint64_t index = request.index;
        Draw draw = addresses_.draw(draws_of(Decision::select), index, request.attempts - 1);
        SelectView view = seen;
        if (watch_.watches(index)) [[unlikely]]
            view.notes = watch_.asks_select(index, view);
        if (follows_log_) [[unlikely]]
            view.logged_model = addresses_.logged_model(index);
        uint16_t model;
        if (!selects_.empty()) {
            model = select_at(request.site).choose(view, draw);
        } else {
            for (uint16_t m = 0; m < latency_.size(); ++m) latency_[m] = latency(m);
            model = knowing_select_->choose(view, truth(latency_.data(), site, sla), draw);
        }
        check_model(model);
        ensure(site.has(model), "a select policy chose a model that is not at the site");
        return model;
    }
    // What the servers of a site have measured.
    void learn(uint16_t site, const Measured& measured) {
        if (!selects_.empty()) select_at(site).learn(measured);
    }

    // Place. costs: of running each of the phone's models; empty where none must be loaded.
    Placement place(const Outcome& request, uint32_t phone, Duration sla, double overdue_ms,
                    std::span<const PhoneModelCost> costs);
    // Places the first n requests of a batch. Requires n > 0. Returns true if all are placed alike;
    // then only the first placement is set.
    bool place_all(DrawColumn& draws, size_t n, Duration sla, Placement* placements);
    void place_each(DrawColumn& draws, size_t n, Duration sla, Placement* placements) {
        if (place_all(draws, n, sla, placements)) {
            std::fill_n(placements + 1, n - 1, placements[0]);
        }
    }
    void learn(uint32_t phone, const Heard& heard) { place_of(phone).learn(heard); }
    // Whether the place policy may let copies begin later than their requests.
    bool copies_start_late() const { return late_copies_; }

    // Route. The site to which an attempt of a request is sent. request: its `site` is that of the
    // attempt before, if there was one.
    uint16_t route(const Outcome& request, uint32_t phone, Duration sla, Duration elapsed);
    bool route_learns() const { return route_learns_; }
    void learn(uint32_t phone, const HeardFrom& heard) { route_of(phone).learn(heard); }

    // The time that the decision where to shrink a picture takes on the phone.
    Duration time_of_preprocess(uint32_t phone) {
        if (preprocesses_.empty()) return {};
        return Duration::from_ms(preprocess_of(phone).decision_ms());
    }
    // Preprocess. Returns whether the picture is shrunk on the phone. truth: when the picture would
    // be ready for a model either way.
    bool shrinks_on_phone(uint64_t index, uint32_t phone, PictureView view,
                          const PictureTruth& truth);
    bool preprocess_learns() const { return preprocess_learns_; }
    void learn(uint32_t phone, const PictureMeasured& measured) {
        preprocess_of(phone).learn(measured);
    }

  private:
    void check_model(uint16_t model) const {
        ensure(model < world_.models().size(), "a select policy chose a model that is not there");
    }
    // Requires a placement in the numbers of the pool of all phones' models.
    void check(const Placement& placement, const PhoneKind& phone) const;
    Truth truth(const Duration* latency, const ReadySite& site, Duration sla) const {
        return {latency, world_.models().accuracies().data(), site.by_accuracy(), sla};
    }
    Select& select_at(uint16_t site) { return *selects_[selects_.size() == 1 ? 0 : site]; }
    Route& route_of(uint32_t phone) { return *routes_[routes_.size() == 1 ? 0 : phone]; }
    Place& place_of(uint32_t phone) { return *places_[places_.size() == 1 ? 0 : phone]; }
    Preprocess& preprocess_of(uint32_t phone) {
        return *preprocesses_[preprocesses_.size() == 1 ? 0 : phone];
    }

    const ReadyWorld& world_;
    RunAddresses addresses_;
    Watch watch_;
    bool place_remembers_;
    bool late_copies_;
    bool route_learns_;
    bool preprocess_learns_;
    bool follows_log_;
    std::vector<std::unique_ptr<Place>> places_;  // one, or one for each phone if they learn
    std::vector<std::unique_ptr<Route>> routes_;  // none, one, or one for each phone if they learn
    std::vector<std::unique_ptr<Select>> selects_;   // one, or one for each site if they learn
    std::unique_ptr<KnowingSelect> knowing_select_;  // if there are no selects_
    // One, or one for each phone if they learn.
    std::vector<std::unique_ptr<Preprocess>> preprocesses_;
    // If there are no preprocesses_. With neither, all pictures are shrunk on the phone.
    std::unique_ptr<KnowingPreprocess> knowing_preprocess_;
    std::vector<Duration> latency_;  // by model, of the request that is decided
};

}  // namespace mdisim
