#include "sim/campaign/run_keeper.hpp"

namespace mdisim {
namespace {

class MemoryKeeper : public RunKeeper {
  public:
    Row row_of(const Digest& key) override {
        return runs_.contains(key) ? Row::sound : Row::missing;
    }
    std::optional<FinishedRun> find(const Digest& key) override {
        const auto at = runs_.find(key);
        return at == runs_.end() ? std::nullopt : std::optional(at->second);
    }
    void put(const FinishedRun& run) override {
        FinishedRun& kept = runs_[run.key] = run;
        kept.kind.clear();
    }
    void each_run(const Visitor& visit) override {
        for (const auto& [key, run] : runs_) visit(run);
    }
    uint64_t rows() override { return runs_.size(); }
    double seconds_spent() override {
        double seconds = 0;
        for (const auto& [key, run] : runs_) seconds += run.seconds;
        return seconds;
    }
    void add_cost(const std::string& name, const Cost& cost) override {
        Cost& sum = costs_[name];
        sum.requests += cost.requests;
        sum.seconds += cost.seconds;
    }
    std::map<std::string, Cost> costs() override { return costs_; }
    void set_note(const std::string& name, const std::string& value) override {
        notes_[name] = value;
    }
    std::map<std::string, std::string> notes() override { return notes_; }

  private:
    std::map<Digest, FinishedRun> runs_;
    std::map<std::string, Cost> costs_;
    std::map<std::string, std::string> notes_;
};

}  // namespace

std::unique_ptr<RunKeeper> keeper_in_memory() { return std::make_unique<MemoryKeeper>(); }

}  // namespace mdisim
