// What may happen at one instant of the event path, in this order: what ends comes before what
// begins.
#pragma once

namespace mdisim {

enum EventClass : unsigned {
    completion = 0,         // a server ends a request, or a batch
    answer_heard = 1,       // an answer reaches a phone that learns from it
    phone_free = 2,         // a phone ends a late copy while others wait for it
    copy_due = 3,           // a late copy begins, unless the answer has come or the phone is busy
    replicas_started = 4,   // replicas that were asked for are ready
    batch_waited = 5,       // an idle replica has waited long enough for more requests
    control_turn = 6,       // the control policy is asked
    attempt_timed_out = 7,  // a client has waited `timeout_ms` for an attempt
    resend = 8,             // a pause is over: the client sends its next attempt
    withdrawal = 9,         // the servers learn that an attempt is not wanted any more
    reach = 10,             // a request reaches the servers
    creation = 11           // a request is created: not in the queue, but in this order
};

}  // namespace mdisim
