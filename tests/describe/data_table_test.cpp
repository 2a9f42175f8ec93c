#include "sim/describe/data_table.hpp"

#include <filesystem>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;
using Row = std::vector<std::string>;

// Rows in a form that has no quotes: cells as hexadecimal digits.
std::string in_hex(std::string_view cell) {
    std::string text;
    for (unsigned char c : cell) {
        text += "0123456789abcdef"[c / 16];
        text += "0123456789abcdef"[c % 16];
    }
    return text;
}

std::vector<Row> rows_of(DataTable& table) {
    std::vector<Row> rows;
    while (table.next()) rows.emplace_back(table.cells().begin(), table.cells().end());
    return rows;
}

std::vector<Row> rows_in(const std::string& text) {
    const TemporaryFolder folder;
    DataTable table(folder.write("t.csv", text));
    std::vector<Row> rows = rows_of(table);
    table.throw_mistakes();
    return rows;
}

// What is wrong with a table, the file called F.
Lines wrong(const std::string& text) {
    Lines lines = lines_of(problems_of([&] { rows_in(text); }));
    for (std::string& line : lines) line = "F" + line.substr(line.find("t.csv") + 5);
    return lines;
}

TEST_CASE("cells are divided by what the first row has most of", "[data_table]") {
    const std::vector<Row> two = {{"a", "b"}, {"1", "2"}};
    CHECK(rows_in("a,b\n1,2\n") == two);
    CHECK(rows_in("a;b\n1;2\n") == two);
    CHECK(rows_in("a\tb\n1\t2\n") == two);
    CHECK(rows_in("\"a\";\"b\"\n1;2\n") == two);
    CHECK(rows_in("\"a,b,c\";d\n1;2,5\n") == std::vector<Row>{{"a,b,c", "d"}, {"1", "2,5"}});
    CHECK(rows_in("# x;y;z\n\na,b\n1,2\n") == two);
    CHECK(rows_in("a\n1;2\n") == std::vector<Row>{{"a"}, {"1;2"}});
}

TEST_CASE("lines end in any way, and what is no row is passed over", "[data_table]") {
    const std::vector<Row> rows = {{"a", "b"}, {"1", ""}, {"", ""}, {"last", "#"}};
    CHECK(rows_in("a,b\n1,\n,\nlast,#") == rows);
    CHECK(rows_in("a,b\r\n# why, \"\r\n\r\n1,\r\n,\r\nlast,#\r\n") == rows);
    CHECK(rows_in("a,b\r1,\r,\r\rlast,#\r# why") == rows);
    CHECK(rows_in("\xEF\xBB\xBF# why\na,b\n1,\n,\nlast,#\n") == rows);
    CHECK(rows_in("").empty());
    CHECK(rows_in("\n\n#\n\xEF\xBB\xBF").size() == 1);  // a mark elsewhere is text
    CHECK(rows_in("\"\"\n\" \"\n \n") == std::vector<Row>{{""}, {" "}, {" "}});
}

TEST_CASE("what cannot be divided into cells is said with line and column, the rest is read",
          "[data_table]") {
    const std::string behind = "expected the next cell or line behind a closing quote";
    CHECK(wrong("a,b\n\"1\"x,2\n3,4\n5,\"6\" \n") == Lines{"F:2:4: " + behind, "F:4:6: " + behind});
    CHECK(wrong("a,b\n1,\"2\n3,4\n") == Lines{"F:2:3: the quote that opens here is never closed"});
    CHECK(wrong("\"a\nb\",c,\"d\"e\n") == Lines{"F:2:9: " + behind});
    CHECK(wrong("\xFF\xFE" + std::string("a\0\n\0", 4)) ==
          Lines{"F: is text in UTF-16; save it as UTF-8"});
    CHECK(wrong("PK\3\4" + std::string(9, '\0')) == Lines{"F: is not a text file"});
    for (const size_t bytes : {(size_t{1} << 24) + 1, size_t{40'000'000}}) {
        CHECK(wrong("a\n\"" + std::string(bytes, 'x')) ==
              Lines{"F:2: a row of more than 16 MB: is this a table, and is every quote closed?"});
    }
    CHECK(rows_in(std::string((size_t{1} << 24) - 1, 'x') + "\na\n").size() == 2);
    CHECK(lines_of(problems_of([] { DataTable("nowhere/t.csv"); })) ==
          Lines{"nowhere/t.csv: does not exist"});
    CHECK_THROWS_AS(DataTable("/"), UserError);
}

