#include "sim/scenario/document.hpp"

#include <bit>

#include "sim/describe/text_file.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::string here(const Location& where) {
    return std::to_string(where.line) + ":" + std::to_string(where.column);
}

// The text from a location to the end of its line.
std::string text_at(const std::string& text, const Location& where) {
    size_t begin = 0;
    for (int line = 1; line < where.line; ++line) begin = text.find('\n', begin) + 1;
    begin += static_cast<size_t>(where.column) - 1;
    return text.substr(begin, text.find('\n', begin) - begin);
}

bool begins_as(const std::string& text, const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return text.starts_with("null");
        case Node::Kind::boolean:
            return text.starts_with(node.integer != 0 ? "true" : "false");
        case Node::Kind::integer:
            return text.starts_with(dump(node));
        case Node::Kind::number:
            return std::stod(text) == node.real;
        case Node::Kind::text:
            return text.starts_with('"') &&
                   (text.find('\\') != std::string::npos || text.starts_with(dump(node)));
        case Node::Kind::list:
            return text.starts_with('[');
        default:
            return text.starts_with('{');
    }
}

// Checks that the text at the location of each node, and of each key, begins as it should.
void check_locations(const std::string& text, const Node& node) {
    INFO(node.where.text() << " should be " << dump(node));
    CHECK(begins_as(text_at(text, node.where), node));
    REQUIRE(node.key_locations.size() == node.members.size());
    for (size_t i = 0; i < node.members.size(); ++i) {
        const std::string key = text_at(text, node.key_locations[i]);
        INFO(node.key_locations[i].text() << " should be the key " << node.members[i].first);
        CHECK(key.starts_with('"'));
        CHECK((key.find('\\') != std::string::npos ||
               key.starts_with("\"" + node.members[i].first + "\"")));
        check_locations(text, node.members[i].second);
    }
    for (const Node& item : node.items) check_locations(text, item);
}

void check_same(const Node& a, const Node& b) {
    INFO(dump(a) << " and " << dump(b));
    REQUIRE(a.kind == b.kind);
    CHECK(a.integer == b.integer);
    CHECK(std::bit_cast<uint64_t>(a.real) == std::bit_cast<uint64_t>(b.real));
    CHECK(a.text == b.text);
    REQUIRE(a.members.size() == b.members.size());
    for (size_t i = 0; i < a.members.size(); ++i) {
        CHECK(a.members[i].first == b.members[i].first);
        check_same(a.members[i].second, b.members[i].second);
    }
    REQUIRE(a.items.size() == b.items.size());
    for (size_t i = 0; i < a.items.size(); ++i) check_same(a.items[i], b.items[i]);
}

std::vector<std::string> places_of_problems(const std::string& text) {
    std::vector<std::string> places;
    for (const Problem& p : problems_of([&] { parse_document(text, "f"); })) {
        places.push_back(p.where);
    }
    return places;
}

}  // namespace

TEST_CASE("keys and values know the line and column they start at", "[document]") {
    const std::string text =
        "{\n"
        "  \"one\": 1,\n"
        "\t\"two\" :  -2.5e1 ,\"three\":\"3\",\n"
        "  \"list\": [true, null,\n"
        "    {\"deep\": false}],\n"
        "  \"last\":12\n"
        "}\n";
    const Node root = parse_document(text, "a.json");
    CHECK(root.where.text() == "a.json:1:1");
    const auto place = [&](const char* key) { return here(root.find(key)->where); };
    CHECK(place("one") == "2:10");
    CHECK(place("two") == "3:11");
    CHECK(place("three") == "3:27");
    CHECK(place("list") == "4:11");
    CHECK(place("last") == "6:10");
    CHECK(here(root.key_locations[1]) == "3:2");
    CHECK(here(root.key_locations[2]) == "3:19");
    CHECK(here(root.find("list")->items[1].where) == "4:18");
    CHECK(here(root.find("list")->items[2].find("deep")->where) == "5:14");
    check_locations(text, root);
}

TEST_CASE("comments, escapes, line ends of any kind and tight numbers do not shift places",
          "[document]") {
    const std::string text =
        GENERATE(as<std::string>{},
                 "// first\n{\"a\" /* \"b\": 1 */ : // {\n 1 // end\n, /**/\"b\"/***/:2}\n",
                 "/* one\n   two */ {\"a\": [1/* , */,/**/2,3// ]\n,4.25e-3/* */]}",
                 "{\"a\": \"// no comment\", \"b\": \"/* neither\", \"c\": \"*/\"}",
                 "{\"q\\\"uote\": \"\\\"\\\\\", \"tab\": \"\\u00e9\\n\", \"c\": -0.5}",
                 "{\r\n  \"a\": 1,\r\n  \"b\": [2,\r\n 3],\r\n  \"c\": {\"d\": 4.5}\r\n}\r\n",
                 "[1,-2,3.5,-4e2,5E+1,6e-1,0,-0.0]", "[1\n,2\n,\n3\n]",
                 "[[[1],2],[[]],{},{\"a\":{}}]", "{\"a\":1}", "  \n\t 17 ", "\"text\"", "null");
    INFO(text);
    check_locations(text, parse_document(text, "f"));
}

