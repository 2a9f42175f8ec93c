#include "sim/report/page/html.hpp"

#include <catch2/catch.hpp>
#include <utility>

namespace mdisim {

TEST_CASE("text is shown as it is", "[html]") {
    CHECK(escaped("a <b> & \"c\" ±") == "a &lt;b&gt; &amp; &quot;c&quot; ±");
    CHECK(id_of("mdinference/fig 3_a") == "mdinference-fig-3_a");
}

TEST_CASE("nothing ends a script element before its end", "[html]") {
    Node node = Node::object();
    node.set("s", Node(std::string("</script><!--")));
    const std::string text = json_text(node);
    CHECK(text.find('<') == std::string::npos);
    CHECK(parse_document(text, "").find("s")->text == "</script><!--");
    CHECK(inline_code("a('</script>')+'</script'") == "a('<\\/script>')+'<\\/script'");
}

TEST_CASE("a file in a link reads back", "[html]") {
    CHECK(data_uri("text/csv", "a,\"b c\"\n1%") == "data:text/csv,a,%22b%20c%22%0A1%25");
    CHECK(data_uri("t", "é") == "data:t,%C3%A9");
    for (const auto& [bytes, said] :
         {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
          std::pair("foo", "Zm9v"), std::pair("foobar", "Zm9vYmFy"),
          std::pair("\xff\xfe", "//4=")}) {
        CHECK(bytes_uri("t", bytes) == std::string("data:t;base64,") + said);
    }
}

}  // namespace mdisim
