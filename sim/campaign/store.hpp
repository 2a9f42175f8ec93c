// The store of finished runs: one SQLite file in each results folder, with a row for every
// replication of a cell. The key of a row is a digest of all that the run depends on.
//
// Contract: what put() was given is safe after commit(), and a commit happens at least twice a
// second while there is something to keep; a kill loses at most that. A row carries a digest of its
// key, tally and tape, which is compared whenever a row is read. A row that a disk has changed
// counts as missing, so that it is computed again; one line on stderr says so. One process writes a
// file at a time: a second one gets a UserError. The journal is SQLite's rollback journal, which is
// safe on network file systems. Safe to use from several threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/measure/tally.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace mdisim {

struct StoredRun {
    Tally tally;
    Digest tape;
};

// A run in bytes, in which form it is stored and sent to other processes.
struct FinishedRun {
    Digest key;
    std::string tally;
    Digest tape;
    double seconds = 0;  // cost of computing it, for estimates; not part of the result
    std::string kind;    // kind of work, by which costs add up; empty: none
};

class Archive;

// The cost of finished work, from which the cost of what is left is estimated.
struct Cost {
    double requests = 0;
    double seconds = 0;
};

class Store {
  public:
    // Opens a file for writing, and makes it if it is missing.
    static Store in_file(const std::string& file);
    // Opens a file for reading. Another process may be writing it.
    static Store to_read(const std::string& file);
    static Store in_memory();
    Store(Store&&) noexcept;
    ~Store();

    // Holds a read transaction, which makes look-ups cheap. A write through this Store ends it
    // early, which does no harm. Keep it short: no other process can write meanwhile.
    class Reading {
      public:
        explicit Reading(Store& store);
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        ~Reading();

      private:
        Store& store_;
    };

    // From now on a row that is missing here but found in the archive is copied from there when it
    // is looked up.
    void consult(Archive& archive);
    bool has(const Digest& key);
    std::optional<StoredRun> find(const Digest& key);
    void put(const Digest& key, const StoredRun& run, double seconds);
    void put(const FinishedRun& run);
    void commit();

    // Adds to the cost of a kind of work. Costs are committed with the rows.
    void add_cost(const std::string& name, const Cost& cost);
    std::map<std::string, Cost> costs();

    // Short facts about the file as a whole, such as its Identity.
    void set_note(const std::string& name, const std::string& value);
    std::map<std::string, std::string> notes();

    // Copies every row and cost of another store. Returns the keys of rows that are in both but
    // differ; of these the rows of this store stay.
    std::vector<Digest> take(Store& other);

    // A row in bytes, without its kind of work.
    std::optional<FinishedRun> read(const Digest& key);
    // Whether there is a row of this key that a disk has changed.
    bool is_damaged(const Digest& key);
    // The keys of all rows that are not damaged. Reads every row.
    std::vector<Digest> keys();

    uint64_t rows();
    double seconds_spent();

  private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    enum class Access { read, write };
    static std::unique_ptr<State> open(const std::string& file, Access access);
    std::unique_ptr<State> state_;
};

}  // namespace mdisim
