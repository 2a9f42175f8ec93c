#include "sim/scenario/document.hpp"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <numeric>

#include "sim/describe/letters.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/printable.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/counting_iterator.hpp"

namespace mdisim {
namespace {

constexpr size_t deepest = 64;

// Notes the keys that an object has more than once, each where it is repeated.
void note_repeated_keys(const Node& object, std::vector<Problem>& problems) {
    const auto& members = object.members;
    std::vector<size_t> order(members.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return members[a].first < members[b].first; });
    std::vector<size_t> repeated;
    for (size_t i = 1; i < order.size(); ++i) {
        if (members[order[i]].first == members[order[i - 1]].first) repeated.push_back(order[i]);
    }
    std::sort(repeated.begin(), repeated.end());
    for (size_t i : repeated) {
        problems.push_back({object.key_locations[i].text(), "",
                            "the key '" + members[i].first + "' is here twice"});
    }
}

class Builder {
  public:
    Builder(std::string_view text, const std::string& file)
        : text_(text), file_(std::make_shared<std::string>(file)), progress(text.data()) {}

    bool null() { return add({}); }
    bool boolean(bool value) { return add(Node(value)); }
    bool number_integer(int64_t value) { return add_number(Node(value)); }
    bool number_unsigned(uint64_t value) {
        if (value > INT64_MAX) return add_number(Node(static_cast<double>(value)));
        return add_number(Node(static_cast<int64_t>(value)));
    }
    bool number_float(double value, const std::string&) { return add_number(Node(value)); }
    bool string(std::string& value) {
        const bool right = is_printable(value);
        if (!add(Node(value))) return false;
        if (!right) note_hidden_sign("this text");
        return true;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }

    bool start_object(size_t) { return open(Node::object()); }
    bool start_array(size_t) { return open(Node::list()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        key_where_ = start_of_token();
        key_ = name;
        if (!is_one_line(name)) note_hidden_sign("this key");
        return true;
    }

    // The parser says "[...] parse error at line 3, column 5: syntax error while parsing X - why;
    // last read: ...; expected ...". The location and the reason are kept.
    bool parse_error(size_t, const std::string&, const nlohmann::json::exception& error) {
        std::string what = error.what();
        Location where{file_, 1, 1};
        if (const size_t at = what.find("at line "); at != std::string::npos) {
            where.line = std::atoi(what.c_str() + at + 8);
            where.column = std::atoi(what.c_str() + what.find("column ", at) + 7);
            what.erase(0, what.find(": ", at) + 2);
        } else {
            where = location(progress > text_.data() ? progress - 1 : progress);
            if (const size_t end = what.find("] "); end != std::string::npos)
                what.erase(0, end + 2);
        }
        if (what.starts_with("syntax error")) {
            if (const size_t at = what.find(" - "); at != std::string::npos) what.erase(0, at + 3);
        }
        constexpr size_t longest_told = 120;  // it quotes the token, which may be as long as a file
        what = cut(printable_line(what), longest_told);
        if (where.column < 1)
            where = {file_, std::max(1, where.line - 1), line_length(where.line - 1)};
        if (text_.empty()) where = {file_, 1, 1};
        if (const size_t comma = comma_before_a_bracket(); comma != std::string_view::npos) {
            where = location(text_.data() + comma);
            what = "nothing follows this comma";
        }
        problems.push_back({where.text(), "", "not JSON: " + what});
        return false;
    }

    Node root;
    std::vector<Problem> problems;

  private:
    std::string_view text_;
    std::shared_ptr<const std::string> file_;
    std::vector<Node*> open_;
    std::string key_;
    Location key_where_;
    const uint64_t most_values_ = limit_of(Limit::values);
    uint64_t values_ = 0;
    size_t last_end_ = 0;
    size_t line_from_ = 0;  // locations are asked for in rising order, so lines are counted once
    int line_ = 1;
    size_t line_start_ = 0;

  public:
    const char* progress;

  private:
    Location location(const char* at) {
        const size_t offset = std::min(static_cast<size_t>(at - text_.data()), text_.size());
        for (; line_from_ < offset; ++line_from_) {
            if (text_[line_from_] != '\n') continue;
            ++line_;
            line_start_ = line_from_ + 1;
        }
        return {file_, line_, static_cast<int>(offset - line_start_) + 1};
    }

    int line_length(int line) const {
        size_t begin = 0;
        for (int n = 1; n < line && begin < text_.size(); ++n) begin = text_.find('\n', begin) + 1;
        const size_t end = std::min(text_.find('\n', begin), text_.size());
        return static_cast<int>(end - begin) + 1;
    }

    // The first character from `i` on that is neither blank nor in a comment.
    size_t behind_blanks(size_t i) const {
        while (i < text_.size()) {
            const char c = text_[i];
            if (c == '/' && i + 1 < text_.size() && text_[i + 1] == '/') {
                i = std::min(text_.find('\n', i), text_.size());
            } else if (c == '/' && i + 1 < text_.size() && text_[i + 1] == '*') {
                const size_t end = text_.find("*/", i + 2);
                i = end == std::string_view::npos ? text_.size() : end + 2;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\xEF' ||
                       c == '\xBB' || c == '\xBF') {
                ++i;
            } else {
                break;
            }
        }
        return i;
    }

    // The position of a comma after the last item of a list or an object; npos if there is none.
    size_t comma_before_a_bracket() const {
        const size_t comma = behind_blanks(last_end_);
        if (comma >= text_.size() || text_[comma] != ',') return std::string_view::npos;
        const size_t next = behind_blanks(comma + 1);
        const bool closes = next < text_.size() && (text_[next] == '}' || text_[next] == ']');
        return closes ? comma : std::string_view::npos;
    }

    // Skips blanks and comments up to the next token.
    Location start_of_token() {
        size_t i = behind_blanks(last_end_);
        while (i < text_.size() && (text_[i] == ',' || text_[i] == ':')) i = behind_blanks(i + 1);
        last_end_ = static_cast<size_t>(progress - text_.data());
        return location(text_.data() + i);
    }

    void note_hidden_sign(const std::string& what) {
        const Location where{file_, line_, static_cast<int>(line_from_ - line_start_) + 1};
        problems.push_back({where.text(), "",
                            what + " has a control character or a mark of the direction of "
                                   "writing, which nobody sees: leave it out"});
    }

    bool add_number(Node node) {
        const size_t before = last_end_;
        const bool added = add(std::move(node));
        // The parser has read a character after the number, so the token ends where its digits end.
        const size_t start = std::max(before, line_from_);
        const size_t end = text_.find_first_not_of("0123456789+-.eE", start);
        last_end_ = end == std::string_view::npos ? text_.size() : end;
        return added;
    }

    bool add(Node node) {
        node.where = start_of_token();
        return attach(std::move(node)) != nullptr;
    }

    // Returns null if the document has too many values.
    Node* attach(Node node) {
        if (values_++ == most_values_) {
            const std::string what =
                "the file has more than " + limit_text(Limit::values, "values");
            problems.push_back({node.where.text(), "", what});
            return nullptr;
        }
        if (open_.empty()) {
            root = std::move(node);
            return &root;
        }
        Node& parent = *open_.back();
        if (parent.kind == Node::Kind::list) return &parent.items.emplace_back(std::move(node));
        parent.key_locations.push_back(key_where_);
        return &parent.members.emplace_back(key_, std::move(node)).second;
    }

    bool open(Node node) {
        node.where = start_of_token();
        if (open_.size() >= deepest) {
            problems.push_back({node.where.text(), "", "nested too deeply"});
            return false;
        }
        Node* attached = attach(std::move(node));
        if (attached == nullptr) return false;
        open_.push_back(attached);
        return true;
    }
    bool close() {
        note_repeated_keys(*open_.back(), problems);
        open_.pop_back();
        last_end_ = static_cast<size_t>(progress - text_.data());
        return true;
    }
};

nlohmann::ordered_json to_json(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return nullptr;
        case Node::Kind::boolean:
            return node.integer != 0;
        case Node::Kind::integer:
            return node.integer;
        case Node::Kind::number:
            return node.real;
        case Node::Kind::text:
            return node.text;
        case Node::Kind::list: {
            auto list = nlohmann::ordered_json::array();
            for (const Node& item : node.items) list.push_back(to_json(item));
            return list;
        }
        case Node::Kind::object: {
            // Keys are distinct, so none is looked for.
            nlohmann::ordered_json::object_t object;
            for (const auto& [key, value] : node.members) object.emplace_back(key, to_json(value));
            return object;
        }
    }
    return nullptr;
}

}  // namespace

