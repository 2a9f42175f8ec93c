#include "sim/report/page/playground.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "sim/report/page/shell.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

size_t times(const std::string& text, const std::string& part) {
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a playground has scenarios and the simulator in it, which end no script", "[report]") {
    const PageParts parts{"", "play();", {"draw();"}, "1"};
    Playground playground;
    const size_t plain = times(playground_html(playground, parts), "</script>");
    Node example = Node::object();
    example.set("id", Node(std::string("</script><b>")));
    playground.examples.append(std::move(example));
    playground.files.set("a.csv", Node(std::string("x\n</script>1")));
    playground.module = "const end = '</script>' + wasm;";
    const std::string html = playground_html(playground, parts);
    CHECK(times(html, "</script>") == plain);
    CHECK(times(html, "<b>") == 1);  // of the dialog of keys
    CHECK_THAT(html, Catch::Contains("const end = '<\\/script>' + wasm;"));
    const std::string begin = "<script id=\"content\" type=\"application/json\">";
    const size_t at = html.find(begin) + begin.size();
    const Node content = parse_document(html.substr(at, html.find("</script>", at) - at), "page");
    CHECK(content.find("examples")->items.at(0).find("id")->text == "</script><b>");
    CHECK(content.find("files")->find("a.csv")->text == "x\n</script>1");
}

}  // namespace mdisim
