#include "sim/scenario/records.hpp"

#include <cstdint>

#include "sim/run/observer.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<RecordChoice>) {
    static const std::vector<std::string> names = {"first", "sampled"};
    return names;
}

const Object& describe(Tag<Records>) {
    static const Object table = object<Records>(
        "records", "requests that are kept one by one, in requests.csv",
        {field("requests", &Records::requests,
               "number of requests that are kept, of replication 0 of every cell")
             .at_least(0)
             .at_most(1e6),
         field("which", &Records::which,
               "first: the first ones after warm-up; sampled: drawn from all after warm-up")});
    return table;
}

std::vector<uint64_t> Records::chosen(const Plan& plan, uint64_t of) const {
    const auto count = static_cast<uint64_t>(requests);
    if (which == RecordChoice::first) return first_requests(plan.warm_up, of, count);
    return sampled_requests(plan.warm_up, of, count, plan.seed, plan.replication);
}

}  // namespace mdisim
