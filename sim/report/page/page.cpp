#include "sim/report/page/page.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/registry.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/vega.hpp"
#include "sim/report/figures/vega_theme.hpp"
#include "sim/report/page/claims.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/page/legend.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

constexpr auto export_buttons =
    "<button type=\"button\" data-form=\"png\">PNG</button> "
    "<button type=\"button\" data-form=\"svg\">SVG</button>";
// The group of a scenario: "modipick" for "modipick/fig6".
std::string group_of(const Section& section) {
    return section.name.substr(0, section.name.find('/'));
}

// Whether a scenario is a group by itself, since it is not in a folder.
bool is_alone(const Section& section) { return group_of(section) == section.name; }

// The title of a group: the paper's name in claims, else the title of its policy. A scenario that
// is a group by itself keeps its name.
std::string title_of(const std::vector<Section>& sections, const std::string& group) {
    for (const Section& s : sections) {
        if (group_of(s) != group || s.judgements.empty()) continue;
        const std::string& paper = s.judgements.front().paper;
        return paper.substr(0, paper.find(','));
    }
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->name == group) return entry->title;
    }
    for (const Section& s : sections) {
        if (group_of(s) == group && is_alone(s)) return s.name;
    }
    std::string title = words_of(group);
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return title;
}

std::vector<std::string> groups_of(const std::vector<Section>& sections) {
    std::vector<std::string> groups;
    for (const Section& s : sections) {
        if (!contains(groups, group_of(s))) {
            groups.push_back(group_of(s));
        }
    }
    // Papers first.
    std::stable_partition(groups.begin(), groups.end(), [&](const std::string& group) {
        return std::any_of(sections.begin(), sections.end(), [&](const Section& s) {
            return group_of(s) == group && !s.judgements.empty();
        });
    });
    return groups;
}

// The number of plots beside each other, if there is room: those of a panel, or as many as leave no
// gap.
size_t columns_of(const DrawnFigure& figure) {
    const size_t each = figure.figure.y.size();
    if (!figure.figure.panels.empty() && each > 1 && each <= 3) return each;
    const size_t count = figure.plots.size();
    return count % 3 == 0 || count > 4 ? 3 : std::min<size_t>(count, 2);
}

// A sentence such as "95 rows: all 19 points of the sweep, each with all its policies."
std::string extent_text(const Table& table) {
    std::string text =
        std::to_string(table.rows.size()) + (table.rows.size() == 1 ? " row" : " rows");
    if (table.points > 1) {
        const bool all = table.shown == table.points;
        text += all ? ": all " : ": " + std::to_string(table.shown) + " of ";
        text += std::to_string(table.points) + " points of the sweep, each with all its policies";
    }
    text += ". ";
    if (table.has_bounds) text += "The bound is the most that any decisions could reach. ";
    return text;
}

class Page {
  public:
    Page(const std::vector<Section>& sections, const PageParts& parts)
        : sections_(sections), parts_(parts) {}

    std::string text() {
        head();
        for (const std::string& group : groups_of(sections_)) {
            if (sections_.size() > 1) {
                html_ += "<h2 id=\"" + id_of(group) + "\">" + escaped(title_of(sections_, group)) +
                         "</h2>\n";
            }
            for (const Section& section : sections_) {
                if (group_of(section) == group) add(section);
            }
        }
        foot();
        return std::move(html_);
    }

  private:
    std::string title() const {
        return sections_.size() == 1 ? sections_.front().name : "mdisim: papers and results";
    }

