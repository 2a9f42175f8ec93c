#include "sim/world/correctness.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "sim/engine/digest.hpp"
#include "sim/engine/math.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {
namespace {

double quantile_of_share(double share) {
    constexpr double beyond_all = 100;  // no normal number that is drawn is larger than 9
    if (share <= 0) return -beyond_all;
    return share >= 1 ? beyond_all : normal_quantile(share);
}

ModelHardness with_loading(double loading, double share_right) {
    ModelHardness hardness;
    hardness.loading = loading;
    hardness.own = __builtin_sqrt(1 - loading * loading);
    hardness.quantile = quantile_of_share(share_right);
    return hardness;
}

ModelHardness of_model(const Model& model, const Correctness& how) {
    ModelHardness hardness = with_loading(model.loading.value_or(how.loading), model.accuracy);
    const Digest name = Hasher().absorb(std::string_view(model.name)).digest();
    hardness.drawn.purpose = rightness_draws;
    hardness.drawn.block = static_cast<uint32_t>(name.low & 0xFFFFFu);
    hardness.drawn.source = static_cast<uint32_t>(name.low >> 20 & 0xFFFFFFu);
    hardness.lane = static_cast<unsigned>(name.low >> 44 & 1);
    return hardness;
}

ModelHardness of_front(const Front& front, const Correctness& how) {
    ModelHardness hardness =
        with_loading(front.loading.value_or(how.loading), front.exit_share * front.exit_accuracy);
    hardness.drawn.purpose = front_draws;
    return hardness;
}

double normal_at(const NoiseAddress& request, const Address& drawn, unsigned lane) {
    Address address = request.request;
    address.purpose = drawn.purpose;
    address.block = drawn.block;
    address.source = drawn.source;
    return normal_quantile(uniform_of(random_lanes(request.seed, address).lane[lane]));
}

double hardness_of(const ModelHardness& model, const NoiseAddress& request, double difficulty) {
    return model.loading * difficulty + model.own * normal_at(request, model.drawn, model.lane);
}

// Lanes: the difficulty; whether there is a label.
Lanes lanes_of_request(const NoiseAddress& request) {
    Address address = request.request;
    address.purpose = difficulty_draws;
    address.block = 0;
    return random_lanes(request.seed, address);
}

double difficulty_of(const Lanes& lanes) { return normal_quantile(uniform_of(lanes.lane[0])); }

bool same_draw(const ModelHardness& a, const ModelHardness& b) {
    return a.drawn.purpose == b.drawn.purpose && a.drawn.block == b.drawn.block &&
           a.drawn.source == b.drawn.source && a.lane == b.lane;
}

double correlation(const ModelHardness& a, const ModelHardness& b) {
    const double shared = a.loading * b.loading + (same_draw(a, b) ? a.own * b.own : 0);
    return std::min(shared, 1.0);
}

// How one of two answers is taken: the cloud's where lead + weight (its look - the other's) >= 0. A
// look is -confidence x hardness + sqrt(1 - confidence^2) x noise. The two models' hardness is
// known equally well from both looks, and its expected difference is -weight times that of the
// looks; so the sign tells which answer is more likely to be right.
struct Choice {
    Choice(const ModelHardness& cloud, const ModelHardness& phone, double confidence)
        : lead(cloud.quantile - phone.quantile) {
        const double apart = 1 - correlation(cloud, phone);
        const double rest = 1 - confidence * confidence * (1 - apart);
        if (apart <= 0 || confidence <= 0) return;
        weight = confidence * apart / rest;
        correlated = confidence * apart / __builtin_sqrt(2 * rest);
        spread = weight * __builtin_sqrt(2 * rest);
    }
    double lead;
    double weight = 0;
    // The correlation of the hardness for a model with the evidence against it; the spread of the
    // evidence.
    double correlated = 0;
    double spread = 0;
};

// The share of requests at which the answer that is taken is right.
double accuracy_together(const ModelHardness& cloud, const ModelHardness& phone,
                         double confidence) {
    const Choice choice(cloud, phone, confidence);
    if (choice.spread == 0) return normal_below(std::max(cloud.quantile, phone.quantile));
    const double lead = choice.lead / choice.spread;
    return both_below(cloud.quantile, lead, choice.correlated) +
           both_below(phone.quantile, -lead, choice.correlated);
}

bool takes_cloud(const Choice& choice, const NoiseAddress& request, double confidence,
                 double of_cloud, double of_phone) {
    Address noise;
    noise.purpose = confidence_draws;
    const double unsure = __builtin_sqrt(1 - confidence * confidence);
    const double look = unsure * normal_at(request, noise, 0) - confidence * of_cloud;
    const double other = unsure * normal_at(request, noise, 1) - confidence * of_phone;
    return choice.lead + choice.weight * (look - other) >= 0;
}

}  // namespace

