#include "sim/report/tables/plain_table.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "sim/describe/letters.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

PlainTable made_up() {
    PlainTable table;
    table.title = "made up";
    table.columns = {{"policy", "policy"},
                     {"share", "share %", PlainKind::interval, 100, 1},
                     {"count", "count", PlainKind::number, 1, 0}};
    table.rows = {{{"a, \"b\" & c"}, {"", {0.5, 0.49, 0.51}}, {"", {3, 3, 3}}},
                  {{"d|e_f"}, {"", {0.25, 0.2496, 0.2504}}, {}}};
    table.notes = {"a note"};
    return table;
}

}  // namespace

TEST_CASE("numbers have the digits that their intervals show", "[tables]") {
    const PlainColumn column{"x", "x", PlainKind::interval, 100, 1};
    CHECK(shown_number(column, {0.5, 0.4, 0.6}) == "50.0 ±10.0");
    CHECK(shown_number(column, {0.5, 0.49, 0.51}) == "50.0 ±1.0");
    CHECK(shown_number(column, {0.5, 0.4996, 0.5004}) == "50.000 ±0.040");
    CHECK(shown_number(column, {0.5, 0.5, 0.5}) == "50.0");
    CHECK(shown_number(column, {0.9, 0.7, 0.95}) == "90.0 [70.0, 95.0]");
    CHECK(shown_number(column, {nan, nan, nan}) == "-");
    const PlainColumn change{"x", "x", PlainKind::interval, 1, 0, true};
    CHECK(shown_number(change, {30, 20, 40}) == "+30 ±10");
    CHECK(shown_number(change, {-30, -40, -20}) == "-30 ±10");
}

TEST_CASE("a table is written in five formats", "[tables]") {
    const PlainTable table = made_up();
    CHECK(written(table, TableFormat::csv) ==
          "policy,share,share_low,share_high,count\n"
          "\"a, \"\"b\"\" & c\",0.5,0.49,0.51,3\n"
          "d|e_f,0.25,0.2496,0.2504,nan\n");
    CHECK(written(table, TableFormat::table) ==
          "made up\n"
          "policy            share %  count\n"
          "a, \"b\" & c      50.0 ±1.0      3\n"
          "d|e_f       25.000 ±0.040      -\n"
          "a note\n");
    CHECK(written(table, TableFormat::markdown) ==
          "### made up\n\n"
          "| policy | share % | count |\n"
          "|---|--:|--:|\n"
          "| a, \"b\" & c | 50.0 ±1.0 | 3 |\n"
          "| d\\|e_f | 25.000 ±0.040 | - |\n"
          "\na note\n");
    CHECK(written(table, TableFormat::latex) ==
          "% needs \\usepackage{booktabs}\n% made up\n% a note\n"
          "\\begin{tabular}{lrr}\n\\toprule\n"
          "policy & share \\% & count \\\\\n\\midrule\n"
          "a, \"b\" \\& c & 50.0 $\\pm$1.0 & 3 \\\\\n"
          "d|e\\_f & 25.000 $\\pm$0.040 & -- \\\\\n"
          "\\bottomrule\n\\end{tabular}\n");
    const Node document = parse_document(written(table, TableFormat::json), "table");
    const Node& row = document.find("rows")->items[0];
    CHECK(row.find("policy")->text == "a, \"b\" & c");
    CHECK(row.find("share")->find("low")->as_number() == 0.49);
    CHECK(row.find("count")->as_number() == 3);
    CHECK(document.find("rows")->items[1].find("count")->kind == Node::Kind::null);
}

TEST_CASE("a table fits a terminal, and groups of rows have a heading", "[tables]") {
    PlainTable table = made_up();
    table.columns[0].title = "policy of a long name";
    table.rows[0][0].words = std::string(120, 'x');
    for (const std::string& line : lines_of(written(table, TableFormat::table)))
        CHECK(letters(line) <= 80);
    // Intervals that do not fit beside the numbers are left out, and the table says so.
    for (int i = 0; i < 6; ++i) {
        table.columns.push_back({"more", "more", PlainKind::interval, 100, 1});
        for (std::vector<PlainCell>& row : table.rows) row.push_back({"", {0.5, 0.1, 0.52}});
    }
    const std::string narrow = written(table, TableFormat::table);
    CHECK_THAT(narrow, Catch::Contains("intervals of more, more"));
    for (const std::string& line : lines_of(narrow)) CHECK(letters(line) <= 80);
    PlainTable grouped;
    grouped.grouped = true;
    grouped.columns = {{"at", "at"}, {"policy", "policy"}};
    grouped.rows = {{{"x=1"}, {"a"}}, {{"x=1"}, {"b"}}, {{"x=2"}, {"a"}}};
    CHECK(written(grouped, TableFormat::table) == "policy\nx=1\na\nb\nx=2\na\n");
    CHECK(written(grouped, TableFormat::csv) == "at,policy\nx=1,a\nx=1,b\nx=2,a\n");
}

TEST_CASE("names stay readable while intervals can be left out", "[tables]") {
    PlainTable table;
    table.columns = {{"policy", "policy"}};
    table.rows = {{{"mdinference with a copy"}}};
    for (int i = 0; i < 5; ++i) {
        table.columns.push_back({"share", "share %", PlainKind::interval, 100, 1});
        table.rows[0].push_back({"", {0.5, 0.1, 0.52}});
    }
    const std::string text = written(table, TableFormat::table);
    CHECK_THAT(text, Catch::Contains("mdinference with a"));
    CHECK_THAT(text, Catch::Contains("intervals of share %"));
}

TEST_CASE("a table of many axes and a long heading fits a terminal", "[tables]") {
    PlainTable table;
    table.grouped = true;
    table.columns = {{"at", "at"}};
    table.rows = {{{"network.latency.cv=0.5, servers.replicas=4, " + std::string(60, 'x')}}};
    const auto fits = [&] {
        for (const std::string& line : lines_of(written(table, TableFormat::table)))
            CHECK(letters(line) <= 80);
    };
    for (int i = 0; i < 5; ++i) {
        table.columns.push_back({"axis", "an axis of the sweep"});
        table.rows[0].push_back({"network.profile"});
        fits();
    }
    for (int i = 0; i < 5; ++i) {
        table.columns.push_back({"share", "share %", PlainKind::interval, 100, 1});
        table.rows[0].push_back({"", {0.5, 0.1, 0.52}});
        fits();
    }
    CHECK_THAT(written(table, TableFormat::table),
               Catch::Contains("see --format csv: share %, share %"));
}

TEST_CASE("LaTeX is shown what was written", "[tables]") {
    CHECK(in_latex("50 % of $x_1 {a} #2 ~ ^ \\ ±3, 2 < 3") ==
          "50 \\% of \\$x\\_1 \\{a\\} \\#2 \\textasciitilde{} \\textasciicircum{} "
          "\\textbackslash{} $\\pm$3, 2 $<$ 3");
}

}  // namespace mdisim
