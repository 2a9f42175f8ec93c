#include "sim/world/world.hpp"

#include "sim/describe/error.hpp"

namespace mdisim {

const Object& describe(Tag<World>) {
    static const Object table = [] {
        Object t = object<World>(
            "world", "everything but the deadline and the policies",
            {field("workload", &World::workload,
                   "when requests are created; default: one a second"),
             field("phones", &World::phones, "how many phones ask, at random")
                 .at_least(1)
                 .at_most(source_limit - 1),
             field("models", &World::models, "the models in the cloud").needed(),
             field("network", &World::network, "how requests travel"),
             field("payload", &World::payload, "what requests and answers weigh"),
             field("phone", &World::phone, "the phone; without one, nothing can run on it"),
             field("servers", &World::servers, "the servers; without this block, unlimited"),
             field("estimator", &World::estimator, "how the servers estimate the network's time"),
             field("beliefs", &World::beliefs, "what policies believe as time goes on")});
        t.validate = [](const void* p) {
            const auto& world = *static_cast<const World*>(p);
            if (world.models.list.empty()) throw UserError("the world needs a model in the cloud");
            if (world.models.list.size() >= no_model) throw UserError("more than 65,534 models");
        };
        return t;
    }();
    return table;
}

}  // namespace mdisim
