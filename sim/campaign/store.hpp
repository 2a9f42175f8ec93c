// The store of finished runs: one SQLite file in each results folder, or memory, with a row for
// every replication of a cell. The key of a row is a digest of all that the run depends on.
//
// Contract: a row that put() was given is safe after commit(). A commit happens about twice a
// second while there are rows to keep, so a kill loses at most the rows of half a second. A row
// carries a digest of its key, tally and tape, which is compared whenever the row is read. A row
// that a disk has changed counts as missing, so that it is computed again; one line on stderr for
// each file says so. One process writes a file at a time; a second process gets a UserError. The
// journal is SQLite's rollback journal, which is safe on network file systems. Safe to use from
// several threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {

struct StoredRun {
    Tally tally;
    Digest tape;
};

// A run in the form in which it is stored and sent to other processes: as bytes.
struct FinishedRun {
    Digest key;
    std::string tally;
    Digest tape;
    double seconds = 0;  // cost of computing the run, for estimates; not part of the result
    std::string kind;    // kind of work to which the cost is added; empty if to none
    // Whether it is written to the file. If not, only the Store that it was given to finds it.
    bool kept = true;
};

class Archive;

// The cost of finished work, from which the cost of the work that is left is estimated.
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
    std::string file() const;  // empty in memory
    ~Store();

    // Holds a read transaction, which makes look-ups cheap. A write through the Store ends the
    // transaction early, which does no harm. A Reading should be short, since no other process can
    // write meanwhile.
    class Reading {
      public:
        explicit Reading(Store& store);
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        ~Reading();

      private:
        Store& store_;
    };

    // Makes look-ups by has() and find() consult the archive from now on: a row that is missing in
    // the store, but is in the archive, is copied into the store.
    void consult(Archive& archive);
    bool has(const Digest& key);
    std::optional<StoredRun> find(const Digest& key);
    void put(const Digest& key, const StoredRun& run, double seconds);
    // A run that is not kept stays in memory, and ends with the Store.
    void put(const FinishedRun& run);
    void commit();

    // Adds to the cost of a kind of work. Costs are committed with the rows.
    void add_cost(const std::string& name, const Cost& cost);
    std::map<std::string, Cost> costs();

    // Short facts about the file as a whole, such as its Identity.
    void set_note(const std::string& name, const std::string& value);
    std::map<std::string, std::string> notes();

    // Copies the rows and costs of another store. Returns the keys of the rows that are in both
    // stores but differ; such rows are not copied.
    std::vector<Digest> take(Store& other);

    // A row in bytes, without its kind of work.
    std::optional<FinishedRun> read(const Digest& key);
    // Whether there is a row of this key that a disk has changed.
    bool is_damaged(const Digest& key);
    // What is damaged in the whole file, as sentences without their subject. Reads every row.
    std::vector<std::string> damage();
    // The keys of all rows that are not damaged. Reads every row.
    std::vector<Digest> keys();

    uint64_t rows();
    double seconds_spent();

  private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_lock<std::mutex> held() const;  // the lock that all functions take
    std::unique_ptr<State> state_;
};

}  // namespace mdisim