const Object& describe(Tag<Labelling>) {
    static const Object table = object<Labelling>(
        "labels", "labels, which say afterwards whether an answer was right",
        {field("share", &Labelling::share, "share of the requests whose answers get a label")
             .share(),
         field("delay_s", &Labelling::delay_s,
               "time from when the servers have answered until they have the label")
             .at_least(0)});
    return table;
}

const Object& describe(Tag<Correctness>) {
    static const Object table = object<Correctness>(
        "correctness",
        "answers are right or wrong, request by request: by a difficulty of the request, which all "
        "models share, and a draw of each model's own",
        {field("loading", &Correctness::loading,
               "how much the hardness of a request for a model depends on the difficulty that all "
               "models share, where a model does not say it; that of two models is correlated by "
               "the product of their loadings; 0.936 is the mean of the 14 ImageNet models of "
               "models/imagenet14")
             .share(),
         field("confidence", &Correctness::confidence,
               "combines an answer of the cloud and one of a copy that are both in time: how well "
               "it is seen which is right, from 0 (the more accurate model answers) to 1 (a "
               "perfect chooser); without it, answers are not combined")
             .share(),
         field("labels", &Correctness::labels, "which answers get a label, and when")});
    return table;
}

ReadyCorrectness::ReadyCorrectness(const Correctness& how, const std::vector<Model>& cloud,
                                   const std::vector<const Phone*>& phones)
    : how_(how), label_delay_(Duration::from_ms(how.labels.delay_s * 1000)) {
    for (const Model& m : cloud) cloud_.push_back(of_model(m, how));
    for (const Phone* phone : phones) {
        for (const Model& m : phone->models.list) phone_.push_back(of_model(m, how));
        exit_quantiles_.resize(phone_.size());
        for (const Front& front : phone->fronts) {
            phone_.push_back(of_front(front, how));
            exit_quantiles_.push_back(quantile_of_share(front.exit_share));
        }
    }
    if (!how.confidence) return;
    for (const ModelHardness& c : cloud_) {
        for (const ModelHardness& p : phone_) {
            pair_accuracy_.push_back(accuracy_together(c, p, *how.confidence));
        }
    }
}

Rights ReadyCorrectness::rights_of(const NoiseAddress& request, const Outcome& o) const {
    const Lanes lanes = lanes_of_request(request);
    const double difficulty = difficulty_of(lanes);
    Rights rights;
    rights.drawn = true;
    rights.labelled = uniform_of(lanes.lane[1]) < how_.labels.share;
    double of_cloud = 0;
    double of_phone = 0;
    if (o.executed) {
        of_cloud = hardness_of(cloud_[o.model], request, difficulty);
        rights.cloud = of_cloud < cloud_[o.model].quantile;
    }
    if (o.phone_answered()) {
        of_phone = hardness_of(phone_[o.phone_model], request, difficulty);
        rights.phone = of_phone < phone_[o.phone_model].quantile;
    }
    bool by_cloud = o.answer == Answer::cloud;
    if (o.answer == Answer::both) {
        const Choice choice(cloud_[o.model], phone_[o.phone_model], *how_.confidence);
        by_cloud = takes_cloud(choice, request, *how_.confidence, of_cloud, of_phone);
    }
    if (o.answer != Answer::none) rights.answer = by_cloud ? rights.cloud : rights.phone;
    return rights;
}

bool ReadyCorrectness::exits(const NoiseAddress& request, size_t front) const {
    const double difficulty = difficulty_of(lanes_of_request(request));
    return hardness_of(phone_[front], request, difficulty) < exit_quantiles_[front];
}

std::optional<bool> ReadyCorrectness::label(const NoiseAddress& request, uint16_t model) const {
    const Lanes lanes = lanes_of_request(request);
    if (uniform_of(lanes.lane[1]) >= how_.labels.share) return std::nullopt;
    return hardness_of(cloud_[model], request, difficulty_of(lanes)) < cloud_[model].quantile;
}

}  // namespace mdisim
