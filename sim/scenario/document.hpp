// A JSON document that remembers where everything stands. The only door to the JSON library.
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
    int line = 0;  // 0: not from a file (a command-line word)
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
    bool broken = false;  // something is wrong with it that has been told already
    int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<std::pair<std::string, Node>> members;  // of an object, in the order written
    std::vector<Location> key_locations;                // where each member's key stands
    std::vector<Node> items;                            // of a list
    Location where;
};

// What people call a kind: "a number", "text", ...
std::string name_of(Node::Kind kind);

// JSON with comments. Throws UserError: all duplicate keys, or the one place where it ends to be
// JSON.
Node parse_document(const std::string& text, const std::string& file);
Node read_document(const std::string& path);  // UserError when it cannot be read

// A value as typed on a command line: JSON where it is JSON, else text.
Node parse_value(const std::string& text, const std::string& origin);

std::string dump(const Node& node, int indent = -1);

// A label of results: text as it is, anything else as JSON.
std::string label_text(const Node& label);

}  // namespace mdisim
