// The phones of a world made ready to run. They are of one kind, or of a kind for each class of
// requests. The models of all kinds stand in one pool: those of a kind, then its fronts, then those
// of the next kind. A kind that is added to the end changes neither the numbers nor the draws of
// the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"

namespace mdisim {

struct World;

// A kind of phone. Policies count its models and its fronts from zero; everybody else counts them
// in the pool and in the fronts of all kinds.
struct PhoneKind {
    size_t first_model = 0;
    size_t own_models = 0;
    size_t first_front = 0;
    PhoneCosts costs;
    std::optional<Sessions> sessions{};
    bool stops_copies = false;
    // What policies are shown.
    uint16_t usual_model = 0;
    std::vector<ModelBelief> models;
    std::vector<FrontView> fronts;
    std::vector<PhoneModelCost> model_costs;  // while none of the models is in memory

    // Whether a model of the pool is one of this kind's own, and no front.
    bool owns(size_t model) const {
        return model - first_model < own_models;  // wraps round before the first
    }
    // Whether there is anything to decide about where a request runs.
    bool can_help() const { return own_models > 0 || !fronts.empty(); }
    // A placement with the numbers that policies use, in the numbers of the pool.
    Placement in_pool(Placement placement) const;
};

// The phones that send the requests of a class. Their numbers follow each other.
struct PhoneNumbers {
    int64_t first = 0;
    int64_t count = 1;
};

class ReadyPhones {
  public:
    // cloud: the pool of the world's models, of which fronts are parts.
    ReadyPhones(const World& world, const ReadyPool& cloud);

    // The kind of the phones that send requests of a class. Without classes, the class is 0.
    const PhoneKind& of(size_t of_class) const {
        return kinds_[by_class_.empty() ? 0 : by_class_[of_class].kind];
    }
    const std::vector<PhoneKind>& kinds() const { return kinds_; }
    // Whether each class has phones of its own.
    bool by_class() const { return !by_class_.empty(); }
    PhoneNumbers numbers(size_t of_class) const {
        return by_class_.empty() ? PhoneNumbers{0, count_} : by_class_[of_class].numbers;
    }
    int64_t count() const { return count_; }  // of phones of all kinds

    // The models and the fronts of all kinds.
    const ReadyPool& models() const { return models_; }
    const std::vector<ReadyFront>& fronts() const { return fronts_; }
    const std::string& front_name(uint16_t front) const {
        return models_.names()[fronts_[front].phone_model];
    }
    void take_from_log() { models_.take_from_log(); }
    // Whether a model of the pool belongs to a kind, and is no front.
    bool is_own(size_t model) const;
    size_t most_own_models() const;  // of a kind
    bool rescale() const;            // whether a model rescales pictures before it computes

  private:
    void add(const Phone& phone, const ReadyPool& cloud, const Payload& payload);
    void add_front(const Front& front, const ReadyPool& cloud, const Payload& payload);

    struct OfClass {
        size_t kind;
        PhoneNumbers numbers;
    };
    ReadyPool models_;
    std::vector<ReadyFront> fronts_;
    std::vector<PhoneKind> kinds_;  // the world's own is the first
    std::vector<OfClass> by_class_;
    int64_t count_ = 1;
};

// The kinds of phones of a world, which must outlive them: the scenario's own, which may have
// nothing, then those of classes.
std::vector<const Phone*> kinds_of_phones(const World& world);

// The largest gain of combined answers that any kind has.
double largest_gain(const World& world);
// Whether any kind has models of its own.
bool has_phone_models(const World& world);
// Whether it is known what the phones use besides energy.
bool knows_uses(const World& world);
// Whether any kind has fronts.
bool has_fronts(const World& world);

// For each kind, its models and then its fronts. Models of several kinds that have one name are
// told apart by the names of the kinds' classes.
std::vector<ModelPool> pools_of_phones(const World& world);
// All of these models, in the order of ReadyPhones::models().
std::vector<Model> models_of_phones(const World& world);

}  // namespace mdisim
