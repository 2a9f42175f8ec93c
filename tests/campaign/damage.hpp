// What a bad disk does to a store: bits that are not what was written.
#pragma once

#include <sqlite3.h>

#include <string>

namespace mdisim::testing {

// A store's file, changed behind the program's back.
class DamagedStore {
  public:
    explicit DamagedStore(const std::string& file) {
        REQUIRE(sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    }
    DamagedStore(const DamagedStore&) = delete;
    DamagedStore& operator=(const DamagedStore&) = delete;
    ~DamagedStore() { sqlite3_close(db_); }

    void execute(const std::string& sql) {
        CAPTURE(sql);
        REQUIRE(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    size_t bytes_in(const std::string& column, int row) { return value(column, row).size(); }
    // Of a row of "runs", rows counted from 1 in the order in which they came.
    void flip_bit(const std::string& column, int row, size_t byte, int bit) {
        std::string bytes = value(column, row);
        REQUIRE(byte < bytes.size());
        bytes[byte] = static_cast<char>(bytes[byte] ^ (1 << bit));
        sqlite3_stmt* update = prepared("UPDATE runs SET " + column + " = ? WHERE rowid = ?");
        sqlite3_bind_blob(update, 1, bytes.data(), static_cast<int>(bytes.size()),
                          SQLITE_TRANSIENT);
        sqlite3_bind_int(update, 2, row);
        CHECK(sqlite3_step(update) == SQLITE_DONE);
        sqlite3_finalize(update);
    }

  private:
    sqlite3_stmt* prepared(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        CAPTURE(sql);
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        return statement;
    }
    std::string value(const std::string& column, int row) {
        sqlite3_stmt* select = prepared("SELECT " + column + " FROM runs WHERE rowid = ?");
        sqlite3_bind_int(select, 1, row);
        REQUIRE(sqlite3_step(select) == SQLITE_ROW);
        std::string bytes(static_cast<const char*>(sqlite3_column_blob(select, 0)),
                          static_cast<size_t>(sqlite3_column_bytes(select, 0)));
        sqlite3_finalize(select);
        return bytes;
    }

    sqlite3* db_ = nullptr;
};

}  // namespace mdisim::testing
