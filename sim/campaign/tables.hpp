// Characterisations of servers, made when a control policy first needs them and kept in the store
// like everything that was computed.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "sim/campaign/store.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Tables {
  public:
    explicit Tables(Store& store) : store_(store) {}
    // Threads that need the same one make it together.
    std::shared_ptr<const Characterisation> of(const Point& point);

  private:
    class Making;

    Store& store_;
    std::mutex guard_;
    std::map<Digest, std::shared_ptr<Making>> known_;  // by the digest of the world
};

}  // namespace mdisim
