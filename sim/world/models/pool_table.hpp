// How a table describes a pool of models: which column holds what. A pool that names such a table
// is completed with the list of models that it holds before it is decoded.
#pragma once

#include <optional>
#include <string>

#include "sim/describe/field.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/engine/empirical.hpp"

namespace mdisim {

// Without a choice, a column is found by its own name: "accuracy", "mean_ms".
struct PoolColumns {
    std::optional<TableColumn> name;
    std::optional<TableColumn> accuracy;
    std::optional<TableColumn> mean;
    std::optional<TableColumn> sd;
    std::optional<TableColumn> memory;
    std::optional<TableColumn> load;
    std::optional<TableColumn> power;
};

// Execution times of all models in one file, a row each.
struct PoolSamples {
    std::string model = "model";  // the column with the model's name
    Empirical law;                // what the laws of all models have in common
};

const Object& describe(Tag<PoolColumns>);
const Object& describe(Tag<PoolSamples>);

}  // namespace mdisim
