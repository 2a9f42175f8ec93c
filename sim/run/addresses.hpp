// The addresses of one run's random numbers: what a number is for, and for which request.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/decide/draw.hpp"
#include "sim/engine/random.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// A reader of the execution times in a world's log; none without a log.
inline std::optional<LoggedExecutions> logged_executions_of(const ReadyWorld& world) {
    if (world.log() == nullptr) return std::nullopt;
    return LoggedExecutions(world.described().log->content);
}

class RunAddresses {
  public:
    // logged: recorded execution times, which outlive the addresses; null without a log.
    RunAddresses(uint64_t seed, uint32_t replication, LoggedExecutions* logged = nullptr)
        : seed_(seed), replication_(replication), logged_(logged) {}

    // The numbers that a policy draws for a request; each attempt of it has numbers of its own.
    Draw draw(Purpose purpose, uint64_t index, uint32_t attempt = 0) const {
        Address drawn = of(purpose, index);
        drawn.source = attempt;
        return Draw(seed_, drawn);
    }
    // The noise that models with noise of their own have for a request.
    NoiseAddress noise(uint64_t index, uint32_t attempt = 0) const {
        NoiseAddress noise{seed_, of(execution_draws, index), logged_};
        noise.request.block = attempt;
        return noise;
    }

    // The model that ran a request by its log. Requires a log.
    uint16_t logged_model(uint64_t index) const { return logged_->model(index); }

  private:
    Address of(Purpose purpose, uint64_t index) const {
        return {purpose, 0, replication_, 0, index};
    }

    uint64_t seed_;
    uint32_t replication_;
    LoggedExecutions* logged_;
};

}  // namespace mdisim
