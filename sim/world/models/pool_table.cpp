#include "sim/world/models/pool_table.hpp"

#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/engine/law_fields.hpp"

namespace mdisim {

const Object& describe(Tag<PoolColumns>) {
    static const Object table = object<PoolColumns>(
        "model_columns", "which columns of a table of models hold what",
        {field("name", &PoolColumns::name, "the name (default: name)"),
         field("accuracy", &PoolColumns::accuracy,
               "the accuracy, as a share or, with the unit %, in per cent (default: accuracy or "
               "accuracy_pct)"),
         field("mean", &PoolColumns::mean,
               "the mean execution time (default: mean_ms or in another unit); a table without one "
               "has quantiles, in columns such as min_ms, p50_ms, p99_ms and max_ms"),
         field("sd", &PoolColumns::sd,
               "the standard deviation of the execution time (default: sd_ms or in another unit)"),
         field("memory", &PoolColumns::memory,
               "the memory that the model takes (default: memory_mb or in another unit)"),
         field("load", &PoolColumns::load,
               "the time to load the model (default: load_ms or in another unit)"),
         field(
             "power", &PoolColumns::power,
             "the power above idle while a phone runs the model (default: power_mw or power_w)")});
    return table;
}

const Object& describe(Tag<PoolSamples>) {
    static const Object table = [] {
        std::vector<Field> fields = {
            field("model", &PoolSamples::model, "the column with the names of the models")};
        const std::vector<std::string> taken = {"file",    "digest", "column", "unit",
                                                "between", "tail",   "fit",    "first_rows"};
        for (const Alternative& kind : describe_law("ms").kinds) {
            if (kind.name != "empirical") continue;
            for (const Field& inner : kind.table.fields) {
                if (!contains(taken, inner.name)) continue;
                Field f = inner;
                f.slot = [slot = inner.slot](void* samples) {
                    return slot(&static_cast<PoolSamples*>(samples)->law);
                };
                fields.push_back(inner.name == "file" ? std::move(f).needed() : std::move(f));
            }
        }
        return object<PoolSamples>("model_samples",
                                   "a table of execution times, each with the name of its model",
                                   std::move(fields));
    }();
    return table;
}

}  // namespace mdisim
