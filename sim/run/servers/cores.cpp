#include "sim/run/servers/cores.hpp"

#include <cstdint>

namespace mdisim {

int64_t Cores::arrange(Arrangement on) {
    const int64_t wanted = on.replicas * on.threads;
    const int64_t coming = wanted > ready_ ? wanted - ready_ : 0;
    threads_ = on.threads;
    replicas_ = on.replicas;
    if (wanted < ready_) ready_ = wanted;
    const int64_t more = coming - starting_;
    starting_ = coming;
    if (more < 0) given_up_ -= more;
    return more > 0 ? more : 0;
}

void Cores::ready(int64_t cores) {
    // Cores that were given up while they started are taken to be the first that become ready.
    const int64_t dropped = cores < given_up_ ? cores : given_up_;
    given_up_ -= dropped;
    ready_ += cores - dropped;
    starting_ -= cores - dropped;
}

}  // namespace mdisim
