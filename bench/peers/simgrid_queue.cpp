// M/M/c at a load of 0.9 in SimGrid: servers are actors that take customers from a line, one
// at a time; service 10 ms, first come first served.
// usage: simgrid_queue SERVERS CUSTOMERS SEED
#include <cstdlib>
#include <deque>
#include <random>
#include <simgrid/s4u.hpp>

#include "batches.hpp"

namespace s4u = simgrid::s4u;

int main(int count, char** words) {
    const int servers = std::atoi(words[1]);
    const auto customers = static_cast<size_t>(std::atoll(words[2]));
    std::mt19937_64 draw(static_cast<uint64_t>(std::atoi(words[3])));
    Batches batches(customers);

    s4u::Engine engine(&count, words);
    auto* zone = s4u::create_full_zone("zone");
    auto* host = zone->create_host("host", 1e9)->seal();
    zone->seal();

    std::deque<double> line;
    const auto waiting = s4u::Semaphore::create(0);
    s4u::Actor::create("door", host, [&] {
        std::exponential_distribution<double> gap(0.9 * servers / 0.010);
        for (size_t i = 0; i < customers; ++i) {
            s4u::this_actor::sleep_for(gap(draw));
            line.push_back(s4u::Engine::get_clock());
            waiting->release();
        }
        for (int s = 0; s < servers; ++s) {
            line.push_back(-1);  // that was the last one
            waiting->release();
        }
    });
    for (int s = 0; s < servers; ++s) {
        s4u::Actor::create("server", host, [&] {
            std::exponential_distribution<double> service(1 / 0.010);
            for (;;) {
                waiting->acquire();
                const double came = line.front();
                line.pop_front();
                if (came < 0) return;
                s4u::this_actor::sleep_for(service(draw));
                batches.add(s4u::Engine::get_clock() - came);
            }
        });
    }
    engine.run();
    batches.print();
}
