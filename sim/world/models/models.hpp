// Pools of models. The truth is how long a model takes and how often it is right; the belief is
// what policies are shown at the start (the truth, unless the scenario says otherwise).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/pool_table.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

class LoggedExecutions;

struct Belief {
    double mean_ms = 0;
    double sd_ms = 0;
    double accuracy = 0;
};

// A change of a model's execution time that lasts for a range of requests.
struct Shift {
    int64_t from_request = 0;
    int64_t until_request = 0;  // the first request that is not affected
    double mean_ms = 0;
    double sd_ms = 0;
};

struct Model {
    std::string name;
    double accuracy = 0;
    std::optional<double> mean_ms;
    double sd_ms = 0;
    std::optional<Law> law;  // replaces mean and sd in the pool's family
    std::optional<Belief> belief;
    double memory_mb = 0;
    double load_ms = 0;
    std::vector<Shift> shifts;
    std::optional<double> power_mw{};
    std::optional<double> loading{};  // of its hardness (sim/world/correctness.hpp)
};

// shared: one uniform for each request, used by all models (a slow moment is slow for all of them).
// per_model: one for each request and model.
enum class ExecutionNoise { shared, per_model };

// Execution time on `threads` threads, as a multiple of the models' own times.
struct ThreadTime {
    int64_t threads = 1;
    double factor = 1;
};

struct ModelPool {
    Family family = Family::truncated_normal;
    ExecutionNoise noise = ExecutionNoise::shared;
    double scale = 1;  // multiplies all means and standard deviations
    std::vector<ThreadTime> threads;
    std::vector<Model> list;
    // A table of models, of which the list was made.
    std::optional<std::string> file{};
    std::optional<std::string> digest{};
    std::optional<PoolColumns> columns{};
    std::optional<PoolSamples> samples{};
    std::vector<RowChoice> where{};  // rows of the table with all of these; none: all rows
    bool complete_only = false;      // leaves out models without an accuracy or a time
};

const Object& describe(Tag<ThreadTime>);
const Object& describe(Tag<Belief>);
const Object& describe(Tag<Shift>);
const Object& describe(Tag<Model>);
const Object& describe(Tag<ModelPool>);
const std::vector<std::string>& names_of(Tag<ExecutionNoise>);

// The address of a request's noise, for pools with ExecutionNoise::per_model.
struct NoiseAddress {
    uint64_t seed = 0;
    Address request;  // its block is the attempt; the pool fills in its purpose
    // The recorded execution times of requests, for pools that take from a log; else null.
    LoggedExecutions* logged = nullptr;
};

// A pool made ready to be run.
class ReadyPool {
  public:
    ReadyPool() = default;
    explicit ReadyPool(const ModelPool& pool,
                       Purpose noise_of_each_model = execution_by_model_draws);
    // Several pools, one behind the other.
    ReadyPool(const std::vector<ModelPool>& pools, Purpose noise_of_each_model);

    size_t size() const { return samplers_.size(); }
    bool empty() const { return samplers_.empty(); }
    // Takes execution times of first attempts from NoiseAddress::logged, where it has them.
    void take_from_log() {
        logged_ = random_ = true;
        plain_ = false;
    }
    bool takes_from_log() const { return logged_; }
    bool random() const { return random_; }
    // Whether execution times depend on nothing but the model and the shared score.
    bool plain() const { return plain_; }
    // The kind of score that execution() expects, made from the shared uniform.
    Score score() const { return score_; }
    double accuracy(uint16_t model) const { return accuracies_[model]; }
    const std::vector<double>& accuracies() const { return accuracies_; }
    const std::vector<std::string>& names() const { return names_; }
    double memory_mb(uint16_t model) const { return needs_[model].memory_mb; }
    Duration load(uint16_t model) const { return needs_[model].load; }
    const std::vector<ModelBelief>& beliefs() const { return beliefs_; }
    // Indices of models, the most accurate in truth first.
    const std::vector<uint16_t>& by_accuracy() const { return by_accuracy_; }

    [[gnu::always_inline]] Duration execution(uint16_t model, double score,
                                              const NoiseAddress& address) const {
        if (plain_) [[likely]]
            return plain_execution(model, score);
        return not_plain(model, score, address);
    }
    // Requires plain().
    [[gnu::always_inline]] Duration plain_execution(uint16_t model, double score) const {
        return at_least_zero(samplers_[model].value(score));
    }
    // Execution time of the model in a run for measurement, which serves no request. address: of
    // the request at which it is measured.
    Duration measured(uint16_t model, Purpose purpose, const NoiseAddress& address) const;

  private:
    static Duration at_least_zero(double ms) { return Duration::from_ms(ms > 0 ? ms : 0); }
    Duration not_plain(uint16_t model, double score, const NoiseAddress& address) const;
    const Sampler& sampler_at(uint16_t model, uint64_t request) const;
    void add(const ModelPool& pool);
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
    std::vector<ExecutionNoise> noises_;
    Purpose own_draws_{};
    Score score_ = Score::none;
    bool mixed_ = false;  // models need different kinds of score: each makes its own
    bool random_ = false;
    bool plain_ = true;
    bool logged_ = false;
    std::vector<ReadyShift> shifts_;
};

}  // namespace mdisim
