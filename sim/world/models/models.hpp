// Pools of models: how long each really takes and how often it is right (truth), and what policies
// start out believing (belief; the truth unless the scenario says otherwise).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

struct Belief {
    double mean_ms = 0;
    double sd_ms = 0;
    double accuracy = 0;
};

// For a while a model takes another time than it used to.
struct Shift {
    int64_t from_request = 0;
    int64_t until_request = 0;  // from here on it is as before
    double mean_ms = 0;
    double sd_ms = 0;
};

struct Model {
    std::string name;
    double accuracy = 0;
    std::optional<double> mean_ms;
    double sd_ms = 0;
    std::optional<Law> law;  // instead of mean and sd in the pool's family
    std::optional<Belief> belief;
    double memory_mb = 0;
    double load_ms = 0;
    std::vector<Shift> shifts;
    std::optional<double> power_mw{};
};

// One uniform a request, shared by all models (a slow moment is slow for all), or one for each.
enum class ExecutionNoise { shared, per_model };

// What execution takes on so many threads, as a factor of the times the models are given with.
struct ThreadTime {
    int64_t threads = 1;
    double factor = 1;
};

struct ModelPool {
    Family family = Family::truncated_normal;
    ExecutionNoise noise = ExecutionNoise::shared;
    double scale = 1;  // of all means and standard deviations
    std::vector<ThreadTime> threads;
    std::vector<Model> list;
};

const Object& describe(Tag<ThreadTime>);
const Object& describe(Tag<Belief>);
const Object& describe(Tag<Shift>);
const Object& describe(Tag<Model>);
const Object& describe(Tag<ModelPool>);
const std::vector<std::string>& names_of(Tag<ExecutionNoise>);

// Which request's noise, for pools with a uniform of their own for each model.
struct NoiseAddress {
    uint64_t seed = 0;
    Address request;  // purpose is filled in; block: the attempt
};

// A pool made ready to be run.
class ReadyPool {
  public:
    ReadyPool() = default;
    explicit ReadyPool(const ModelPool& pool,
                       Purpose noise_of_each_model = execution_by_model_draws);

    size_t size() const { return samplers_.size(); }
    bool empty() const { return samplers_.empty(); }
    bool random() const { return random_; }
    // Whether times are made of the shared score alone, whatever the request.
    bool plain() const { return plain_; }
    // What the shared uniform must be turned into before execution() can use it.
    Score score() const { return score_; }
    double accuracy(uint16_t model) const { return accuracies_[model]; }
    const std::vector<double>& accuracies() const { return accuracies_; }
    const std::vector<std::string>& names() const { return names_; }
    double memory_mb(uint16_t model) const { return needs_[model].memory_mb; }
    Duration load(uint16_t model) const { return needs_[model].load; }
    const std::vector<ModelBelief>& beliefs() const { return beliefs_; }
    // Places in the pool, the truly most accurate first.
    const std::vector<uint16_t>& by_accuracy() const { return by_accuracy_; }

    Duration execution(uint16_t model, double score, const NoiseAddress& address) const {
        if (plain_) [[likely]]
            return plain_execution(model, score);
        return not_plain(model, score, address);
    }
    // Needs a pool that is plain().
    [[gnu::always_inline]] Duration plain_execution(uint16_t model, double score) const {
        return at_least_zero(samplers_[model].value(score));
    }
    // How long it takes in a run of its own, aside from requests. Asked for at this request, with
    // the draws of this purpose.
    Duration measured(uint16_t model, Purpose purpose, const NoiseAddress& address) const;

  private:
    static Duration at_least_zero(double ms) { return Duration::from_ms(ms > 0 ? ms : 0); }
    Duration not_plain(uint16_t model, double score, const NoiseAddress& address) const;
    const Sampler& sampler_at(uint16_t model, uint64_t request) const;
    void find_score(const Sampler& sampler);

    struct ReadyShift {
        uint16_t model;
        uint64_t from;
        uint64_t until;
        Sampler sampler;
    };
    struct MemoryNeed {
        double memory_mb;
        Duration load;
    };
    std::vector<Sampler> samplers_;
    std::vector<MemoryNeed> needs_;
    std::vector<double> accuracies_;
    std::vector<std::string> names_;
    std::vector<ModelBelief> beliefs_;
    std::vector<uint16_t> by_accuracy_;
    ExecutionNoise noise_ = ExecutionNoise::shared;
    Purpose own_draws_{};
    Score score_ = Score::none;
    bool mixed_ = false;  // models differ in the score they need: each makes its own of the uniform
    bool random_ = false;
    bool plain_ = true;  // the shared score is all that a time is made of
    std::vector<ReadyShift> shifts_;
};

}  // namespace mdisim
