// Messages between ranks. Only messenger.cpp uses MPI, by MPI_Isend, MPI_Improbe and
// MPI_Imrecv.
//
// Contract: a Messenger is used by the thread that made it only. Messages from one rank to another
// arrive in order. Nothing here waits busily: a caller with nothing to do calls rest().
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace mdisim {

struct Message {
    int from = 0;
    char kind = 0;
    std::string bytes;
};

class Messenger {
  public:
    Messenger(int& argc, char**& argv);
    Messenger(const Messenger&) = delete;
    Messenger& operator=(const Messenger&) = delete;
    ~Messenger();  // waits for the other ranks

    int rank() const { return rank_; }
    int ranks() const { return ranks_; }
    static std::string host();

    void send(int to, char kind, std::string bytes);
    std::optional<Message> receive();
    // Waits for the next message.
    Message wait();
    // Sleeps, longer with each call until a message is received.
    void rest();
    // Ends all ranks at once.
    [[noreturn]] static void abort_all(int code);

  private:
    struct Sent;
    struct Arriving;
    bool begin_to_receive();
    void release_arrived();

    int rank_ = 0;
    int ranks_ = 0;
    std::list<std::unique_ptr<Sent>> under_way_;
    std::unique_ptr<Arriving> arriving_;  // null: none is being received
    std::chrono::microseconds nap_{0};
};

}  // namespace mdisim
