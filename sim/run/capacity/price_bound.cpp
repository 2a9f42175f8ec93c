#include "sim/run/capacity/price_bound.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace mdisim {
namespace {

constexpr size_t most_steps = 1'000'000;
constexpr double one = static_cast<double>(uint64_t{1} << accuracy_bits);
constexpr double price_unit = one * static_cast<double>(uint64_t{1} << CorePrices::price_bits);

// The units of accuracy that a use of cores costs if one core costs this much, rounded downwards.
uint64_t cost(const CoreUse& use, uint64_t price) {
    return (static_cast<uint64_t>(use.threads) * price >> CorePrices::price_bits) /
           static_cast<uint64_t>(use.together);
}

// What a request buys.
struct Bought {
    uint64_t worth = 0;
    const CoreUse* use = nullptr;  // null: nothing
    Time begin;
};

Bought best_of(const Demand& demand, const CoreDemand& request, const CorePrices& prices) {
    Bought best{request.without, nullptr, {}};
    for (const CoreChance& chance : demand.chances_of(request)) {
        if (chance.accuracy <= best.worth) continue;
        for (const CoreUse& use : demand.uses_of(chance)) {
            if (use.length > chance.until - chance.from) continue;
            const uint64_t lowest = prices.lowest(use.kind, chance.from, chance.until);
            const uint64_t at_least = cost(use, lowest * static_cast<uint64_t>(use.length.ns));
            if (at_least >= chance.accuracy - best.worth) continue;
            const CorePrices::Window window =
                prices.cheapest(use.kind, chance.from, chance.until, use.length);
            const uint64_t paid = cost(use, window.price);
            if (paid < chance.accuracy - best.worth)
                best = {chance.accuracy - paid, &use, window.begin};
        }
    }
    return best;
}

void add_use(const Bought& bought, const CorePrices& prices, std::vector<int64_t>& used) {
    const Time end = bought.begin + bought.use->length;
    for (size_t s = prices.step_of(bought.begin); prices.begin_of(s) < end; ++s) {
        const Time from = std::max(bought.begin, prices.begin_of(s));
        const Time until = std::min(end, prices.begin_of(s) + prices.step());
        used[s] += (until - from).ns * bought.use->threads / bought.use->together;
    }
}

// The mean of what a model is worth and of the core time that it takes, over requests.
struct FluidModel {
    double requests = 0;
    double worth = 0;
    double core_ns = 0;
};

std::vector<FluidModel> fluid_models(const Demand& demand) {
    std::vector<FluidModel> models;
    for (const CoreChance& chance : demand.chances) {
        double least = -1;
        for (const CoreUse& use : demand.uses_of(chance)) {
            const double core_ns = static_cast<double>(use.length.ns) *
                                   static_cast<double>(use.threads) /
                                   static_cast<double>(use.together);
            if (least < 0 || core_ns < least) least = core_ns;
        }
        if (chance.model >= models.size()) models.resize(chance.model + size_t{1});
        FluidModel& model = models[chance.model];
        model.requests += 1;
        model.worth += static_cast<double>(chance.accuracy) / one;
        model.core_ns += least;
    }
    std::erase_if(models, [](const FluidModel& m) { return m.requests == 0 || m.core_ns <= 0; });
    for (FluidModel& model : models) {
        model.worth /= model.requests;
        model.core_ns /= model.requests;
    }
    return models;
}

// What the last core time that a request may have is worth, per core and nanosecond: the slope, at
// `core_ns`, of the concave hull over the models. 0 if the hull ends before.
double slope_at(const std::vector<FluidModel>& models, double core_ns) {
    double at_ns = 0;
    double worth = 0;
    for (;;) {
        const FluidModel* next = nullptr;
        double steepest = 0;
        for (const FluidModel& m : models) {
            if (m.core_ns <= at_ns) continue;
            const double slope = (m.worth - worth) / (m.core_ns - at_ns);
            if (slope > steepest) {
                steepest = slope;
                next = &m;
            }
        }
        if (next == nullptr || next->core_ns > core_ns) return steepest;
        at_ns = next->core_ns;
        worth = next->worth;
    }
}

// The prices of a fluid: requests are spread over the time that they have, and share the cores out.
class Fluid {
  public:
    Fluid(const Demand& demand, const CorePrices& prices)
        : models_(fluid_models(demand)), requests_(prices.steps()) {
        for (const CoreKind& kind : demand.kinds) cores_ += static_cast<double>(kind.cores);
        cores_ *= static_cast<double>(prices.step().ns);
        for (const CoreDemand& request : demand.requests) spread(demand, request, prices);
    }
    std::vector<double> prices() const {
        std::vector<double> list;
        for (const double n : requests_) list.push_back(n > 0 ? slope_at(models_, cores_ / n) : 0);
        return list;
    }
    // A typical price, to measure changes by.
    double scale() const {
        double sum = 0;
        double n = 0;
        for (const double price : prices()) {
            sum += price;
            n += price > 0 ? 1 : 0;
        }
        if (n > 0) return sum / n;
        double least = 0;
        for (const FluidModel& m : models_) {
            const double slope = slope_at(models_, 0.999 * m.core_ns);
            if (slope > 0 && (least == 0 || slope < least)) least = slope;
        }
        return least;
    }

