// Which answers are right, request by request, where a scenario asks for it.
//
// A request has a difficulty, and for each model a hardness; both are standard normal numbers:
//     hardness for model m = loading_m difficulty + sqrt(1 - loading_m^2) own_m
// and m is right where the hardness is below the normal quantile of its accuracy. So a model is
// right as often as its accuracy says, and what is hard for one model is hard for another: the
// correlation is the product of their loadings. What is drawn for a model itself is addressed by
// its name, so a model that is in the cloud and on the phone is right on the same requests. No
// policy is part of an address.
//
// A front that answers a share e of the requests itself, with accuracy a, exits where the hardness
// is below the quantile of e and is right where it is below the quantile of e a: at the easy ones.
//
// Where two answers are combined, whoever combines has a look at the hardness for each model, a
// standard normal number whose correlation with it is `confidence`, and takes the answer that is
// more likely to be right given both looks. At 0 that is always the more accurate model's; at 1 it
// is a right one wherever there is one, which is a perfect chooser. On average the combination is
// never worse than the more accurate model.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/phone.hpp"

namespace mdisim {

// Labels say afterwards whether an answer was right.
struct Labelling {
    double share = 1;
    double delay_s = 0;
};

struct Correctness {
    double loading = 0.936;  // of models that say none
    std::optional<double> confidence{};
    Labelling labels{};
};

const Object& describe(Tag<Labelling>);
const Object& describe(Tag<Correctness>);

// How the hardness for a model is made, and the quantile below which the model is right.
struct ModelHardness {
    double loading = 0;
    double own = 1;  // sqrt(1 - loading^2)
    double quantile = 0;
    Address drawn;  // of what the model draws for itself; the request fills in the rest
    unsigned lane = 0;
};

// Correctness made ready for the models of a world.
class ReadyCorrectness {
  public:
    // phones: of all kinds; of each, its models and then its fronts, as in their common pool.
    ReadyCorrectness(const Correctness& how, const std::vector<Model>& cloud,
                     const std::vector<const Phone*>& phones);

    // In the functions below, `request` is the address of the request's noise.

    // Which answers of the outcome are right, and whether they get a label.
    Rights rights_of(const NoiseAddress& request, const Outcome& outcome) const;
    // Whether a front exits. front: its index in the pool of the phones' models.
    bool exits(const NoiseAddress& request, size_t front) const;
    // What a label says of an answer of the cloud's model; nothing if the request gets no label.
    std::optional<bool> label(const NoiseAddress& request, uint16_t model) const;
    // Time from when the servers have answered until they have the label.
    Duration label_delay() const { return label_delay_; }

    bool combines() const { return how_.confidence.has_value(); }
    // The accuracy of two answers combined, by pair of models: the index is that of the cloud's
    // model, times the number of the phone's models, plus that of the phone's. Empty unless answers
    // are combined.
    const std::vector<double>& pair_accuracy() const { return pair_accuracy_; }

  private:
    Correctness how_;
    Duration label_delay_;
    std::vector<ModelHardness> cloud_;
    std::vector<ModelHardness> phone_;
    std::vector<double> exit_quantiles_;  // by model of the phones; only fronts have them
    std::vector<double> pair_accuracy_;
};

}  // namespace mdisim
