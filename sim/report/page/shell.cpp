#include "sim/report/page/shell.hpp"

#include <string>
#include <vector>

#include "sim/report/figures/vega_theme.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/page/sha256.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

// What the keys do, shown by "?".
constexpr auto keys_dialog =
    "<dialog id=\"keys\" aria-label=\"Keys\"><p><b>Keys</b></p><dl>"
    "<dt><kbd>/</kbd></dt><dd>search this page</dd>"
    "<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous figure</dd>"
    "<dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>in a figure: the point before and after</dd>"
    "<dt><kbd>↑</kbd> <kbd>↓</kbd></dt><dd>in a figure: the curve above and below</dd>"
    "<dt><kbd>p</kbd></dt><dd>in a figure: hold the others against this curve</dd>"
    "<dt><kbd>Esc</kbd></dt><dd>close, or put away the values</dd>"
    "<dt><kbd>?</kbd></dt><dd>these keys</dd></dl>"
    "<form method=\"dialog\"><button>Close</button></form></dialog>\n";

constexpr auto search_box =
    "<div id=\"search\" role=\"search\" hidden><input type=\"search\" placeholder=\"Search ( / )\" "
    "aria-label=\"Search this page\" aria-controls=\"found\" autocomplete=\"off\">"
    "<ul id=\"found\" hidden></ul></div>";

// What a browser may do with the page: run the page's own scripts and no others, show pictures that
// are in the page, and ask nobody for anything. Vega makes functions of expressions, and the
// simulator in a page is a worker that the page makes.
std::string security_policy(const PageParts& parts) {
    std::string scripts = "script-src";
    std::vector<std::string> all = parts.library;
    all.push_back(parts.script);
    for (const std::string& code : all) {
        scripts += " 'sha256-" + sha256_in_base64(inline_code(code)) + "'";
    }
    if (!parts.library.empty()) scripts += " 'unsafe-eval'";
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " + scripts +
           "; style-src 'unsafe-inline'; img-src 'self' file: data: blob:; "
           "connect-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'\">\n";
}

}  // namespace

std::string page_head(const std::string& title, const std::vector<PageLink>& links,
                      const PageParts& parts) {
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
        security_policy(parts) +
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        escaped(title) + "</title>\n<style>\n" + parts.style +
        "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n"
        "<header><nav aria-label=\"Contents\">";
    for (const PageLink& link : links) {
        html += "<a href=\"" + escaped(link.to) + "\"" +
                (link.here ? " aria-current=\"page\"" : "") + ">" + escaped(link.text) + "</a>";
    }
    html += std::string("</nav>") + search_box +
            "<button id=\"help\" type=\"button\" title=\"Keys\" hidden>?</button>"
            "<button id=\"theme\" type=\"button\" hidden>Dark</button></header>\n"
            "<main id=\"main\">\n<h1>" +
            escaped(title) + "</h1>\n";
    return html;
}

std::string page_foot(const PageParts& parts, Draws draws) {
    std::string html =
        "</main>\n<footer>Made by mdisim " + escaped(parts.version) + "</footer>\n" + keys_dialog;
    Node page = Node::object();
    page.set("config", vega_config());
    page.set("dark", dark_inks());
    html += "<script id=\"page\" type=\"application/json\">" + json_text(page) + "</script>\n";
    if (draws == Draws::figures) {
        for (const std::string& code : parts.library) {
            html += "<script>" + inline_code(code) + "</script>\n";
        }
    }
    return html + "<script>" + inline_code(parts.script) + "</script>\n</body>\n</html>\n";
}

std::string command_html(const std::string& command) {
    return "<p class=\"command\"><code>" + escaped(command) +
           "</code> <button type=\"button\" class=\"copy\" data-copy=\"" + escaped(command) +
           "\" hidden>Copy</button></p>\n";
}

}  // namespace mdisim