TEST_CASE("columns are called by name or number", "[data_table]") {
    const TemporaryFolder folder;
    DataTable table(folder.write("t.csv", "at,\"a b\",3\n"));
    REQUIRE(table.next());
    CHECK(table.column("a b") == 1);
    CHECK(table.column("2") == 1);
    CHECK(table.column("3") == 2);
    CHECK_FALSE(table.has_mistakes());
    DataTable numbers(folder.write("n.csv", "2,7,3\n"));
    REQUIRE(numbers.next());
    CHECK(numbers.column("2") == 1);
    CHECK(numbers.column("3") == 2);
    CHECK(numbers.column("7") == 1);
    for (const char* unknown : {"At", "0", "4", "-1", "1.0", ""})
        CHECK_FALSE(table.column(unknown));
    const Lines lines = lines_of(problems_of([&] { table.throw_mistakes(); }));
    REQUIRE(lines.size() == 6);
    CHECK_THAT(lines[0], Catch::EndsWith("t.csv:1: has no column 'At'. Did you mean 'at'?"));
}

TEST_CASE("mistakes are told all at once, ten with their places", "[data_table]") {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("t.csv", "n,m\n1,\"x\ny\"\n2\n\"a\nb\",\"c\"\n" + std::string(20, 'z') +
                                  std::string(40, '\x01') + ",1\n");
    DataTable table(file);
    REQUIRE(table.next());
    std::vector<double> numbers;
    while (table.next()) {
        if (const auto number = table.value(0, "a number", real_number)) numbers.push_back(*number);
        table.value(1, "a count", whole_number);
    }
    CHECK(numbers == std::vector<double>{1, 2});
    table.wrong_file("is no good");
    const std::string strange = "a text that is no name, no number and no time";
    CHECK(lines_of(problems_of([&] { table.throw_mistakes(); })) ==
          Lines{file + ":2:3: expected a count, not " + strange,
                file + ":4: expected a count in column 2, which this row lacks",
                file + ":5:1: expected a number, not " + strange,
                file + ":6:4: expected a count, not 'c'",
                file + ":7:1: expected a number, not " + strange, file + ": is no good"});

    // A long cell is cut, and never within a letter.
    std::string letters = "x";
    while (letters.size() < 120) letters += "é";
    DataTable long_cell(folder.write("t.csv", letters));
    REQUIRE(long_cell.next());
    CHECK_FALSE(long_cell.value(0, "a count", whole_number));
    CHECK(lines_of(problems_of([&] { long_cell.throw_mistakes(); })) ==
          Lines{file + ":1:1: expected a count, not '" + letters.substr(0, 77) + "…'"});

    std::string many = "n\n";
    for (int i = 0; i < 25; ++i) many += "\"x\"x\n";
    CHECK(wrong(many).size() == 11);
    CHECK(wrong(many).back() == "F: and 15 more mistakes");
    CHECK(wrong(many.substr(0, 2 + 11 * 5)).back() == "F: and 1 more mistake");
    CHECK(wrong(many).back() == "F: and 15 more mistakes");
}

