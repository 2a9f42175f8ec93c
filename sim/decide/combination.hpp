// Policies as a scenario names them together: one at each decision point, with its settings.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {

// A policy of the registry with its settings, or none.
struct Chosen {
    const PolicyEntry* entry = nullptr;
    std::shared_ptr<void> options;

    explicit operator bool() const { return entry != nullptr; }
    Needs needs() const { return entry != nullptr ? entry->needs : Needs{}; }
    // Makes the policy. Returns null if there is none, or if it does not implement Interface.
    template <class Interface>
    std::unique_ptr<Interface> make() const {
        return entry != nullptr ? entry->make<Interface>(options.get()) : nullptr;
    }
};

// A named combination: a policy, or none, at each decision point.
class Combination {
  public:
    std::string name;

    Combination() = default;
    // policies: at most one for each decision point.
    Combination(std::string called, std::initializer_list<Chosen> policies)
        : name(std::move(called)) {
        for (const Chosen& chosen : policies) (*this)[chosen.entry->decision] = chosen;
    }

    Chosen& operator[](Decision decision) { return chosen_[static_cast<size_t>(decision)]; }
    const Chosen& operator[](Decision decision) const {
        return chosen_[static_cast<size_t>(decision)];
    }
    bool needs_tables() const { return any_needs(&Needs::characterisation); }
    bool needs_truth() const { return any_needs(&Needs::truth); }
    // Whether earlier requests or answers change what is decided about later requests.
    bool learns() const {
        return std::any_of(decision_points.begin(), decision_points.end(),
                           [this](const DecisionPoint& point) {
                               return point.decision != Decision::control &&
                                      (*this)[point.decision].needs().learning;
                           });
    }
    bool follows_log() const { return (*this)[Decision::select].needs().log; }
    bool copies_start_late() const { return (*this)[Decision::place].needs().late_copies; }
    bool learns_of_sites() const { return (*this)[Decision::route].needs().learning; }
    bool learns_of_pictures() const { return (*this)[Decision::preprocess].needs().learning; }

  private:
    bool any_needs(bool Needs::*what) const {
        return std::any_of(chosen_.begin(), chosen_.end(),
                           [&](const Chosen& chosen) { return chosen.needs().*what; });
    }

    std::array<Chosen, decision_count> chosen_;
};

}  // namespace mdisim
