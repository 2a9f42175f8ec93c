#include "sim/report/page/playground.hpp"

#include "sim/report/page/html.hpp"

namespace mdisim {
namespace {

constexpr auto what_to_play_with =
    "<p>Requests of phones are simulated here, in this page, as on the command line and to the "
    "same "
    "bytes: move a slider, and the curves are computed anew. Bands are 95 % intervals, which "
    "shrink "
    "while more is computed; what was there before the first move stays behind in grey.</p>\n"
    "<noscript><p class=\"warning\">The simulator is in this page, but without JavaScript it "
    "cannot "
    "run.</p></noscript>\n"
    "<p class=\"warning\" id=\"missing\" hidden>This browser has no WebAssembly, in which the "
    "simulator is written here. Another browser, or this one with WebAssembly allowed, shows the "
    "page; on the command line <code>mdisim run</code> computes the same.</p>\n"
    "<div id=\"playground\"></div>\n";

}  // namespace

std::string playground_html(const Playground& playground, const PageParts& parts) {
    Node content = Node::object();
    content.set("examples", playground.examples);
    content.set("files", playground.files);
    return page_head("mdisim: what if?", {{"#main", "What if?", true}}, parts) + what_to_play_with +
           "<script id=\"content\" type=\"application/json\">" + json_text(content) +
           "</script>\n<script id=\"module\" type=\"text/plain\">" +
           inline_code(playground.module) + "</script>\n" + page_foot(parts, Draws::figures);
}

}  // namespace mdisim
