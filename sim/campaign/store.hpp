// Finished work, kept: one SQLite file in each results folder, a row for every replication of a
// cell, found again by what it depends on.
//
// Contract: what put() was given is safe after commit(), and a commit happens at least twice a
// second while there is something to keep; a kill loses at most that. A row carries a digest of its
// key, tally and tape, which is compared wherever a row is read: a row that a disk has changed is
// as if it were not there, so that its work is done again, and that is said once on stderr. One
// process writes a file at a time: a second one is refused with a UserError. The journal is
// SQLite's rollback journal, which is safe on network file systems. Safe to use from several
// threads.
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

// The same in bytes, as it is stored and as it travels.
struct FinishedRun {
    Digest key;
    std::string tally;
    Digest tape;
    double seconds = 0;  // what it cost to make; kept for estimates, no part of the result
    std::string kind;    // of work, by which costs are known; empty: none
};

class Archive;

// What work has cost so far, to estimate what is left.
struct Cost {
    double requests = 0;
    double seconds = 0;
};

class Store {
  public:
    // A file, made when it is not there; a file that others may be writing; nothing but memory.
    static Store in_file(const std::string& file);
    static Store to_read(const std::string& file);
    static Store in_memory();
    Store(Store&&) noexcept;
    ~Store();

    // Holds a read transaction, which makes look-ups cheap. A write through this Store ends it
    // early, and harms nothing. It is to be kept short, since no other process can write meanwhile.
    class Reading {
      public:
        explicit Reading(Store& store);
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        ~Reading();

      private:
        Store& store_;
    };

    // What is not here but in this archive is taken over when it is asked for.
    void consult(Archive& archive);
    bool has(const Digest& key);
    std::optional<StoredRun> find(const Digest& key);
    void put(const Digest& key, const StoredRun& run, double seconds);
    void put(const FinishedRun& run);
    void commit();

    // Costs add up by the name of a kind of work; committed with the rows.
    void add_cost(const std::string& name, const Cost& cost);
    std::map<std::string, Cost> costs();

    // Short facts about the file as a whole: what it is of, what made it.
    void set_note(const std::string& name, const std::string& value);
    std::map<std::string, std::string> notes();

    // Takes over every row and cost of another store. Returns the keys of rows that are in both but
    // are not the same; what was here stays.
    std::vector<Digest> take(Store& other);

    // A row as it is kept, without its kind.
    std::optional<FinishedRun> read(const Digest& key);
    // Whether there is a row of this key that a disk has changed.
    bool is_damaged(const Digest& key);
    // Of all sound rows; reads every row.
    std::vector<Digest> keys();

    uint64_t rows();
    // Every row in order of key, timings left out: equal results are equal text.
    std::string canonical_dump();
    double seconds_spent();

  private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    enum class Access { read, write };
    static std::unique_ptr<State> open(const std::string& file, Access access);
    std::unique_ptr<State> state_;
};

}  // namespace mdisim
