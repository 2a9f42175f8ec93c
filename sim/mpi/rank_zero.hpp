// Rank 0: it has the store, hands out tasks and takes in what came out.
//
// Contract: a rank always has some tasks in hand, as many as it computes in a few hundredths of a
// second but at least one for each of its threads and one more, so it never waits for an answer.
// A rank that fails fails the campaign; one that dies ends all, which is the work of mpirun.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/campaign/task_queue.hpp"
#include "sim/mpi/mail.hpp"

namespace mdisim {

class RankZero {
  public:
    // Waits until all ranks have said who they are. Refuses, with a UserError, those that would
    // not compute the same.
    explicit RankZero(Mail& mail);

    RemoteWorkers remote_workers();
    // The others may go.
    void dismiss();
    // Of the others, one failed or may still be computing: they must be ended.
    bool is_stuck() const { return leading_; }

  private:
    struct Hand {
        std::string host;
        unsigned cores = 1;
        bool bound = false;  // to some cores of its host, which nobody else has
        unsigned threads = 1;
        size_t tasks = 0;  // in hand
        double seconds = 0;
        uint64_t finished = 0;
        size_t room() const;
    };
    struct Given {
        int rank;
        TaskQueue::Task task;
    };

    void hear_hello(const Letter& letter);
    void share_cores();
    void lead(TaskQueue& queue);
    void describe(const TaskQueue& queue);
    bool hand_out(TaskQueue& queue);
    void take_in(TaskQueue& queue, const Letter& letter);
    void tell_all(char kind, const std::string& bytes);

    Mail& mail_;
    std::vector<Hand> hands_;  // by rank; rank 0 is given no tasks
    std::map<uint64_t, Given> given_;
    uint64_t next_number_ = 0;
    bool leading_ = false;
};

}  // namespace mdisim
