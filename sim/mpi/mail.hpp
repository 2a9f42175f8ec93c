// Letters between ranks: the only door to MPI, of which it needs MPI_Isend, MPI_Iprobe and
// MPI_Recv.
//
// Contract: used by the thread that made it only. Letters of one rank to another arrive in order.
// Nothing here waits busily: who has nothing to do rests.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace mdisim {

struct Letter {
    int from = 0;
    char kind = 0;
    std::string bytes;
};

class Mail {
  public:
    Mail(int& argc, char**& argv);
    Mail(const Mail&) = delete;
    Mail& operator=(const Mail&) = delete;
    ~Mail();  // waits for the other ranks

    int rank() const { return rank_; }
    int ranks() const { return ranks_; }
    static std::string host();

    void send(int to, char kind, std::string bytes);
    std::optional<Letter> receive();
    // The next letter, however long it takes.
    Letter wait();
    // Sleeps, the longer the more often it is called in a row without a letter between.
    void rest();
    // Ends all ranks at once.
    [[noreturn]] static void abandon(int code);

  private:
    struct Sent;
    void let_go_of_what_arrived();

    int rank_ = 0;
    int ranks_ = 0;
    std::list<std::unique_ptr<Sent>> on_the_way_;
    std::chrono::microseconds nap_{0};
};

}  // namespace mdisim
