// Bounds of what is read and kept, so that no input fills the memory or is computed without end.
// The environment variable MDISIM_LIMITS raises or lowers them: "points=1e6,models=5000". It is a
// variable because a limit belongs to a machine, not to a study, and holds in the program, its
// ranks, the library and Python alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace mdisim {

enum class Limit {
    text_mb,
    values,
    table_mb,
    table_rows,
    row_columns,
    references,
    points,
    policies,
    models,
    replications,
    waiting_requests,
    idle_steps
};

struct LimitRow {
    Limit limit;
    const char* name;
    int64_t usual;
    const char* doc;  // what it counts, and what it guards
};
// All limits, in the order of the enumeration.
std::span<const LimitRow> all_limits();

// The value of a limit: as MDISIM_LIMITS says when it is first asked for, else the usual one.
// Throws UserError if the variable is no list of known limits.
uint64_t limit_of(Limit limit);

// Words that follow "more than": "100000 points (MDISIM_LIMITS=points=N raises this limit)".
std::string limit_text(Limit limit, const std::string& things);

}  // namespace mdisim
