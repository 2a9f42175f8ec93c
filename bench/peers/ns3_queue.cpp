// M/M/c at a load of 0.9 in ns-3's event kernel: service 10 ms, first come first served.
// usage: ns3_queue SERVERS CUSTOMERS SEED
#include <ns3/core-module.h>

#include <cstdlib>
#include <deque>

#include "batches.hpp"

namespace {

class Queue {
  public:
    Queue(int servers, size_t customers)
        : idle_(servers), customers_(customers), batches_(customers) {
        gap_ = ns3::CreateObject<ns3::ExponentialRandomVariable>();
        gap_->SetAttribute("Mean", ns3::DoubleValue(0.010 / 0.9 / servers));
        service_ = ns3::CreateObject<ns3::ExponentialRandomVariable>();
        service_->SetAttribute("Mean", ns3::DoubleValue(0.010));
    }
    void run() {
        next();
        ns3::Simulator::Run();
        batches_.print();
        ns3::Simulator::Destroy();
    }

  private:
    void next() { ns3::Simulator::Schedule(ns3::Seconds(gap_->GetValue()), &Queue::arrive, this); }
    void arrive() {
        line_.push_back(ns3::Simulator::Now());
        serve();
        if (++arrived_ < customers_) next();
    }
    void serve() {
        if (idle_ == 0 || line_.empty()) return;
        --idle_;
        const ns3::Time came = line_.front();
        line_.pop_front();
        ns3::Simulator::Schedule(ns3::Seconds(service_->GetValue()), &Queue::leave, this, came);
    }
    void leave(ns3::Time came) {
        batches_.add((ns3::Simulator::Now() - came).GetSeconds());
        ++idle_;
        serve();
    }

    int idle_;
    size_t customers_;
    size_t arrived_ = 0;
    std::deque<ns3::Time> line_;
    ns3::Ptr<ns3::ExponentialRandomVariable> gap_, service_;
    Batches batches_;
};

}  // namespace

int main(int, char** words) {
    ns3::RngSeedManager::SetSeed(static_cast<uint32_t>(std::atoi(words[3])));
    Queue(std::atoi(words[1]), static_cast<size_t>(std::atoll(words[2]))).run();
}
