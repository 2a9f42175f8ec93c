// What may happen at one instant of the event path, in this order: what ends comes before what
// begins.
#pragma once

namespace mdisim {

enum EventClass : unsigned {
    completion = 0,
    answered = 1,
    started = 2,   // replicas have
    gathered = 3,  // long enough for a batch
    control = 4,
    timed_out = 5,  // an attempt, for its client
    resent = 6,     // another one is
    withdrawn = 7,  // an attempt nobody waits for, as the servers learn
    reach = 8,
    creation = 9
};

}  // namespace mdisim