    void head() {
        html_ +=
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
            escaped(title()) + "</title>\n<style>\n" + parts_.style +
            "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n";
        html_ += "<header><nav aria-label=\"Contents\"><a href=\"#main\">Top</a>";
        if (sections_.size() > 1) {
            for (const std::string& group : groups_of(sections_)) {
                html_ += "<a href=\"#" + id_of(group) + "\">" +
                         escaped(title_of(sections_, group)) + "</a>";
            }
        }
        html_ +=
            "</nav><button id=\"theme\" type=\"button\" hidden>Dark</button></header>\n"
            "<main id=\"main\">\n<h1>" +
            escaped(title()) + "</h1>\n";
        if (!parts_.library.empty()) {
            html_ +=
                "<p class=\"hint\">Figures: hover for values; Ctrl and the wheel zoom, a drag "
                "moves, a double click goes back; names below a figure show and hide. "
                "Intervals are 95 %, over replications or the blocks of a log.</p>\n"
                "<noscript><p class=\"hint\">"
                "Without JavaScript there are tables and claims, no figures.</p></noscript>\n";
        }
        html_ += claims_html(sections_);
    }

    void add(const Section& section) {
        const std::string id = id_of(section.name);
        const std::string name = escaped(section.name);
        const std::string begin =
            "<section id=\"s-" + id + "\" data-name=\"" + name + "\" aria-label";
        // If the page or the group has one scenario, a heading above has its name already.
        html_ += sections_.size() == 1 || is_alone(section)
                     ? begin + "=\"" + name + "\">\n"
                     : begin + "ledby=\"h-" + id + "\">\n<h3 id=\"h-" + id + "\"><a href=\"#s-" +
                           id + "\">" + name + "</a></h3>\n";
        if (!section.about.empty()) html_ += "<p>" + escaped(section.about) + "</p>\n";
        for (const std::string& text : section.warnings) {
            html_ += "<p class=\"warning\"><strong>Warning:</strong> " + escaped(text) + "</p>\n";
        }
        calibration(section);
        const bool both = !section.figures.empty() && !section.judgements.empty();
        // Claims are beside figures unless the figures are wide.
        const bool wide = std::any_of(section.figures.begin(), section.figures.end(),
                                      [](const auto& f) { return columns_of(f) > 2; });
        html_ += both && !wide ? "<div class=\"beside\">\n" : "<div>\n";
        if (!section.figures.empty()) {
            html_ += "<div class=\"figures\">\n";
            for (const DrawnFigure& figure : section.figures) add(section, figure);
            html_ += "</div>\n";
        }
        if (!section.judgements.empty()) {
            html_ += "<div class=\"claims\">\n";
            for (const Judgement& j : section.judgements) html_ += claim_html(j);
            html_ += "</div>\n";
        }
        html_ += "</div>\n";
        results(section);
        provenance(section);
        html_ += "</section>\n";
    }

    void add(const Section& section, const DrawnFigure& figure) {
        const std::string id = id_of(section.name) + "--" + id_of(figure.figure.name);
        const std::string& title = figure.figure.title;
        html_ += "<figure id=\"" + id + "\" data-name=\"" +
                 escaped(id_of(section.name) + "-" + figure.figure.name) + "\">\n<figcaption>" +
                 escaped(words_of(figure.figure.name)) +
                 (title.empty() ? "" : ": " + escaped(title)) + "</figcaption>\n";
        if (parts_.library.empty()) {
            drawn(section, figure);
        } else {
            html_ +=
                "<div class=\"plots\" style=\"--columns:" + std::to_string(columns_of(figure)) +
                "\">\n";
            for (const Node& spec : vega_lite(figure)) {
                html_ += "<div class=\"plot\"><script type=\"application/json\">" +
                         json_text(spec) + "</script><div class=\"chart\"></div></div>\n";
            }
            html_ += "</div>\n" + legend_html(figure);
        }
        save(section, figure);
        html_ += "</figure>\n";
    }

    static std::string drawn_file(const Section& section, const DrawnFigure& figure,
                                  const char* form) {
        return section.folder + "/figures/" + figure.figure.name + "." + form;
    }

    // The page makes PNG and SVG from what it shows; the PDF is the drawn figure.
    void save(const Section& section, const DrawnFigure& figure) {
        const std::string pdf = drawn_file(section, figure, "pdf");
        const bool moves = !parts_.library.empty();
        const bool has_pdf = std::filesystem::exists(pdf);
        if (!moves && !has_pdf) return;
        html_ +=
            std::string("<p class=\"export\"") + (has_pdf ? "" : " hidden") + ">Save this figure: ";
        if (moves) html_ += std::string("<span hidden>") + export_buttons + "</span> ";
        if (has_pdf) {
            html_ += "<a title=\"with all that is in the legend\" download=\"" +
                     escaped(id_of(section.name) + "-" + figure.figure.name) + ".pdf\" href=\"" +
                     bytes_uri("application/pdf", read_text(pdf)) + "\">PDF</a>";
        }
        html_ += "</p>\n";
    }