TEST_CASE("a byte order mark is passed over", "[document]") {
    const Node root = parse_document("\xEF\xBB\xBF{\n  \"a\": 1}", "f");
    CHECK(here(root.find("a")->where) == "2:8");
}

TEST_CASE("every scenario and profile of the repository knows its places", "[document]") {
    std::vector<std::string> files = files_below("scenarios", ".json");
    REQUIRE(!files.empty());
    const std::vector<std::string> profiles = files_below("profiles", ".json");
    REQUIRE(!profiles.empty());
    files.insert(files.end(), profiles.begin(), profiles.end());
    for (const std::string& file : files) {
        const std::string text = read_text(file);
        const Node root = parse_document(text, file);
        check_locations(text, root);
        check_same(root, parse_document(dump(root, 2), file));
    }
}

TEST_CASE("what was parsed and dumped parses to the same again", "[document]") {
    const std::string text = GENERATE(
        as<std::string>{}, "null", "true", "0", "-1", "\"\"", "[]", "{}", "[[],{}]", "1.0", "1e3",
        "0.1", "0.30000000000000004", "1e-320", "1.7976931348623157e308", "-0.0", "123456789.125",
        "{\"z\": 1, \"a\": [1, 2.5, \"x\", null, true, {\"m\": {}}], \"k\": \"a\\\"b\\\\c\\n\"}",
        "\"\\u0009\\u000a\"", "\"\xC3\xA9 \xF0\x9F\x98\x80\"");
    INFO(text);
    const Node once = parse_document(text, "f");
    for (int indent : {-1, 0, 1, 4}) check_same(once, parse_document(dump(once, indent), "f"));
}

TEST_CASE("members keep the order they were written in", "[document]") {
    CHECK(dump(parse_document("{\"z\": 1, \"a\": 2, \"m\": 3}", "f")) ==
          "{\"z\":1,\"a\":2,\"m\":3}");
}

TEST_CASE("whole numbers are exact as far as 64 bits go, then numbers", "[document]") {
    const auto parse = [](const char* text) { return parse_document(text, "f"); };
    CHECK(parse("9223372036854775807").integer == INT64_MAX);
    CHECK(parse("-9223372036854775808").integer == INT64_MIN);
    CHECK(dump(parse("9007199254740993")) == "9007199254740993");
    for (const char* large : {"9223372036854775808", "-9223372036854775809", "18446744073709551615",
                              "18446744073709551616"}) {
        INFO(large);
        CHECK(parse(large).kind == Node::Kind::number);
        CHECK(parse(large).as_number() == std::stod(large));
    }
    CHECK(parse("1.0").kind == Node::Kind::number);
    CHECK(parse("7").as_number() == 7);
}

TEST_CASE("letters of any script come through, escaped or not", "[document]") {
    const Node root = parse_document("[\"\\u00e9\", \"\xC3\xA9\", \"\\ud83d\\ude00\"]", "f");
    CHECK(root.items[0].text == "\xC3\xA9");
    CHECK(root.items[1].text == "\xC3\xA9");
    CHECK(root.items[2].text == "\xF0\x9F\x98\x80");
}

TEST_CASE("all keys that stand twice are found, each once", "[document]") {
    CHECK(places_of_problems("{\"a\": 1, \"b\": 2}").empty());
    CHECK(places_of_problems("[{\"a\": 1}, {\"a\": 2}]").empty());
    CHECK(places_of_problems("{\"a\": 1,\n \"b\": 2,\n \"a\": 3, \"b\": 4}") ==
          std::vector<std::string>{"f:3:2", "f:3:10"});
    CHECK(places_of_problems("{\"x\": [{\"a\": 1, \"a\": 2}],\n \"y\": {\"b\": 1, \"b\": 2}}") ==
          std::vector<std::string>{"f:1:17", "f:2:16"});
    CHECK(places_of_problems("{\"a\": 1, \"a\": 2, \"a\": 3}") ==
          std::vector<std::string>{"f:1:10", "f:1:18"});
    const auto problems =
        problems_of([] { parse_document("{\"sla_ms\": 1, \"sla_ms\": 1}", "f"); });
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].what == "the key 'sla_ms' is here twice");
}