  private:
    void spread(const Demand& demand, const CoreDemand& request, const CorePrices& prices) {
        if (request.chances == 0) return;
        Time from = Time::max();
        Time until;
        for (const CoreChance& chance : demand.chances_of(request)) {
            from = std::min(from, chance.from);
            until = std::max(until, chance.until);
        }
        const size_t first = prices.step_of(from);
        const size_t last = prices.step_of(until);
        for (size_t s = first; s <= last; ++s)
            requests_[s] += 1 / static_cast<double>(last - first + 1);
    }

    std::vector<FluidModel> models_;
    std::vector<double> requests_;  // by step
    double cores_ = 0;              // times the nanoseconds of a step
};

// The largest price at which no use of cores costs 2^62 or more.
double highest_price(const Demand& demand) {
    double longest = 1;
    for (const CoreUse& use : demand.uses) {
        longest = std::max(longest, static_cast<double>(use.length.ns) *
                                        std::max(1.0, static_cast<double>(use.threads)));
    }
    return static_cast<double>(uint64_t{1} << 62) / longest;
}

// The prices as they are improved.
class Rounds {
  public:
    Rounds(const Demand& demand, CorePrices& prices)
        : demand_(demand),
          prices_(prices),
          best_(bound_at(demand, prices)),
          best_prices_(prices),
          used_(prices.kinds()),
          highest_(highest_price(demand)) {
        const Fluid fluid(demand, prices);
        scale_ = fluid.scale();
        now_.assign(prices.kinds(), fluid.prices());
        mean_.assign(prices.kinds(), std::vector<double>(prices.steps()));
    }

    // Each price moves by the share of the cores that would be used beyond those there are; the
    // steps become shorter. The mean of the prices, the later ones weighing more, comes last.
    PriceBound run(int64_t rounds) {
        double step = 0.5 * scale_;
        for (int64_t round = 1; round <= rounds; ++round, step *= 0.93) {
            take(now_);
            for (size_t kind = 0; kind < now_.size(); ++kind) move(kind, step, round);
        }
        const double weights = 0.5 * static_cast<double>(rounds) * static_cast<double>(rounds + 1);
        for (std::vector<double>& of_kind : mean_) {
            for (double& price : of_kind) price /= std::max(1.0, weights);
        }
        take(mean_);
        return {best_, best_prices_};
    }

  private:
    void take(const std::vector<std::vector<double>>& prices) {
        for (size_t kind = 0; kind < prices.size(); ++kind) {
            std::vector<uint64_t> whole;
            for (const double price : prices[kind])
                whole.push_back(static_cast<uint64_t>(std::min(price * price_unit, highest_)));
            prices_.set(kind, whole);
        }
        const uint128 bound = bound_at(demand_, prices_, &used_);
        if (bound >= best_) return;
        best_ = bound;
        best_prices_ = prices_;
    }
    void move(size_t kind, double step, int64_t round) {
        const double there =
            static_cast<double>(demand_.kinds[kind].cores) * static_cast<double>(prices_.step().ns);
        if (there == 0) return;
        for (size_t s = 0; s < now_[kind].size(); ++s) {
            const double beyond = static_cast<double>(used_[kind][s]) / there - 1;
            now_[kind][s] = std::max(0.0, now_[kind][s] + step * beyond);
            mean_[kind][s] += static_cast<double>(round) * now_[kind][s];
        }
    }

    const Demand& demand_;
    CorePrices& prices_;
    uint128 best_;
    CorePrices best_prices_;
    std::vector<std::vector<int64_t>> used_;
    double highest_;
    double scale_ = 0;
    std::vector<std::vector<double>> now_;
    std::vector<std::vector<double>> mean_;
};

}  // namespace

uint128 bound_at(const Demand& demand, const CorePrices& prices,
                 std::vector<std::vector<int64_t>>* used) {
    if (used != nullptr) {
        for (std::vector<int64_t>& of_kind : *used) of_kind.assign(prices.steps(), 0);
    }
    uint128 worth = 0;
    for (const CoreDemand& request : demand.requests) {
        const Bought bought = best_of(demand, request, prices);
        worth += bought.worth;
        if (used != nullptr && bought.use != nullptr)
            add_use(bought, prices, (*used)[bought.use->kind]);
    }
    uint128 cores = 0;
    for (size_t kind = 0; kind < demand.kinds.size(); ++kind)
        cores += prices.whole(kind) * static_cast<uint64_t>(demand.kinds[kind].cores);
    constexpr uint128 unit = uint128{1} << CorePrices::price_bits;
    return worth + (cores + unit - 1) / unit;
}

PriceBound price_bound(const Demand& demand, Duration step, int64_t rounds) {
    Time from = Time::max();
    Time until;
    for (const CoreChance& chance : demand.chances) {
        from = std::min(from, chance.from);
        until = std::max(until, chance.until);
    }
    if (demand.chances.empty()) from = until;
    const Duration least{(until - from).ns / static_cast<int64_t>(most_steps) + 1};
    CorePrices prices(from, until, std::max(step, least), demand.kinds.size());
    return Rounds(demand, prices).run(rounds);
}

}  // namespace mdisim
