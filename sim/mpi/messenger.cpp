#include "sim/mpi/messenger.hpp"

#include <mpi.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace mdisim {
namespace {

using namespace std::chrono_literals;

constexpr auto shortest_nap = 20us;
constexpr auto longest_nap = 2000us;

}  // namespace

struct Messenger::Sent {
    std::string bytes;
    MPI_Request request = MPI_REQUEST_NULL;
};

struct Messenger::Arriving {
    Message message;
    MPI_Request request = MPI_REQUEST_NULL;
};

Messenger::Messenger(int& argc, char**& argv) {
    int provided = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks_);
    if (provided < MPI_THREAD_FUNNELED) {
        throw std::runtime_error("this MPI library allows no threads");
    }
}

Messenger::~Messenger() {
    while (!under_way_.empty()) {
        rest();
        release_arrived();
    }
    MPI_Finalize();
}

std::string Messenger::host() {
    char name[MPI_MAX_PROCESSOR_NAME];
    int length = 0;
    MPI_Get_processor_name(name, &length);
    return {name, static_cast<size_t>(length)};
}

void Messenger::send(int to, char kind, std::string bytes) {
    release_arrived();
    auto sent = std::make_unique<Sent>();
    sent->bytes = std::move(bytes);
    MPI_Isend(sent->bytes.data(), static_cast<int>(sent->bytes.size()), MPI_BYTE, to, kind,
              MPI_COMM_WORLD, &sent->request);
    under_way_.push_back(std::move(sent));
}

// Receives without waiting: a large message arrives only while its sender calls MPI as well, and
// the sender may compute for a long time before it does.
std::optional<Message> Messenger::receive() {
    release_arrived();
    if (arriving_ == nullptr && !begin_to_receive()) return std::nullopt;
    int arrived = 0;
    MPI_Test(&arriving_->request, &arrived, MPI_STATUS_IGNORE);
    if (arrived == 0) return std::nullopt;
    nap_ = {};
    return std::move(std::exchange(arriving_, nullptr)->message);
}

bool Messenger::begin_to_receive() {
    int there = 0;
    MPI_Message handle = MPI_MESSAGE_NULL;
    MPI_Status status;
    MPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &handle, &status);
    if (there == 0) return false;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    arriving_ = std::make_unique<Arriving>();
    arriving_->message = {status.MPI_SOURCE, static_cast<char>(status.MPI_TAG),
                          std::string(static_cast<size_t>(size), '\0')};
    MPI_Imrecv(arriving_->message.bytes.data(), size, MPI_BYTE, &handle, &arriving_->request);
    return true;
}

Message Messenger::wait() {
    for (;;) {
        if (auto message = receive()) return std::move(*message);
        rest();
    }
}

void Messenger::rest() {
    nap_ = std::clamp<std::chrono::microseconds>(nap_ * 3 / 2, shortest_nap, longest_nap);
    std::this_thread::sleep_for(nap_);
}

void Messenger::abort_all(int code) {
    MPI_Abort(MPI_COMM_WORLD, code);
    throw std::runtime_error("MPI_Abort came back");
}

void Messenger::release_arrived() {
    under_way_.remove_if([](const std::unique_ptr<Sent>& sent) {
        int arrived = 0;
        MPI_Test(&sent->request, &arrived, MPI_STATUS_IGNORE);
        return arrived != 0;
    });
}

}  // namespace mdisim