TEST_CASE("the place where it ends to be JSON is told", "[document]") {
    struct Broken {
        const char* text;
        int line;
        int from;  // the columns of what should not be there
        int to;
    };
    const Broken broken = GENERATE(values<Broken>({{"{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, 5},
                                                   {"{\"a\": 1,\n}", 1, 8, 8},
                                                   {"[1, [2, 3],\n]", 1, 11, 11},
                                                   {"{\"a\": 1, // one\n}", 1, 8, 8},
                                                   {"{\"a\": [1, 2\n}", 2, 1, 1},
                                                   {"{\n\n\"a\" 1}", 3, 5, 5},
                                                   {"[1,,2]", 1, 4, 4},
                                                   {"{a: 1}", 1, 2, 2},
                                                   {"{\"a\": 'x'}", 1, 7, 9},
                                                   {"{\"a\":\n  tru}", 2, 3, 6},
                                                   {"{\"a\": 01}", 1, 7, 8},
                                                   {"{\"a\": +1}", 1, 7, 8},
                                                   {"{\"a\": NaN}", 1, 7, 9},
                                                   {"{\"a\": 1e999}", 1, 7, 12},
                                                   {"{\"a\": \"b\n\"}", 1, 7, 10},
                                                   {"{\"a\": \"\\q\"}", 1, 7, 9},
                                                   {"{\"a\": \"\xFF\"}", 1, 7, 8},
                                                   {"{\"a\": \"\\ud800\"}", 1, 7, 14},
                                                   {"{} x", 1, 4, 4},
                                                   {"{\"a\": 1", 1, 7, 8},
                                                   {"{\"a\": 1 /* no end", 1, 9, 18},
                                                   {"# a\n{}", 1, 1, 1},
                                                   {"", 1, 1, 1}}));
    const auto problems = problems_of([&] { parse_document(broken.text, "f"); });
    INFO(broken.text);
    REQUIRE(problems.size() == 1);
    INFO(line_of(problems[0]));
    CHECK(problems[0].what.starts_with("not JSON: "));
    const std::string place = "f:" + std::to_string(broken.line) + ":";
    REQUIRE(problems[0].where.starts_with(place));
    const int column = std::stoi(problems[0].where.substr(place.size()));
    CHECK(column >= broken.from);
    CHECK(column <= broken.to);
}

TEST_CASE("a syntax error says what is wrong, not only what was read last", "[document]") {
    struct Broken {
        const char* text;
        const char* reason;
    };
    const Broken broken = GENERATE(values<Broken>({{"{\"a\": tru}", "invalid literal"},
                                                   {"{\"a\": \"b; c", "missing closing quote"},
                                                   {"{\"a\": \"b\n\"}", "control character"},
                                                   {"{\"a\": \"\\q\"}", "backslash"},
                                                   {"{\"a\": 1.}", "invalid number"},
                                                   {"{\"a\": 1 /* 2}", "comment"},
                                                   {"{\"a\": \"b\", }", "comma"},
                                                   {"[true, /* , */ ]", "comma"},
                                                   {"{\"a\": 1e999}", "number overflow"}}));
    const auto problems = problems_of([&] { parse_document(broken.text, "f"); });
    INFO(broken.text);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains(broken.reason));
}

TEST_CASE("nesting has a limit, and no depth of it brings the program down", "[document]") {
    const auto nested = [](size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK_NOTHROW(parse_document(nested(64), "f"));
    CHECK(places_of_problems(nested(65)) == std::vector<std::string>{"f:1:65"});
    CHECK(places_of_problems(std::string(1'000'000, '[')).size() == 1);
}

TEST_CASE("a file that cannot be read is named", "[document]") {
    const TemporaryFolder folder;
    const std::string missing = folder.path("missing.json");
    const auto problems = problems_of([&] { read_document(missing); });
    REQUIRE(problems.size() == 1);
    CHECK(line_of(problems[0]) == missing + ": does not exist");
    CHECK(here(read_document(folder.write("a.json", "\n {}")).where) == "2:2");
    const auto of_folder = problems_of([&] { read_document(folder.path()); });
    REQUIRE(of_folder.size() == 1);
    CHECK(line_of(of_folder[0]) == folder.path() + ": is a folder, not a file");
}

TEST_CASE("words of a command line are JSON where they can be, else text", "[document]") {
    CHECK(parse_value("250", "o").kind == Node::Kind::integer);
    CHECK(parse_value("0.5", "o").real == 0.5);
    CHECK(parse_value("true", "o").kind == Node::Kind::boolean);
    CHECK(parse_value("[1, 2]", "o").items.size() == 2);
    CHECK(parse_value("{\"profile\": \"x\"}", "o").find("profile")->text == "x");
    CHECK(parse_value("networks/lte", "o").text == "networks/lte");
    CHECK(parse_value("\"7\"", "o").text == "7");
    CHECK(parse_value("", "o").kind == Node::Kind::text);
    CHECK(parse_value("networks/lte", "--set network").where.text() == "--set network");
}

TEST_CASE("setting and erasing members keeps keys and their places together", "[document]") {
    Node node = parse_document("{\"a\": 1, \"b\": 2, \"c\": 3}", "f");
    node.erase("b");
    node.erase("nothing");
    node.set("c", Node(int64_t{4}));
    node.set("d", Node(std::string("new")));
    CHECK(dump(node) == "{\"a\":1,\"c\":4,\"d\":\"new\"}");
    REQUIRE(node.key_locations.size() == 3);
    CHECK(here(node.key_locations[1]) == "1:18");
    CHECK(node.find("b") == nullptr);
}

}  // namespace mdisim
