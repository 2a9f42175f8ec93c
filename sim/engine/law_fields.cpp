#include "sim/engine/law_fields.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/empirical.hpp"

namespace mdisim {
namespace {

struct LawTables {
    OneOf law;
    Object part;
    Object tail;
    Object found;
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

// The slot of a law that stands in a list of one.
Slot slot_of_only(std::vector<Law>& list, const std::string& unit) {
    if (list.empty()) list.emplace_back();
    return OneOfSlot{&tables(unit).law, &list.front()};
}

Field shifted_law(const std::string& unit) {
    return Field("law", "the law that is shifted",
                 [unit](void* object) -> Slot {
                     return slot_of_only(static_cast<Shifted*>(object)->law, unit);
                 })
        .needed();
}

Field tail_law(const std::string& unit) {
    return Field("law", "the law of what is added to the quantile at 1 - share; not below 0",
                 [unit](void* object) -> Slot {
                     return slot_of_only(static_cast<Tail*>(object)->law, unit);
                 })
        .needed();
}

Field tail_field(const std::string& unit) {
    return Field("tail",
                 "values beyond the data, in place of the highest quantiles (default: none, so "
                 "that no value is above the greatest sample)",
                 [unit](void* object) -> Slot {
                     auto* tail = &static_cast<Empirical*>(object)->tail;
                     return OptionalSlot{[tail] { return tail->has_value(); },
                                         [tail, unit]() -> Slot {
                                             Tail* there =
                                                 tail->has_value() ? &**tail : &tail->emplace();
                                             return ObjectSlot{&tables(unit).tail, there};
                                         }};
                 });
}

Field found_field(const std::string& unit) {
    return Field("found", "what the file holds; filled in when it is read",
                 [unit](void* object) -> Slot {
                     auto* found = &static_cast<Empirical*>(object)->found;
                     return OptionalSlot{[found] { return found->has_value(); },
                                         [found, unit]() -> Slot {
                                             FoundSamples* there =
                                                 found->has_value() ? &**found : &found->emplace();
                                             return ObjectSlot{&tables(unit).found, there};
                                         }};
                 })
        .aside();
}

Field fitted_field(const std::string& unit) {
    return Field("fitted", "the law that was fitted; filled in when the file is read",
                 [unit](void* object) -> Slot {
                     auto* fitted = &static_cast<Empirical*>(object)->fitted;
                     return OptionalSlot{
                         [fitted] { return !fitted->empty(); },
                         [fitted, unit]() -> Slot { return slot_of_only(*fitted, unit); }};
                 });
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

const std::vector<std::string>& names_of(Tag<FitFamily>) {
    static const std::vector<std::string> names = {"lognormal", "gamma", "normal", "weibull"};
    return names;
}

namespace {

constexpr auto below_zero_doc =
    "what becomes of values below zero, where there can be none, as of times: cut: they count as "
    "zero; redraw: another is drawn; needed where one value in 10^12 is below zero";

std::vector<Field> empirical_fields(const std::string& unit) {
    const std::string u = unit.empty() ? "" : "_" + unit;
    return {
        field("points" + u, &Empirical::points,
              "points of the distribution function, in rising order; it is linear between them"),
        field("samples" + u, &Empirical::samples,
              "measured values in any order, each drawn as often as it is here"),
        field("file", &Empirical::file,
              "a table with samples, as CSV or as lines of JSON; relative to the file this is "
              "written in")
            .aside(),
        field("digest", &Empirical::digest,
              "of the file's content; filled in when it is read, checked when given"),
        field("column", &Empirical::column,
              "name or number (from 1) of the column; needed when there are several"),
        field("unit", &Empirical::unit,
              "unit of the column (default: the one at the end of its name, as in rtt_ms)"),
        field("where", &Empirical::where, "the rows that are meant (default: all)"),
        field("first_rows", &Empirical::first_rows,
              "only the first rows of the table, this many (default: all)")
            .at_least(1),
        found_field(unit),
        field("between", &Empirical::between,
              "whether values between two samples are drawn, by linear interpolation"),
        tail_field(unit),
        field("fit", &Empirical::fit,
              "a family of laws that is fitted to the samples and takes their place; what it has "
              "below zero counts as zero"),
        fitted_field(unit)};
}

LawTables make_tables(const std::string& unit) {
    const std::string u = unit.empty() ? "" : "_" + unit;
    const auto mean_sd = [&]<class T>(Tag<T>) {
        return std::vector<Field>{
            field("mean" + u, &T::mean, "mean").needed(),
            field("sd" + u, &T::sd, "standard deviation").at_least(0).needed()};
    };
    std::vector<Field> normal = mean_sd(Tag<Normal>{});
    normal.push_back(field("below_zero", &Normal::below_zero, below_zero_doc));
    OneOf law = one_of<Law>(
        "law", "a probability distribution",
        {alternative<Law, Constant>("constant", "always the same value",
                                    {field("value" + u, &Constant::value, "the value").needed()}),
         alternative<Law, Uniform>("uniform", "uniform between two bounds",
                                   {field("low" + u, &Uniform::low, "lower bound").needed(),
                                    field("high" + u, &Uniform::high, "upper bound").needed(),
                                    field("below_zero", &Uniform::below_zero, below_zero_doc)}),
         alternative<Law, Exponential>(
             "exponential", "exponential, by its mean",
             {field("mean" + u, &Exponential::mean, "mean").above(0).needed()}),
         alternative<Law, Normal>("normal", "normal", std::move(normal)),
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
                                     "measured data: points of its distribution function, or "
                                     "samples, here or in a file",
                                     empirical_fields(unit)),
         alternative<Law, Mixture>("mixture", "one of several laws, chosen at random by weight",
                                   {mixture_parts(unit)}),
         alternative<Law, Shifted>(
             "shifted", "another law plus a constant",
             {field("by" + u, &Shifted::by, "the constant that is added").needed(),
              shifted_law(unit),
              field("below_zero", &Shifted::below_zero,
                    "cut: values below zero count as zero, where there can be none, as of times; "
                    "needed where there are such values")}),
         alternative<Law, Weibull>(
             "weibull", "Weibull, by its scale and shape",
             {field("scale" + u, &Weibull::scale, "the value below which 63 % lie")
                  .above(0)
                  .needed(),
              field("shape", &Weibull::shape, "the shape; 1 is an exponential law")
                  .at_least(0.05)
                  .at_most(1000)
                  .needed()})});
    law.validate = [](const void* v) { validate(*static_cast<const Law*>(v)); };
    Object part =
        object<Part>("part", "a part of a mixture",
                     {field("weight", &Part::weight, "weight; weights need not add up to one")
                          .at_least(0)
                          .needed(),
                      part_law(unit)});
    Object tail = object<Tail>(
        "tail", "values beyond measured data",
        {field("share", &Tail::share, "how often a value lies there").above(0).at_most(1).needed(),
         tail_law(unit)});
    Object found = object<FoundSamples>(
        "found", "what a file of samples holds",
        {field("n", &FoundSamples::n, "number of samples").at_least(1).needed(),
         field("least" + u, &FoundSamples::least, "the least of them").needed(),
         field("greatest" + u, &FoundSamples::greatest, "the greatest of them").needed()});
    return {std::move(law), std::move(part), std::move(tail), std::move(found)};
}

const std::map<std::string, LawTables>& all_tables() {
    static const std::map<std::string, LawTables> all = [] {
        std::map<std::string, LawTables> made;
        for (const char* u : {"", "ms", "s", "kb", "mbit_per_s"}) made.emplace(u, make_tables(u));
        return made;
    }();
    return all;
}

const LawTables& tables(const std::string& unit) {
    const auto at = all_tables().find(unit);
    ensure(at != all_tables().end(), "no laws in this unit");
    return at->second;
}

}  // namespace

const OneOf& describe_law(const std::string& unit) { return tables(unit).law; }

const std::string* unit_of_laws(const OneOf& table) {
    for (const auto& [unit, made] : all_tables()) {
        if (&table == &made.law) return &unit;
    }
    return nullptr;
}

const std::vector<std::string>& names_of(Tag<BelowZero>) {
    static const std::vector<std::string> names = {"cut", "redraw"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Family>) {
    static const std::vector<std::string> names = {
        "truncated_normal", "normal", "lognormal", "gamma", "constant", "exponential"};
    return names;
}

}  // namespace mdisim