TEST_CASE("all bytes of a file are shown, however far its rows are read", "[data_table]") {
    const TemporaryFolder folder;
    std::string text = "\xEF\xBB\xBF\"a\"\"b\"\n";
    while (text.size() < 300'000) text += "\"1\"\"2\"\n\n# why\r\n";
    const std::string file = folder.write("t.csv", text);
    for (size_t rows : {size_t{0}, size_t{1}, size_t{9'000}, SIZE_MAX}) {
        std::string seen;
        DataTable table(file, [&](std::string_view bytes) { seen += bytes; });
        for (size_t i = 0; i < rows && table.next();) ++i;
        table.skip_rest();
        CHECK_FALSE(table.next());
        CHECK((seen == text));
    }
}

// Writes files 0.csv, 1.csv, ... in unusual forms, and what Python's csv reads in each: a row a
// line, cells in hexadecimal digits, or "error".
constexpr auto oracle = R"(
import csv, io, random
csv.field_size_limit(10**9)
draw = random.Random(20)

def save(number, text, plain, separator, mark):
    try:
        rows = list(csv.reader(io.StringIO(plain, newline=''), delimiter=separator, strict=True))
        read = ''.join(','.join(c.encode().hex() for c in row) + '\n' for row in rows if row)
    except csv.Error:
        read = 'error'
    with open(f'{number}.csv', 'wb') as file:
        file.write((b'\xef\xbb\xbf' if mark else b'') + text.encode())
    with open(f'{number}.rows', 'w') as file:
        file.write(read)

# Written by a program: quotes where needed or everywhere, remarks and empty lines between rows.
def written(number, rows, longest):
    separator, end = draw.choice(',;\t'), draw.choice(['\n', '\r\n', '\r'])
    how = draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    pieces = ['a', '1', '.5', ' ', 'x#', '"', '""', ',', ';', '\t', '\n', '\r\n', '\r', 'é', '…']
    cell = lambda: ''.join(draw.choice(pieces) for _ in range(draw.randrange(longest)))
    width = draw.randrange(2, 6)
    text, plain = '', ''
    for i in range(rows):
        row = [cell() if i > 0 else f'c{k}' for k in range(width)]
        out = io.StringIO(newline='')
        csv.writer(out, delimiter=separator, lineterminator=end, quoting=how).writerow(row)
        while draw.random() < 0.2: text += draw.choice(['', '#', '# "why, ' + separator]) + end
        text += out.getvalue()
        plain += out.getvalue()
    save(number, text, plain, separator, draw.random() < 0.3)

for number in range(150): written(number, draw.randrange(1, 9), 7)
for number in range(150, 154): written(number, 400, 300)
# Random characters, most of which are no table.
for number in range(154, 700):
    text = ''.join(draw.choice('"",,\n\ra ') for _ in range(draw.randrange(12)))
    save(number, text, text, ',', False)
)";

TEST_CASE("rows and cells are those that Python reads", "[data_table]") {
    if (!has_python()) return;
    const TemporaryFolder folder;
    Surroundings around;
    around.folder = folder.path();
    const Ended ended = run_python({"-c", oracle}, around);
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    size_t wrong_files = 0;
    size_t rows = 0;
    size_t files = 0;
    for (; std::filesystem::exists(folder.path(std::to_string(files) + ".csv")); ++files) {
        const std::string stem = folder.path(std::to_string(files));
        DataTable table(stem + ".csv");
        std::string ours;
        for (const Row& cells : rows_of(table)) {
            for (size_t i = 0; i < cells.size(); ++i) ours += (i > 0 ? "," : "") + in_hex(cells[i]);
            ours += "\n";
            ++rows;
        }
        if (table.has_mistakes()) ours = "error";
        const std::string theirs = read_text(stem + ".rows");
        wrong_files += theirs == "error" ? 1 : 0;
        CAPTURE(files, read_text(stem + ".csv").substr(0, 500), ours.substr(0, 500),
                theirs.substr(0, 500));
        CHECK((ours == theirs));
    }
    CHECK(files == 700);
    CHECK(rows > 2500);
    CHECK(wrong_files > 100);
    CHECK(wrong_files < 400);
}

}  // namespace
}  // namespace mdisim
