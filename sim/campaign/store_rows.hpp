// Values of the store's rows in SQLite: digests as 16 bytes, and values in and out of statements.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sim/engine/digest.hpp"

namespace mdisim {

// A digest as bytes, the most significant first, so that keys sort as digests do.
inline std::string bytes_of(const Digest& digest) {
    std::string bytes(16, '\0');
    for (size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<char>(digest.high >> (56 - 8 * i));
        bytes[8 + i] = static_cast<char>(digest.low >> (56 - 8 * i));
    }
    return bytes;
}

// The digest of 16 bytes; zero if there are not 16.
inline Digest digest_from(std::string_view bytes) {
    Digest digest;
    for (size_t i = 0; i < 8 && bytes.size() == 16; ++i) {
        digest.high = digest.high << 8 | static_cast<uint8_t>(bytes[i]);
        digest.low = digest.low << 8 | static_cast<uint8_t>(bytes[8 + i]);
    }
    return digest;
}

// The digest of a row's values, by which a bit that a disk has changed is noticed, since SQLite
// itself has no checksums.
inline std::string digest_of(std::initializer_list<std::string_view> values) {
    Hasher hasher;
    for (std::string_view value : values) hasher.absorb(value);
    return bytes_of(hasher.digest());
}

inline void bind_bytes(sqlite3_stmt* statement, int index, std::string_view bytes) {
    sqlite3_bind_blob(statement, index, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_TRANSIENT);
}

inline void bind_text(sqlite3_stmt* statement, int index, const std::string& text) {
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
}

// The bytes in a column of a row. They are valid until the statement moves on.
inline std::string_view blob(sqlite3_stmt* row, int column) {
    return {static_cast<const char*>(sqlite3_column_blob(row, column)),
            static_cast<size_t>(sqlite3_column_bytes(row, column))};
}

}  // namespace mdisim
