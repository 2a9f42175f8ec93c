#include "sim/world/models/beliefs.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

const Object& describe(Tag<Beliefs>) {
    static const Object table = [] {
        Object t = object<Beliefs>(
            "beliefs", "what policies believe about the models as time goes on",
            {field("kind", &Beliefs::kind, "fixed: as profiled; ewma: learnt from execution times"),
             field("alpha", &Beliefs::alpha, "weight of the newest execution time in ewma")
                 .above(0)
                 .at_most(1),
             field("warm_up_runs", &Beliefs::warm_up_runs,
                   "runs of each model that replace the profile before the first request")
                 .at_least(0)
                 .at_most(1e6),
             field("remeasure_after_requests", &Beliefs::remeasure_after_requests,
                   "a model that has not run for this number of requests is measured once, beside "
                   "the requests; default: never")
                 .at_least(1),
             field("accuracy_alpha", &Beliefs::accuracy_alpha,
                   "weight of the newest label in the accuracy that a model is believed to have "
                   "(default: accuracies stay as profiled)")
                 .above(0)
                 .at_most(1)});
        t.validate = [](const void* p) {
            const auto& b = *static_cast<const Beliefs*>(p);
            if (b.kind == BeliefKind::fixed && (b.warm_up_runs > 0 || b.remeasure_after_requests)) {
                throw UserError(
                    "'warm_up_runs' and 'remeasure_after_requests' need \"kind\": \"ewma\"");
            }
            if (b.warm_up_runs == 1) throw UserError("one run tells nothing of the spread");
        };
        return t;
    }();
    return table;
}

const std::vector<std::string>& names_of(Tag<BeliefKind>) {
    static const std::vector<std::string> names = {"fixed", "ewma"};
    return names;
}

BeliefBook::BeliefBook(const Beliefs& how, const ReadyPool& models, std::vector<bool> there,
                       uint64_t seed, uint32_t replication)
    : how_(how),
      models_(models),
      there_(std::move(there)),
      seed_(seed),
      replication_(replication),
      beliefs_(models.beliefs()),
      measured_(models.size()),
      factors_(1, std::vector<double>(models.size(), 1)) {
    if (how_.warm_up_runs > 0) warm_up();
    renew_offers();
}

std::vector<ModelBelief> BeliefBook::beliefs() const { return scaled(factors_.front()); }

std::vector<ModelBelief> BeliefBook::scaled(const std::vector<double>& factors) const {
    std::vector<ModelBelief> beliefs = beliefs_;
    for (ModelBelief& belief : beliefs) {
        belief.mu_ms *= factors[belief.model];
        belief.sigma_ms *= factors[belief.model];
    }
    return beliefs;
}

void BeliefBook::renew_offers() {
    offers_.clear();
    for (const std::vector<double>& factors : factors_) {
        std::vector<ModelBelief> offered = scaled(factors);
        if (only_ != any_model) {
            const ModelBelief held = offered[only_];
            std::erase_if(offered, [&](const ModelBelief& m) { return !is_offered(m, held); });
        }
        if (!there_.empty())
            std::erase_if(offered, [&](const ModelBelief& m) { return !there_[m.model]; });
        offers_.emplace_back(std::move(offered));
    }
}

void BeliefBook::offer_only(uint16_t model, Offering offers,
                            std::vector<std::vector<double>> factors) {
    only_ = model;
    offering_ = offers;
    factors_ = std::move(factors);
    renew_offers();
}

void BeliefBook::warm_up() {
    const auto runs = static_cast<double>(how_.warm_up_runs);
    for (ModelBelief& belief : beliefs_) {
        double sum = 0;
        double squares = 0;
        for (int64_t run = 0; run < how_.warm_up_runs; ++run) {
            const Duration took =
                models_.measured(belief.model, warm_up_draws, noise_at(static_cast<uint64_t>(run)));
            // Deviations from the profile are summed, so that no digits are lost.
            const double off = took.ms() - belief.mu_ms;
            sum += off;
            squares += off * off;
        }
        const double variance = (squares - sum * sum / runs) / (runs - 1);
        belief.mu_ms += sum / runs;
        belief.sigma_ms = variance > 0 ? __builtin_sqrt(variance) : 0;
    }
}

void BeliefBook::learn(ModelBelief& belief, double execution_ms) const {
    const double a = how_.alpha;
    const double off = execution_ms - belief.mu_ms;
    belief.sigma_ms = __builtin_sqrt((1 - a) * (belief.sigma_ms * belief.sigma_ms + a * off * off));
    belief.mu_ms = a * execution_ms + (1 - a) * belief.mu_ms;
}

void BeliefBook::learn(uint16_t model, double execution_ms, uint64_t request) {
    if (how_.kind == BeliefKind::fixed) return;
    learn(beliefs_[model], execution_ms);
    measured_[model] = request;
    renew_offers();
}

void BeliefBook::take_labels(Time now) {
    const double a = *how_.accuracy_alpha;
    for (; !labels_.empty() && labels_.front().due <= now; labels_.pop_front()) {
        double& accuracy = beliefs_[labels_.front().model].accuracy;
        accuracy = (labels_.front().right ? a : 0) + (1 - a) * accuracy;
    }
    renew_offers();
}

void BeliefBook::measure_cold_models(uint64_t request) {
    const auto patience = static_cast<uint64_t>(*how_.remeasure_after_requests);
    bool any = false;
    for (ModelBelief& belief : beliefs_) {
        uint64_t& last = measured_[belief.model];
        if (request < last + patience) continue;
        learn(belief, models_.measured(belief.model, measurement_draws, noise_at(request)).ms());
        last = request;
        any = true;
    }
    if (any) renew_offers();
}

}  // namespace mdisim
