#include "sim/world/models/models.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/workload/request_log.hpp"

namespace mdisim {

namespace {

Law law_of(const Model& m, const ModelPool& pool) {
    if (m.law) return *m.law;
    return in_family(pool.family, *m.mean_ms * pool.scale, m.sd_ms * pool.scale);
}
Law law_of(const Shift& s, const ModelPool& pool) {
    return in_family(pool.family, s.mean_ms * pool.scale, s.sd_ms * pool.scale);
}

void check_scale(const Model& m, double scale) {
    double longest = std::max(m.mean_ms.value_or(0), m.sd_ms);
    for (const Shift& s : m.shifts) longest = std::max({longest, s.mean_ms, s.sd_ms});
    if (m.belief) longest = std::max({longest, m.belief->mean_ms, m.belief->sd_ms});
    if (longest * scale <= longest_in("ms")) return;
    throw UserError("'scale' makes a time of model '" + m.name + "' longer than 2e9 ms");
}

void check_times(const Law& law, const std::string& model) {
    validate(law);
    if (awaits_samples(law)) return;
    const std::string wrong = wrong_between_zero_and(longest_in("ms"), law);
    if (!wrong.empty()) throw UserError("the execution time of model '" + model + "' " + wrong);
}

}  // namespace

const Object& describe(Tag<Belief>) {
    static const Object table = object<Belief>(
        "belief", "what policies believe about a model at the start",
        {field("mean_ms", &Belief::mean_ms, "believed mean execution time").at_least(0).needed(),
         field("sd_ms", &Belief::sd_ms, "believed standard deviation").at_least(0),
         field("accuracy", &Belief::accuracy, "believed accuracy").share().needed()});
    return table;
}

const Object& describe(Tag<Shift>) {
    static const Object table = [] {
        Object t = object<Shift>(
            "shift", "a change of a model's execution time for a range of requests",
            {field("from_request", &Shift::from_request, "the first request that is affected")
                 .at_least(0),
             field("until_request", &Shift::until_request,
                   "the first request that is not affected any more")
                 .at_least(0)
                 .needed(),
             field("mean_ms", &Shift::mean_ms, "mean execution time during the change")
                 .at_least(0)
                 .needed(),
             field("sd_ms", &Shift::sd_ms, "standard deviation during the change").at_least(0)});
        t.validate = [](const void* p) {
            const auto& s = *static_cast<const Shift*>(p);
            if (s.until_request <= s.from_request) throw UserError("a shift ends before it begins");
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<Model>) {
    static const Object table = [] {
        Object t = object<Model>(
            "model", "one model of a pool",
            {field("name", &Model::name, "the name the paper prints").needed(),
             field("accuracy", &Model::accuracy, "share of the model's answers that are right")
                 .share()
                 .needed(),
             field("mean_ms", &Model::mean_ms, "mean execution time")
                 .at_least(0)
                 .usually(0.01, 6e5, "milliseconds"),
             field("sd_ms", &Model::sd_ms, "standard deviation of the execution time").at_least(0),
             law_field("law", &Model::law, "ms",
                       "law of the execution time, instead of mean and sd"),
             field("belief", &Model::belief, "what policies believe; default: the truth"),
             field("memory_mb", &Model::memory_mb,
                   "what the model takes of the servers' memory, for all replicas together")
                 .at_least(0),
             field("load_ms", &Model::load_ms,
                   "time to load the model into the servers' or a phone's memory")
                 .at_least(0),
             field("shifts", &Model::shifts,
                   "times at which its execution time changes without the policies' knowledge"),
             field("power_mw", &Model::power_mw,
                   "power of a phone above idle while it runs the model (default: the phone's "
                   "compute_power_mw)")
                 .at_least(0),
             field("loading", &Model::loading,
                   "how much being right depends on the difficulty of a request, where answers are "
                   "right or wrong (default: that of \"correctness\")")
                 .share()});
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

const Object& describe(Tag<ThreadTime>) {
    static const Object table = object<ThreadTime>(
        "threads", "the execution time on a number of threads",
        {field("threads", &ThreadTime::threads, "threads of a replica").at_least(1).needed(),
         field("factor", &ThreadTime::factor,
               "the execution time, as a multiple of the models' own")
             .at_least(1e-6)
             .at_most(1e6)
             .needed()});
    return table;
}

const Object& describe(Tag<ModelPool>) {
    static const Object table = [] {
        Object t = object<ModelPool>(
            "models", "a pool of models",
            {field("file", &ModelPool::file,
                   "a table of models, a row each, as CSV or as lines of JSON, in place of a list; "
                   "relative to the file this is written in")
                 .aside(),
             field("digest", &ModelPool::digest,
                   "of the file's content; filled in when it is read, checked when given"),
             field("columns", &ModelPool::columns, "which columns of the file hold what").aside(),
             field("where", &ModelPool::where, "which rows of the file (default: all)").aside(),
             field("complete_only", &ModelPool::complete_only,
                   "leaves out models of the file that have no accuracy or no execution time; "
                   "without it, they are a mistake")
                 .aside(),
             field("samples", &ModelPool::samples,
                   "execution times of the file's models, in place of means and quantiles")
                 .aside(),
             field("family", &ModelPool::family, "law of the execution times"),
             field("noise", &ModelPool::noise,
                   "shared: one random number for each request, used by all models; per_model: one "
                   "for each request and model"),
             field("scale", &ModelPool::scale, "factor of all means and standard deviations")
                 .at_least(1e-9)
                 .at_most(1e9),
             field("threads", &ModelPool::threads,
                   "factor of the execution times by the threads of a replica"),
             field("list", &ModelPool::list, "the models; filled in from the file").needed()});
        t.validate = [](const void* p) {
            std::set<std::string> seen;
            const auto& pool = *static_cast<const ModelPool*>(p);
            if (pool.list.size() > limit_of(Limit::models))
                throw UserError("the pool has more than " + limit_text(Limit::models, "models"));
            for (const Model& m : pool.list) {
                if (m.law && pool.scale != 1) {
                    throw UserError("'scale' is of means, and model '" + m.name + "' has a law");
                }
                check_scale(m, pool.scale);
                check_times(law_of(m, pool), m.name);
                for (const Shift& s : m.shifts) check_times(law_of(s, pool), m.name);
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
    : ReadyPool(std::vector<ModelPool>{pool}, noise_of_each_model) {}

ReadyPool::ReadyPool(const std::vector<ModelPool>& pools, Purpose noise_of_each_model)
    : own_draws_(noise_of_each_model) {
    for (const ModelPool& pool : pools) add(pool);
    std::stable_sort(by_accuracy_.begin(), by_accuracy_.end(),
                     [&](uint16_t a, uint16_t b) { return accuracies_[a] > accuracies_[b]; });
    for (const Sampler& sampler : samplers_) find_score(sampler);
    for (const ReadyShift& shift : shifts_) find_score(shift.sampler);
    const auto own = std::count(noises_.begin(), noises_.end(), ExecutionNoise::per_model);
    mixed_ = mixed_ || (own > 0 && own < std::ssize(noises_));
    if (mixed_ || own > 0) score_ = Score::uniform;
    plain_ = own == 0 && !mixed_ && shifts_.empty();
}

void ReadyPool::add(const ModelPool& pool) {
    for (const Model& m : pool.list) {
        const Law law = law_of(m, pool);
        validate(law);
        samplers_.emplace_back(law);
        for (const Shift& s : m.shifts) {
            shifts_.push_back({static_cast<uint16_t>(accuracies_.size()),
                               static_cast<uint64_t>(s.from_request),
                               static_cast<uint64_t>(s.until_request), Sampler(law_of(s, pool))});
        }
        accuracies_.push_back(m.accuracy);
        names_.push_back(m.name);
        noises_.push_back(pool.noise);
        needs_.push_back({m.memory_mb, Duration::from_ms(m.load_ms)});
        Belief b{nominal_mean(law), nominal_sd(law), m.accuracy};
        if (m.belief) {
            b = {m.belief->mean_ms * pool.scale, m.belief->sd_ms * pool.scale, m.belief->accuracy};
        }
        beliefs_.push_back(
            {b.mean_ms, b.sd_ms, b.accuracy, static_cast<uint16_t>(by_accuracy_.size())});
        by_accuracy_.push_back(static_cast<uint16_t>(by_accuracy_.size()));
    }
}

void ReadyPool::find_score(const Sampler& sampler) {
    if (sampler.score() == Score::none) return;
    mixed_ = mixed_ || (random_ && score_ != sampler.score());
    score_ = sampler.score();
    random_ = true;
}

namespace {

// The lower of the 20 bits of a block are for the model, the upper ones for the attempt's number.
constexpr unsigned model_block_bits = 15;

double uniform_of_model(uint16_t model, Purpose purpose, const NoiseAddress& noise) {
    Address address = noise.request;
    address.purpose = purpose;
    address.block = noise.request.block << model_block_bits | model / 2;
    return uniform_of(random_lanes(noise.seed, address).lane[model % 2]);
}

}  // namespace

const Sampler& ReadyPool::sampler_at(uint16_t model, uint64_t request) const {
    for (const ReadyShift& shift : shifts_) {
        if (shift.model == model && shift.from <= request && request < shift.until) {
            return shift.sampler;
        }
    }
    return samplers_[model];
}

Duration ReadyPool::not_plain(uint16_t model, double score, const NoiseAddress& noise) const {
    if (logged_ && noise.logged != nullptr && noise.request.block == 0) {
        const Duration recorded = own_draws_ == phone_by_model_draws
                                      ? noise.logged->on_phone(model, noise.request.index)
                                      : noise.logged->in_cloud(model, noise.request.index);
        if (recorded.ns >= 0) return recorded;
    }
    const Sampler& sampler = sampler_at(model, noise.request.index);
    const bool shared = noises_[model] == ExecutionNoise::shared;
    if (shared && !mixed_) return at_least_zero(sampler.value(score));
    const double uniform = shared ? score : uniform_of_model(model, own_draws_, noise);
    return at_least_zero(sampler.quantile(uniform));
}

Duration ReadyPool::measured(uint16_t model, Purpose purpose, const NoiseAddress& noise) const {
    const double uniform = uniform_of_model(model, purpose, noise);
    return at_least_zero(sampler_at(model, noise.request.index).quantile(uniform));
}

}  // namespace mdisim
