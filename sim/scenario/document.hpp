// A JSON document that keeps the location of every value. Only this file's source uses the JSON
// library.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {

struct Location {
    std::shared_ptr<const std::string> file;
    int line = 0;  // 0: a word of the command line, not of a file
    int column = 0;
    std::string text() const;
};

class Node {
  public:
    enum class Kind { null, boolean, integer, number, text, list, object };

    Node() = default;
    explicit Node(bool value) : kind(Kind::boolean), integer(value) {}
    explicit Node(int64_t value) : kind(Kind::integer), integer(value) {}
    explicit Node(double value) : kind(Kind::number), real(value) {}
    explicit Node(std::string value) : kind(Kind::text), text(std::move(value)) {}
    static Node list() {
        Node n;
        n.kind = Kind::list;
        return n;
    }
    static Node object() {
        Node n;
        n.kind = Kind::object;
        return n;
    }

    bool is_number() const { return kind == Kind::integer || kind == Kind::number; }
    double as_number() const { return kind == Kind::integer ? static_cast<double>(integer) : real; }

    const Node* find(std::string_view key) const;
    Node* find(std::string_view key);
    Node& set(std::string key, Node value);  // replaces, or appends
    Node& append(Node value);
    void erase(std::string_view key);
    void clear();  // no members, no items

    Kind kind = Kind::null;
    bool broken = false;  // a mistake in it has been noted already
    int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<std::pair<std::string, Node>> members;  // of an object, in the order written
    std::vector<Location> key_locations;                // of each member's key
    std::vector<Node> items;                            // of a list
    Location where;
};

// The name of a kind in messages: "a number", "text", ...
std::string name_of(Node::Kind kind);

// Parses JSON with comments. Throws UserError with all duplicate keys and all texts with signs that
// are not shown (printable.hpp), or with the first location that is not JSON, or with the first
// that is beyond a limit.
Node parse_document(const std::string& text, const std::string& file);
Node read_document(const std::string& path);  // throws UserError if the file cannot be read
// The number of values in a node: itself, and those in its members and items.
size_t values_in(const Node& node);

// Parses a value of the command line: JSON if it is JSON, else text.
Node parse_value(const std::string& text, const std::string& origin);

std::string dump(const Node& node, int indent = -1);

// The text of a label in results: text as it is, any other value as JSON.
std::string label_text(const Node& label);

}  // namespace mdisim
