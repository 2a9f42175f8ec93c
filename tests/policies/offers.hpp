// Offers of models made up at random, the papers' rules read word by word, and a policy asked in
// every way there is.
#pragma once

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <random>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/columns.hpp"
#include "sim/scenario/document.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::offers {

using Pool = std::vector<ModelBelief>;  // in the order of their places

// What a request asks of a policy. Made-up numbers are small multiples of 1/4: sums and differences
// are exact, so where a rule says "below" the bound itself is met.
struct Question {
    double sla_ms;
    double budget_ms;
};

class RandomPools {
  public:
    explicit RandomPools(uint64_t seed) : engine_(seed) {}

    size_t below(size_t n) { return engine_() % n; }
    double quarters(size_t n) { return static_cast<double>(below(n)) / 4; }

    // 1 to 24 models; some pools are full of ties, some know no spread.
    Pool pool() {
        constexpr size_t means[] = {3, 60, 800};
        constexpr size_t spreads[] = {1, 5, 60};
        constexpr size_t grades[] = {1, 3, 17};
        const size_t mean = means[below(3)], spread = spreads[below(3)], grade = grades[below(3)];
        Pool pool(1 + below(24));
        for (uint16_t i = 0; i < pool.size(); ++i) {
            pool[i] = {1 + quarters(mean), below(3) == 0 ? 0 : quarters(spread),
                       static_cast<double>(below(grade)) / 16, i};
        }
        return pool;
    }

    // Deadlines and budgets below zero, zero, huge, and where a rule's inequalities turn over.
    std::vector<Question> questions(const Pool& pool, double threshold_ms = 0) {
        std::vector<double> times = {-1e6, -0.25, 0, 0.25, 1e6, quarters(1000), quarters(100)};
        for (int i = 0; i < 8; ++i) {
            const ModelBelief& m = pool[below(pool.size())];
            const double bounds[] = {m.mu_ms, m.mu_ms + m.sigma_ms, m.mu_ms - m.sigma_ms,
                                     m.mu_ms + threshold_ms, m.mu_ms - m.sigma_ms + threshold_ms};
            times.push_back(bounds[below(5)] + (quarters(3) - 0.25));
            times.push_back(bounds[below(5)]);
        }
        std::vector<Question> questions;
        for (double budget_ms : times) questions.push_back({times[below(times.size())], budget_ms});
        return questions;
    }

  private:
    std::mt19937_64 engine_;
};

// What a rule says: the probability of each model, by its place in the pool.
using Shares = std::vector<double>;
using Rule = std::function<Shares(const Pool&, const Question&)>;

inline Shares always(const Pool& pool, const ModelBelief& model) {
    Shares shares(pool.size());
    shares[model.model] = 1;
    return shares;
}

// The most accurate for which it holds; of equals the one of lesser mu, then the first. Null: none.
template <class Holds>
const ModelBelief* most_accurate(const Pool& pool, Holds holds) {
    const ModelBelief* best = nullptr;
    for (const ModelBelief& m : pool) {
        if (!holds(m)) continue;
        const bool better = best == nullptr || m.accuracy > best->accuracy ||
                            (m.accuracy == best->accuracy && m.mu_ms < best->mu_ms);
        if (better) best = &m;
    }
    return best;
}

// Of equals the more accurate, then the first.
inline const ModelBelief& least_mu(const Pool& pool) {
    const ModelBelief* least = &pool.front();
    for (const ModelBelief& m : pool) {
        if (m.mu_ms < least->mu_ms || (m.mu_ms == least->mu_ms && m.accuracy > least->accuracy)) {
            least = &m;
        }
    }
    return *least;
}

// argmax { A(m) : holds(m) }, and the least mu where nothing holds.
template <class Holds>
Shares most_accurate_or_fastest(const Pool& pool, Holds holds) {
    const ModelBelief* best = most_accurate(pool, holds);
    return always(pool, best != nullptr ? *best : least_mu(pool));
}

// Stages 1 and 2 of the papers.
struct Stages {
    const ModelBelief* base;
    std::vector<const ModelBelief*> eligible;
};

inline Stages modipick_stages(const Pool& pool, double t_u, double threshold_ms) {
    const double t_l = t_u - threshold_ms;
    Stages stages;
    stages.base = most_accurate(pool, [&](const ModelBelief& m) {
        return m.mu_ms + m.sigma_ms < t_u && m.mu_ms - m.sigma_ms < t_l;
    });
    if (stages.base == nullptr) return stages;
    const double reach = std::abs(stages.base->mu_ms - t_l) + stages.base->sigma_ms;
    for (const ModelBelief& m : pool) {
        if (std::abs(m.mu_ms - t_l) <= reach && m.mu_ms + m.sigma_ms < t_u) {
            stages.eligible.push_back(&m);
        }
    }
    return stages;
}

inline Stages mdinference_stages(const Pool& pool, double t_b) {
    Stages stages;
    stages.base =
        most_accurate(pool, [&](const ModelBelief& m) { return m.mu_ms + m.sigma_ms < t_b; });
    if (stages.base == nullptr) return stages;
    const double low = stages.base->mu_ms - stages.base->sigma_ms;
    const double high = stages.base->mu_ms + stages.base->sigma_ms;
    for (const ModelBelief& m : pool) {
        if (low <= m.mu_ms && m.mu_ms <= high) stages.eligible.push_back(&m);
    }
    return stages;
}

