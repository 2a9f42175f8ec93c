// What may happen at one instant of the event path, in this order: what ends comes before what
// begins.
#pragma once

namespace mdisim {

enum EventClass : unsigned {
    completion = 0,         // a server ends a request, or a batch
    answer_heard = 1,       // an answer reaches a phone that learns from it
    replicas_started = 2,   // replicas that were asked for are ready
    batch_waited = 3,       // an idle replica has waited long enough for more requests
    control_turn = 4,       // the control policy is asked
    attempt_timed_out = 5,  // a client has waited `timeout_ms` for an attempt
    resend = 6,             // a pause is over: the client sends its next attempt
    withdrawal = 7,         // the servers learn that an attempt is not wanted any more
    reach = 8,              // a request reaches the servers
    creation = 9            // a request is created: not in the queue, but in this order
};

}  // namespace mdisim