    void drawn(const Section& section, const DrawnFigure& figure) {
        const std::string file = drawn_file(section, figure, "svg");
        if (std::filesystem::exists(file)) {
            html_ += "<img class=\"paper\" alt=\"" + escaped(figure.figure.name) + "\" src=\"" +
                     data_uri("image/svg+xml", read_text(file)) + "\">\n";
        } else {
            html_ += "<p class=\"hint\">This figure has not been drawn.</p>\n";
        }
    }

    static std::string table_html(const Table& table) {
        std::string text = "<table class=\"results\"><thead><tr>";
        for (const std::string& name : table.head) text += "<th>" + escaped(name) + "</th>";
        text += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            text += "<tr>";
            for (size_t c = 0; c < row.size(); ++c) {
                const bool label = c < table.labels;
                text += (label ? "<th scope=\"row\">" : "<td>") + escaped(row[c]) +
                        (label ? "</th>" : "</td>");
            }
            text += "</tr>\n";
        }
        return text + "</tbody></table>";
    }

    void calibration(const Section& section) {
        if (section.verdict.empty()) return;
        html_ += "<p><strong>Beside what was measured: " + escaped(section.verdict) +
                 ".</strong></p>\n" +
                 scrolled("Calibration of " + section.name, table_html(section.calibration)) +
                 "<p class=\"hint\">Differences are simulated less measured, of times in per cent "
                 "of what was measured, of shares in points, with 95 % intervals.</p>\n";
    }

    void results(const Section& section) {
        const Table& table = section.table;
        html_ += "<details" + std::string(sections_.size() == 1 ? " open" : "") +
                 "><summary>Results</summary>\n" +
                 scrolled("Results of " + section.name, table_html(table)) + "<p>";
        html_ += extent_text(table) + "<a download=\"" + id_of(section.name) + ".csv\" href=\"" +
                 data_uri("text/csv;charset=utf-8", section.csv) + "\">" +
                 (table.points == 1 ? std::string("All results")
                                    : "All " + std::to_string(table.points) + " points") +
                 " as CSV</a></p></details>\n";
    }

    void provenance(const Section& section) {
        html_ += "<details><summary>Scenario and provenance</summary>\n<dl>";
        for (const char* key : {"fingerprint", "version", "compiler", "command"}) {
            const Node* value = section.manifest.find(key);
            html_ += std::string("<dt>") + key + "</dt><dd><code>" +
                     escaped(value != nullptr ? value->text : "these results are not complete") +
                     "</code></dd>";
        }
        html_ += "</dl>\n<pre tabindex=\"0\">" +
                 escaped(dump(*section.manifest.find("resolved"), 1)) + "</pre></details>\n";
    }

    void foot() {
        html_ += "</main>\n<footer>Made by mdisim " + escaped(parts_.version) + "</footer>\n";
        if (!parts_.library.empty()) {
            Node page = Node::object();
            page.set("config", vega_config());
            page.set("dark", dark_inks());
            html_ +=
                "<script id=\"page\" type=\"application/json\">" + json_text(page) + "</script>\n";
            for (const std::string& code : parts_.library) {
                html_ += "<script>" + inline_code(code) + "</script>\n";
            }
            html_ += "<script>" + inline_code(parts_.script) + "</script>\n";
        }
        html_ += "</body>\n</html>\n";
    }

    const std::vector<Section>& sections_;
    const PageParts& parts_;
    std::string html_;
};

}  // namespace

std::string page_html(const std::vector<Section>& sections, const PageParts& parts) {
    return Page(sections, parts).text();
}

}  // namespace mdisim
