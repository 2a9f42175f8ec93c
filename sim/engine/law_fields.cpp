#include "sim/engine/law_fields.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

struct LawTables {
    OneOf law;
    Object part;
};
const LawTables& tables(const std::string& unit);

// A law inside of another law has the unit of the outer one.
Field part_law(const std::string& unit) {
    return Field("law", "the law of this part",
                 [unit](void* part) -> Slot {
                     return OneOfSlot{&tables(unit).law, &static_cast<Part*>(part)->law};
                 })
        .needed();
}

Field mixture_parts(const std::string& unit) {
    return Field("parts", "the laws of the mixture, each with its weight",
                 [unit](void* object) -> Slot {
                     auto* parts = &static_cast<Mixture*>(object)->parts;
                     return ListSlot{[parts] { return parts->size(); },
                                     [parts, unit](size_t i) -> Slot {
                                         return ObjectSlot{&tables(unit).part, &(*parts)[i]};
                                     },
                                     [parts] { parts->emplace_back(); }};
                 })
        .needed();
}

Field shifted_law(const std::string& unit) {
    return Field("law", "the law that is shifted",
                 [unit](void* object) -> Slot {
                     auto* inner = &static_cast<Shifted*>(object)->law;
                     if (inner->empty()) inner->emplace_back();
                     return OneOfSlot{&tables(unit).law, &inner->front()};
                 })
        .needed();
}

}  // namespace

const Object& describe(Tag<QuantilePoint>);

const Object& describe(Tag<QuantilePoint>) {
    static const Object table = object<QuantilePoint>(
        "point", "a point of an empirical law",
        {field("value", &QuantilePoint::value, "the value").needed(),
         field("share", &QuantilePoint::share, "share of values at or below this value")
             .share()
             .needed()});
    return table;
}

namespace {

LawTables make_tables(const std::string& unit) {
    const std::string u = unit.empty() ? "" : "_" + unit;
    const auto mean_sd = [&]<class T>(Tag<T>) {
        return std::vector<Field>{
            field("mean" + u, &T::mean, "mean").needed(),
            field("sd" + u, &T::sd, "standard deviation").at_least(0).needed()};
    };
    OneOf law = one_of<Law>(
        "law", "a probability distribution",
        {alternative<Law, Constant>("constant", "always the same value",
                                    {field("value" + u, &Constant::value, "the value").needed()}),
         alternative<Law, Uniform>("uniform", "uniform between two bounds",
                                   {field("low" + u, &Uniform::low, "lower bound").needed(),
                                    field("high" + u, &Uniform::high, "upper bound").needed()}),
         alternative<Law, Exponential>(
             "exponential", "exponential, by its mean",
             {field("mean" + u, &Exponential::mean, "mean").above(0).needed()}),
         alternative<Law, Normal>("normal", "normal; a time below zero counts as zero",
                                  mean_sd(Tag<Normal>{})),
         alternative<Law, TruncatedNormal>(
             "truncated_normal",
             "normal, redrawn until positive; mean and sd are those before truncation",
             mean_sd(Tag<TruncatedNormal>{})),
         alternative<Law, LogNormal>("lognormal", "lognormal, by its own mean and sd",
                                     mean_sd(Tag<LogNormal>{})),
         alternative<Law, LogNormalLog>(
             "lognormal_ln", "lognormal, by mean and sd of its natural logarithm",
             {field("mu_ln" + u, &LogNormalLog::mu_ln, "mean of the logarithm").needed(),
              field("sigma_ln", &LogNormalLog::sigma_ln, "standard deviation of the logarithm")
                  .at_least(0)
                  .needed()}),
         alternative<Law, Gamma>("gamma", "gamma, by its mean and sd", mean_sd(Tag<Gamma>{})),
         alternative<Law, Empirical>("empirical",
                                     "quantiles read off data, with linear interpolation",
                                     {field("points" + u, &Empirical::points,
                                            "points of the distribution function, in rising order")
                                          .needed()}),
         alternative<Law, Mixture>("mixture", "one of several laws, chosen at random by weight",
                                   {mixture_parts(unit)}),
         alternative<Law, Shifted>(
             "shifted", "another law plus a constant",
             {field("by" + u, &Shifted::by, "the constant that is added").needed(),
              shifted_law(unit)})});
    law.validate = [](const void* v) { validate(*static_cast<const Law*>(v)); };
    Object part =
        object<Part>("part", "a part of a mixture",
                     {field("weight", &Part::weight, "weight; weights need not add up to one")
                          .at_least(0)
                          .needed(),
                      part_law(unit)});
    return {std::move(law), std::move(part)};
}

const LawTables& tables(const std::string& unit) {
    static const std::map<std::string, LawTables> all = [] {
        std::map<std::string, LawTables> made;
        for (const char* u : {"", "ms", "s", "kb", "mbit_per_s"}) made.emplace(u, make_tables(u));
        return made;
    }();
    const auto at = all.find(unit);
    ensure(at != all.end(), "no laws in this unit");
    return at->second;
}

}  // namespace

const OneOf& describe_law(const std::string& unit) { return tables(unit).law; }

const std::vector<std::string>& names_of(Tag<Family>) {
    static const std::vector<std::string> names = {
        "truncated_normal", "normal", "lognormal", "gamma", "constant", "exponential"};
    return names;
}

}  // namespace mdisim
