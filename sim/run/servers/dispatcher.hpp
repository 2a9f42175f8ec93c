// The dispatcher: the servers' kinds and the lines, and the choice of the next line to serve.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/decide/views.hpp"
#include "sim/measure/series.hpp"
#include "sim/run/servers/lines.hpp"
#include "sim/run/servers/server_kinds.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct Dispatcher {
    // A kind with an idle replica, and the line from which that takes requests.
    struct Turn {
        size_t kind;
        WaitingLine* line;
    };

    ServerKinds kinds;
    Lines lines;

    // site: a site of the world.
    Dispatcher(const ReadyWorld& world, const ReadySite& site)
        : kinds(site.servers(), world.models().size()),
          lines(site.described().servers.value_or(Servers{}), world.models().size()) {}

    // The fastest kind with an idle replica for which there is a line it runs and for which
    // may_begin(line) is true.
    template <class MayBegin>
    [[gnu::always_inline]] std::optional<Turn> next_turn(uint16_t offered, MayBegin may_begin) {
        if (lines.empty() || !kinds.can_start()) return std::nullopt;
        return find_turn(offered, may_begin);
    }

    QueueView view() const {
        return {kinds.ready_replicas(), kinds.busy_replicas(), static_cast<int64_t>(lines.size())};
    }
    ServerState state(uint16_t active_model) const {
        return {static_cast<int64_t>(lines.size()), kinds.busy(), kinds.there(),
                kinds.ready_replicas(), active_model};
    }

    // next_turn() for the form `line`. Requires one kind, one line and no batching.
    std::optional<Turn> only_turn() {
        if (lines.empty() || !kinds.can_start<true>()) return std::nullopt;
        return Turn{0, &lines.all().front()};
    }

  private:
    template <class MayBegin>
    std::optional<Turn> find_turn(uint16_t offered, MayBegin may_begin) {
        for (size_t k : kinds.by_speed()) {
            if (!kinds[k].cores.can_start()) continue;
            const auto serves = [&](uint16_t model, WaitingLine& line) {
                return kinds.runs(k, model) && may_begin(line);
            };
            if (WaitingLine* line = lines.next(offered, serves)) return Turn{k, line};
        }
        return std::nullopt;
    }
};

}  // namespace mdisim
