// What keeps the runs of a Store: memory, or a file of SQLite. Where there is no SQLite, as in a
// web page, memory alone is linked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

// Contract: as that of Store. Requires that the caller of each function holds `guard`.
class RunKeeper {
  public:
    enum class Row { missing, damaged, sound };
    using Visitor = std::function<void(const FinishedRun&)>;

    RunKeeper() = default;
    RunKeeper(const RunKeeper&) = delete;
    RunKeeper& operator=(const RunKeeper&) = delete;
    virtual ~RunKeeper() = default;

    virtual std::string file() const { return ""; }
    virtual void start_reading() {}
    virtual void end_reading() {}
    virtual Row row_of(const Digest& key) = 0;
    virtual std::optional<FinishedRun> find(const Digest& key) = 0;
    virtual void put(const FinishedRun& run) = 0;
    virtual void commit() {}
    // Visits every row that is not damaged.
    virtual void each_run(const Visitor& visit) = 0;
    // What is damaged, as sentences without their subject.
    virtual std::vector<std::string> damage() { return {}; }
    virtual uint64_t rows() = 0;
    virtual double seconds_spent() = 0;

    virtual void add_cost(const std::string& name, const Cost& cost) = 0;
    virtual std::map<std::string, Cost> costs() = 0;
    virtual void set_note(const std::string& name, const std::string& value) = 0;
    virtual std::map<std::string, std::string> notes() = 0;

    std::mutex guard;
};

std::unique_ptr<RunKeeper> keeper_in_memory();
// A file that another process has made, but not written yet, is read as one without rows.
enum class FileUse { read, write };
std::unique_ptr<RunKeeper> keeper_in_file(const std::string& file, FileUse use);

}  // namespace mdisim
