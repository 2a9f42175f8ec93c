// Messages between ranks. Only messenger.cpp uses MPI; messages go by MPI_Isend, MPI_Improbe and
// MPI_Imrecv.
//
// Contract: only the thread that made a Messenger uses it. Messages from one rank to another arrive
// in order. No function waits busily: a caller with nothing to do calls rest().
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
    ~Messenger();  // waits until all messages have arrived

    int rank() const { return rank_; }
    int ranks() const { return ranks_; }
    static std::string host();

    void send(int to, char kind, std::string bytes);
    std::optional<Message> receive();
    // Waits for the next message.
    Message wait();
    // Sleeps for at most 2 ms: with each call longer, until a message is received.
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
    std::unique_ptr<Arriving> arriving_;  // null if no message is being received
    std::chrono::microseconds nap_{0};
};

}  // namespace mdisim
