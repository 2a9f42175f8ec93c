#include "sim/world/models.hpp"

#include <algorithm>
#include <set>

#include "sim/describe/error.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

namespace {

Law law_of(const Model& m, Family family) {
    return m.law ? *m.law : in_family(family, *m.mean_ms, m.sd_ms);
}

}  // namespace

const Object& describe(Tag<Belief>) {
    static const Object table = object<Belief>(
        "belief", "what policies start out believing of a model",
        {field("mean_ms", &Belief::mean_ms, "believed mean execution time").at_least(0).needed(),
         field("sd_ms", &Belief::sd_ms, "believed standard deviation").at_least(0),
         field("accuracy", &Belief::accuracy, "believed accuracy").share().needed()});
    return table;
}

const Object& describe(Tag<Model>) {
    static const Object table = [] {
        Object t = object<Model>(
            "model", "one model of a pool",
            {field("name", &Model::name, "the name the paper prints").needed(),
             field("accuracy", &Model::accuracy, "share of its answers that are right")
                 .share()
                 .needed(),
             field("mean_ms", &Model::mean_ms, "mean execution time").at_least(0),
             field("sd_ms", &Model::sd_ms, "standard deviation of the execution time").at_least(0),
             law_field("law", &Model::law, "ms",
                       "law of the execution time, instead of mean and sd"),
             field("belief", &Model::belief, "what policies believe; default: the truth")});
        t.validate = [](const void* p) {
            const auto& m = *static_cast<const Model*>(p);
            if (m.mean_ms.has_value() == m.law.has_value()) {
                throw UserError("model '" + m.name + "' needs either 'mean_ms' or a 'law'");
            }
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<ModelPool>) {
    static const Object table = [] {
        Object t = object<ModelPool>(
            "models", "a pool of models",
            {field("family", &ModelPool::family, "law of the execution times"),
             field("noise", &ModelPool::noise,
                   "one uniform a request shared by all models, or one for each model"),
             field("list", &ModelPool::list, "the models").needed()});
        t.validate = [](const void* p) {
            std::set<std::string> seen;
            const auto& pool = *static_cast<const ModelPool*>(p);
            for (const Model& m : pool.list) {
                validate(law_of(m, pool.family));
                if (!seen.insert(m.name).second) {
                    throw UserError("two models are called '" + m.name + "'");
                }
            }
        };
        return t;
    }();
    return table;
}

const std::vector<std::string>& names_of(Tag<ExecutionNoise>) {
    static const std::vector<std::string> names = {"shared", "per_model"};
    return names;
}

ReadyPool::ReadyPool(const ModelPool& pool, Purpose noise_of_each_model)
    : noise_(pool.noise), own_draws_(noise_of_each_model) {
    for (const Model& m : pool.list) {
        const Law law = law_of(m, pool.family);
        validate(law);
        samplers_.emplace_back(law);
        accuracies_.push_back(m.accuracy);
        names_.push_back(m.name);
        const Belief b = m.belief.value_or(Belief{nominal_mean(law), nominal_sd(law), m.accuracy});
        beliefs_.push_back(
            {b.mean_ms, b.sd_ms, b.accuracy, static_cast<uint16_t>(by_accuracy_.size())});
        by_accuracy_.push_back(static_cast<uint16_t>(by_accuracy_.size()));
    }
    std::stable_sort(by_accuracy_.begin(), by_accuracy_.end(),
                     [&](uint16_t a, uint16_t b) { return accuracies_[a] > accuracies_[b]; });
    for (const Sampler& sampler : samplers_) {
        if (sampler.score() == Score::none) continue;
        mixed_ = mixed_ || (random_ && score_ != sampler.score());
        score_ = sampler.score();
        random_ = true;
    }
    if (mixed_ || noise_ == ExecutionNoise::per_model) score_ = Score::uniform;
}

Duration ReadyPool::own_noise(uint16_t model, double score, const NoiseAddress& noise) const {
    double uniform = score;
    if (noise_ == ExecutionNoise::per_model) {
        Address address = noise.request;
        address.purpose = own_draws_;
        address.block = model / 2;
        uniform = uniform_of(random_lanes(noise.seed, address).lane[model % 2]);
    }
    return at_least_zero(samplers_[model].quantile(uniform));
}

}  // namespace mdisim
