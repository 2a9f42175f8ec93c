#include "sim/scenario/files/json_lines.hpp"

#include <string>
#include <vector>

#include "sim/describe/data_table.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

// The rows of a table, cells with a bar between them, a cell that a row lacks as a dash.
Lines rows_of(const std::string& file, Lines* wrong = nullptr) {
    DataTable table(file, {}, divide_json);
    Lines rows;
    while (table.next()) {
        std::string row;
        for (size_t i = 0; i < table.cells().size(); ++i) {
            row += (i > 0 ? "|" : "") + std::string(table.has(i) ? table.cells()[i] : "-");
        }
        rows.push_back(row);
    }
    const Lines mistakes = lines_of(problems_of([&] { table.throw_mistakes(); }));
    if (wrong != nullptr) {
        for (const std::string& line : mistakes) wrong->push_back("F" + line.substr(file.size()));
    } else {
        CHECK(mistakes == Lines{});
    }
    return rows;
}

TEST_CASE("objects are rows of the names in the first of them", "[json_lines]") {
    const TemporaryFolder folder;
    CHECK(rows_of(folder.write("t", R"({"a": 1, "b": "x\"\u00e9", "c": true}

# a remark
{"c": false, "a": 1.50000000000000000001, "new": 1}
 {"b":{"in":[1]},"c":[{"a":9}],"a":-2e-5}
{})")) == Lines{"a|b|c", "1|x\"é|true", "1.50000000000000000001|-|false", "-2e-5|{...}|[...]",
                "-|-|-"});
    CHECK(
        rows_of(folder.write("t", "\xEF\xBB\xBF{\"a\": 18446744073709551615}\r\n{\"a\": null}")) ==
        Lines{"a", "18446744073709551615", "-"});
    // A brace elsewhere is text.
    CHECK(rows_of(folder.write("t", "a,b\n{1,2\n")) == Lines{"a|b", "{1|2"});
    CHECK(rows_of(folder.write("t", "{}\n{}\n")) == Lines{"", "", ""});
}

TEST_CASE("what is wrong with an object is said with its line and column", "[json_lines]") {
    const TemporaryFolder folder;
    Lines wrong;
    CHECK(rows_of(folder.write("t", R"({"a": 1, "a": 2}
{"a": 1, "b": 2}
{"a": 1, "b": }
[1]
5
{"a": 3} {"a": 4}
{"a": 3
{"a": 7})"),
                  &wrong) == Lines{"a|b", "1|2", "7|-"});
    CHECK(wrong == Lines{"F:1:10: the key 'a' is here twice", "F:3:15: not JSON from here on",
                         "F:4:1: expected an object, not a list", "F:5:1: expected an object",
                         "F:6:10: not JSON from here on", "F:7:7: not JSON from here on"});

    DataTable table(folder.write("u", "{\"n\": [1], \"a\" : 12, \"b\":  \"x\"}\n{\"b\": 7}\n"), {},
                    divide_json);
    REQUIRE(table.next());
    REQUIRE(table.column("b") == 2);
    REQUIRE(table.next());
    CHECK_FALSE(table.value(2, "a number", real_number));
    CHECK_FALSE(table.value(0, "a number", real_number));
    CHECK(table.value(1, "a number", real_number) == 12);
    REQUIRE(table.next());
    CHECK(table.value(2, "a number", real_number) == 7);
    CHECK_FALSE(table.value(1, "a number", real_number));
    const std::string file = folder.path("u");
    CHECK(lines_of(problems_of([&] { table.throw_mistakes(); })) ==
          Lines{file + ":1:28: expected a number, not 'x'",
                file + ":1:7: expected a number, not '[...]'",
                file + ":2: expected a number in 'a', which this row lacks"});
}

// Writes lines of JSON to lines.json, and what Python reads in each to lines.rows.
constexpr auto oracle = R"(
import json, random
draw = random.Random(7)
pieces = ['a', '"', '\\', '\n', '\t', '/', 'é', '😀', '\x01', '{', '}', ',', ':', ' ']
def value():
    kind = draw.randrange(6)
    if kind == 0: return draw.randrange(-10**18, 10**18)
    if kind == 1: return draw.choice([True, False])
    if kind == 2: return None
    return ''.join(draw.choice(pieces) for _ in range(draw.randrange(8)))
def shown(v):
    if v is None: return '-'
    if isinstance(v, bool): return 'true' if v else 'false'
    return str(v).encode().hex() if isinstance(v, str) else str(v)
names = ['n%d' % i for i in range(5)]
with open('lines.json', 'w') as lines, open('lines.rows', 'w') as rows:
    for i in range(500):
        some = names if i == 0 else draw.sample(names, draw.randrange(6))
        row = {name: value() for name in some}
        lines.write(json.dumps(row, ensure_ascii=draw.random() < 0.5,
                               separators=draw.choice([(',', ':'), (', ', ': '), (' ,  ', ' : ')]))
                    + draw.choice(['\n', '\r\n', '\n\n']))
        for name in names: rows.write(shown(row.get(name)) + ('\n' if name == names[-1] else '|'))
)";

TEST_CASE("names and values are those that Python reads", "[json_lines]") {
    if (!has_python()) return;
    const TemporaryFolder folder;
    Surroundings around;
    around.folder = folder.path();
    const Ended ended = run_python({"-c", oracle}, around);
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    const Lines theirs = lines_of(read_text(folder.path("lines.rows")));
    REQUIRE(theirs.size() == 500);
    DataTable table(folder.path("lines.json"), {}, divide_json);
    REQUIRE(table.next());
    for (const std::string& line : theirs) {
        REQUIRE(table.next());
        std::string ours;
        for (size_t i = 0; i < 5; ++i) {
            std::string cell(table.has(i) ? table.cells()[i] : "-");
            const size_t digits = cell.starts_with('-') ? 1 : 0;
            const bool number = cell.find_first_not_of("0123456789", digits) == std::string::npos &&
                                cell.size() > digits;
            if (table.has(i) && !number && cell != "true" && cell != "false") {
                std::string hex;
                for (unsigned char c : cell) {
                    hex += "0123456789abcdef"[c / 16];
                    hex += "0123456789abcdef"[c % 16];
                }
                cell = hex;
            }
            ours += (i > 0 ? "|" : "") + cell;
        }
        CHECK(ours == line);
    }
    CHECK_FALSE(table.next());
    CHECK_FALSE(table.has_mistakes());
}

}  // namespace
}  // namespace mdisim
