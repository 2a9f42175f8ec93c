// Rank 0 has the store, hands out tasks to the other ranks and takes in the results.
//
// Contract: each worker has a queue of tasks for a few hundredths of a second, at least one for
// each of its threads and one more, so that it does not wait for rank 0. If a worker fails, the
// campaign fails; if the process of a worker dies, mpirun ends all processes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/campaign/task_queue.hpp"
#include "sim/mpi/messenger.hpp"

namespace mdisim {

class RankZero {
  public:
    // Waits for the Hello of every rank. Throws a UserError if a rank's program or machine would
    // compute other results.
    explicit RankZero(Messenger& messenger);

    RemoteWorkers remote_workers();
    // Lets the other ranks end.
    void dismiss();
    // Whether the other ranks must be aborted, since leading them ended by an exception: a rank may
    // have failed, or may still be computing.
    bool is_stuck() const { return leading_; }

  private:
    struct Worker {
        std::string host;
        unsigned cores = 1;
        bool bound = false;  // whether the rank is bound to some cores of its host
        unsigned threads = 1;
        size_t tasks = 0;  // number of tasks that were sent and not yet answered
        double seconds = 0;
        uint64_t finished = 0;
        size_t room() const;
    };
    struct Given {
        int rank;
        TaskQueue::Task task;
    };

    void receive_hello(const Message& message);
    void share_cores();
    void lead(TaskQueue& queue);
    void describe(const TaskQueue& queue);
    bool hand_out(TaskQueue& queue);
    void take_in(TaskQueue& queue, const Message& message);
    void tell_all(char kind, const std::string& bytes);

    Messenger& messenger_;
    std::vector<Worker> workers_;  // by rank; rank 0 is sent no tasks
    std::map<uint64_t, Given> given_;
    uint64_t next_number_ = 0;
    bool leading_ = false;
};

}  // namespace mdisim