std::string Location::text() const {
    if (!file) return "";
    if (line == 0) return *file;
    return *file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

const Node* Node::find(std::string_view key) const {
    for (const auto& [name, value] : members) {
        if (name == key) return &value;
    }
    return nullptr;
}

Node* Node::find(std::string_view key) {
    return const_cast<Node*>(static_cast<const Node*>(this)->find(key));
}

Node& Node::set(std::string key, Node value) {
    if (Node* known = find(key)) return *known = std::move(value);
    key_locations.push_back(value.where);
    return members.emplace_back(std::move(key), std::move(value)).second;
}

Node& Node::append(Node value) { return items.emplace_back(std::move(value)); }

void Node::erase(std::string_view key) {
    for (size_t i = 0; i < members.size(); ++i) {
        if (members[i].first != key) continue;
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(i));
        key_locations.erase(key_locations.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
}

void Node::clear() {
    members.clear();
    key_locations.clear();
    items.clear();
}

std::string name_of(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::null:
            return "null";
        case Node::Kind::boolean:
            return "true or false";
        case Node::Kind::integer:
            return "a whole number";
        case Node::Kind::number:
            return "a number";
        case Node::Kind::text:
            return "text";
        case Node::Kind::list:
            return "a list";
        case Node::Kind::object:
            return "an object";
    }
    return "";
}

Node parse_document(const std::string& text, const std::string& file) {
    Builder builder(text, file);
    const CountingIterator first(text.data(), &builder.progress);
    const CountingIterator last(text.data() + text.size(), &builder.progress);
    nlohmann::json::sax_parse(first, last, &builder, nlohmann::json::input_format_t::json, true,
                              true);
    if (!builder.problems.empty()) throw UserError(std::move(builder.problems));
    return std::move(builder.root);
}

Node read_document(const std::string& path) {
    return parse_document(read_text(path, Pipes::of_this_program), path);
}

size_t values_in(const Node& node) {
    size_t n = 1;
    for (const auto& [key, value] : node.members) n += values_in(value);
    for (const Node& item : node.items) n += values_in(item);
    return n;
}

Node parse_value(const std::string& text, const std::string& origin) {
    Node node;
    try {
        node = parse_document(text, origin);
    } catch (const UserError&) {
        node = Node(text);
    }
    node.where = {std::make_shared<std::string>(origin), 0, 0};
    return node;
}

std::string dump(const Node& node, int indent) {
    return to_json(node).dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string label_text(const Node& label) {
    return label.kind == Node::Kind::text ? label.text : dump(label);
}

}  // namespace mdisim