// Stage 3: in proportion to the utility of each; all zero: the base; no base: the least mu.
template <class Utility>
Shares drawn(const Pool& pool, const Stages& stages, Utility utility) {
    if (stages.base == nullptr) return always(pool, least_mu(pool));
    Shares shares(pool.size());
    double total = 0;
    for (const ModelBelief* m : stages.eligible) {
        shares[m->model] = std::max(0.0, utility(*m));
        total += shares[m->model];
    }
    if (total == 0) return always(pool, *stages.base);
    for (double& share : shares) share /= total;
    return shares;
}

// A select policy with its settings, ready to be asked.
class Asked {
  public:
    explicit Asked(const std::string& name) : policy_(worlds::chosen(Decision::select, name)) {
        make();
    }
    Asked& set(const std::string& option, double value) {
        *std::get<double*>(slot(option).kind()) = value;
        return make();
    }
    Asked& set(const std::string& option, const std::string& choice) {
        const ChoiceSlot chosen = std::get<ChoiceSlot>(slot(option).kind());
        const auto at = std::find(chosen.names->begin(), chosen.names->end(), choice);
        REQUIRE(at != chosen.names->end());
        chosen.set(static_cast<size_t>(at - chosen.names->begin()));
        return make();
    }
    Select& operator*() { return *select_; }

    // One by one, with draws straight from their addresses.
    uint16_t one(const Offer& offer, const Question& q, uint64_t index) {
        Draw draw(seed, {draws_of(Decision::select), 0, replication, 0, index});
        return select_->choose({q.sla_ms, 5, q.sla_ms - q.budget_ms, offer, {}, nullptr}, draw);
    }
    // Up to 256 requests of one deadline at once.
    std::vector<uint16_t> at_once(const Offer& offer, double sla_ms,
                                  const std::vector<double>& budgets_ms, uint64_t first) {
        DrawColumn draws(seed, {draws_of(Decision::select), 0, replication, 0, 0});
        draws.move_to(first, budgets_ms.size());
        const std::vector<double> uplink_ms(budgets_ms.size(), 5);
        std::vector<double> network_ms;
        for (double budget_ms : budgets_ms) network_ms.push_back(sla_ms - budget_ms);
        std::vector<uint16_t> models(budgets_ms.size());
        select_->choose_all(
            {models.size(), sla_ms, uplink_ms.data(), network_ms.data(), offer, draws},
            models.data());
        return models;
    }

  private:
    static constexpr uint64_t seed = 11;
    static constexpr uint32_t replication = 3;

    Slot slot(const std::string& option) {
        for (const Field& field : policy_.entry->options.fields) {
            if (field.name == option) return field.slot(policy_.options.get());
        }
        throw std::invalid_argument("no option " + option);
    }
    Asked& make() {
        select_ = policy_.entry->make<Select>(policy_.options.get());
        return *this;
    }

    Chosen policy_;
    std::unique_ptr<Select> select_;
};

inline std::string told(const Pool& pool, const Question& q, uint16_t answer) {
    std::ostringstream text;
    text << "deadline " << q.sla_ms << ", budget " << q.budget_ms << ": chose " << answer << " of";
    for (const ModelBelief& m : pool) {
        text << " (" << m.mu_ms << " +- " << m.sigma_ms << ", " << m.accuracy << ")";
    }
    return text.str();
}

// Over many offers and questions: never a model to which the rule gives no chance.
inline void answers_as(Asked& policy, const Rule& rule, double threshold_ms = 0) {
    RandomPools make(1);
    uint64_t asked = 0;
    std::string wrong;
    for (int i = 0; i < 1200; ++i) {
        const Pool pool = make.pool();
        const Offer offer(pool);
        for (const Question& q : make.questions(pool, threshold_ms)) {
            const uint16_t answer = policy.one(offer, q, asked++);
            if (!(rule(pool, q)[answer] > 0)) wrong = told(pool, q, answer);
        }
    }
    CHECK(wrong == "");
}

// choose_all answers exactly as choose, from the same draws.
inline void same_at_once(Asked& policy, double threshold_ms = 0) {
    RandomPools make(2);
    std::string wrong;
    for (size_t i = 0; i < 60; ++i) {
        const Pool pool = make.pool();
        const Offer offer(pool);
        const double sla_ms = make.questions(pool).at(make.below(20)).sla_ms;
        const size_t sizes[] = {256, 1 + make.below(256)};
        std::vector<double> budgets;
        while (budgets.size() < sizes[i % 2]) {
            for (const Question& q : make.questions(pool, threshold_ms)) {
                budgets.push_back(q.budget_ms);
            }
        }
        budgets.resize(sizes[i % 2]);
        const uint64_t first = i * 256;
        const std::vector<uint16_t> all = policy.at_once(offer, sla_ms, budgets, first);
        for (size_t k = 0; k < all.size(); ++k) {
            const Question q{sla_ms, budgets[k]};
            if (all[k] != policy.one(offer, q, first + k)) wrong = told(pool, q, all[k]);
        }
    }
    CHECK(wrong == "");
}

// How often each model is chosen in 20,000 requests.
inline std::vector<uint64_t> counted(Asked& policy, const Pool& pool, const Question& q) {
    constexpr size_t requests = 20'000;
    const Offer offer(pool);
    std::vector<uint64_t> counts(pool.size());
    for (uint64_t first = 0; first < requests; first += 256) {
        const std::vector<double> budgets(std::min<size_t>(256, requests - first), q.budget_ms);
        for (uint16_t model : policy.at_once(offer, q.sla_ms, budgets, first)) ++counts[model];
    }
    return counts;
}

// Pearson's test of counts against shares. True frequencies fail it once in a million times.
inline void agree(const std::vector<uint64_t>& counts, const Shares& shares) {
    double requests = 0;
    for (uint64_t n : counts) requests += static_cast<double>(n);
    double statistic = 0, rare = 0, rare_expected = 0;
    int cells = 0;
    const auto add = [&](double n, double expected) {
        statistic += (n - expected) * (n - expected) / expected;
        ++cells;
    };
    for (size_t m = 0; m < counts.size(); ++m) {
        const double expected = shares[m] * requests;
        if (expected == 0) CHECK(counts[m] == 0);
        if (expected >= 5) {
            add(static_cast<double>(counts[m]), expected);
        } else {
            rare += static_cast<double>(counts[m]);
            rare_expected += expected;
        }
    }
    if (rare_expected > 0.1) add(rare, rare_expected);
    CAPTURE(shares, counts, statistic);
    REQUIRE(cells > 1);
    using boost::math::chi_squared;
    CHECK(statistic < quantile(complement(chi_squared(cells - 1), 1e-6)));
}

// Frequencies on offers where the rule leaves at least three models a fair chance.
inline void draws_as(Asked& policy, const Rule& rule, double threshold_ms = 0) {
    RandomPools make(3);
    for (int found = 0; found < 12;) {
        const Pool pool = make.pool();
        for (const Question& q : make.questions(pool, threshold_ms)) {
            const Shares shares = rule(pool, q);
            const auto fair = [](double share) { return share > 0.05; };
            if (std::count_if(shares.begin(), shares.end(), fair) < 3) continue;
            INFO(told(pool, q, 0));
            agree(counted(policy, pool, q), shares);
            ++found;
            break;
        }
    }
}

// Where a place policy sends 256 requests of a phone with three models; one by one as at once.
inline std::vector<Placement> placed(const std::string& name, uint16_t usual_model) {
    const Chosen chosen = worlds::chosen(Decision::place, name);
    const auto policy = chosen.entry->make<Place>(chosen.options.get());
    const Pool phone = {{6, 1, 0.4, 0}, {60, 9, 0.6, 1}, {200, 9, 0.8, 2}};
    PlaceView view;
    view.sla_ms = 100;
    view.phone_models = phone;
    view.usual_model = usual_model;
    DrawColumn draws(5, {draws_of(Decision::place), 0, 1, 0, 0});
    draws.move_to(512, column_size);
    std::vector<Placement> placements(column_size);
    if (policy->choose_all({column_size, view, draws}, placements.data()))
        std::fill(placements.begin() + 1, placements.end(), placements.front());
    for (size_t i = 0; i < column_size; ++i) {
        Draw draw(5, draws.address(i));
        const Placement one = policy->choose(view, draw);
        CHECK(one.cloud == placements[i].cloud);
        CHECK(one.phone == placements[i].phone);
        CHECK(one.phone_model == placements[i].phone_model);
    }
    return placements;
}

// Models measured on the GPU server, as the papers print them.
struct Published {
    std::vector<std::string> names;
    Pool pool;

    uint16_t place(const std::string& name) const {
        const auto at = std::find(names.begin(), names.end(), name);
        REQUIRE(at != names.end());
        return static_cast<uint16_t>(at - names.begin());
    }
    // Shares by name; what is not named has none.
    Shares shares(const std::vector<std::pair<std::string, double>>& named) const {
        Shares shares(names.size());
        for (const auto& [name, share] : named) shares[place(name)] = share;
        return shares;
    }
    std::string chosen(Asked& policy, const Question& q) const {
        return names.at(policy.one(Offer(pool), q, 0));
    }
};

inline Published published(const std::string& set) {
    const Node profile = read_document(MDISIM_SOURCE_DIR "/profiles/models/cloud_p2.json");
    const Node& models = *profile.find("models");
    Published p;
    for (const Node& name : models.find("sets")->find(set)->items) {
        for (const Node& m : models.find("list")->items) {
            if (m.find("name")->text != name.text) continue;
            p.pool.push_back({m.find("mean_ms")->as_number(), m.find("sd_ms")->as_number(),
                              m.find("accuracy")->as_number(),
                              static_cast<uint16_t>(p.names.size())});
            p.names.push_back(name.text);
        }
    }
    return p;
}

}  // namespace mdisim::offers
