#include "sim/report/page/section_html.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/vega.hpp"
#include "sim/report/headings.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/page/claims.hpp"
#include "sim/report/page/glossary.hpp"
#include "sim/report/page/groups.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/page/legend.hpp"
#include "sim/report/page/shell.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto export_buttons =
    "<button type=\"button\" data-form=\"png\">PNG</button> "
    "<button type=\"button\" data-form=\"svg\">SVG</button>";

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

std::string table_html(const Table& table, const std::vector<Term>& terms) {
    std::string text = "<table class=\"results sortable\"><thead><tr>";
    for (const std::string& name : table.head) {
        const auto term =
            std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return t.name == name; });
        text += "<th>" + (term == terms.end() ? escaped(name) : term_html(*term)) + "</th>";
    }
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

// What figures have in common that differ in the value of one axis: all but what the pick of this
// index says.
std::string likeness(const Figure& figure, size_t without) {
    std::string text = names_of(Tag<FigureKind>{})[static_cast<size_t>(figure.kind)] + "|" +
                       figure.x + "|" + figure.series + "|" + figure.panels;
    for (const std::string& y : figure.y) text += "|" + y;
    for (const std::string& policy : figure.policies) text += "|p " + policy;
    for (size_t w = 0; w < figure.where.size(); ++w) {
        text += "|w " + figure.where[w].axis;
        if (w == without) continue;
        for (const std::string& label : figure.where[w].labels) text += "=" + label;
    }
    return text;
}

class SectionPage {
  public:
    SectionPage(const Section& section, const SectionStyle& style)
        : section_(section), style_(style), id_(id_of(section.name)) {}

    std::string text() {
        head();
        for (const std::string& warning : section_.warnings) {
            html_ +=
                "<p class=\"warning\"><strong>Warning:</strong> " + escaped(warning) + "</p>\n";
        }
        beside();
        const bool both = !section_.figures.empty() && !section_.judgements.empty();
        // Claims are beside figures unless the figures are wide.
        const bool wide = std::any_of(section_.figures.begin(), section_.figures.end(),
                                      [](const auto& f) { return columns_of(f) > 2; });
        html_ += both && !wide ? "<div class=\"beside\">\n" : "<div>\n";
        if (!section_.figures.empty()) {
            html_ += "<div class=\"figures\">\n";
            for (const DrawnFigure& figure : section_.figures) add(figure);
            html_ += "</div>\n";
        }
        if (!section_.judgements.empty()) {
            html_ += "<div class=\"claims\">\n";
            for (const Judgement& j : section_.judgements) html_ += claim_html(j, section_.words);
            html_ += "</div>\n";
        }
        html_ += "</div>\n";
        if (!style_.play.empty()) {
            html_ += "<details class=\"try\" data-play=\"" + escaped(style_.play) +
                     "\" hidden><summary>Try it: move what is in this scenario, and see the curves "
                     "follow</summary></details>\n";
        }
        results();
        provenance();
        return std::move(html_) + "</section>\n";
    }

  private:
    void head() {
        const std::string name = escaped(section_.name);
        html_ += "<section id=\"s-" + id_ + "\" data-name=\"" + name + "\" aria-label";
        if (style_.heading.empty()) {
            html_ += "=\"" + name + "\">\n";
        } else {
            html_ += "ledby=\"h-" + id_ + "\">\n<h3 id=\"h-" + id_ + "\"><a href=\"#s-" + id_ +
                     "\">" + escaped(style_.heading) + "</a>" + chips_html(section_) + "<small>" +
                     name + "</small></h3>\n";
        }
        // The heading may say it all.
        const std::string& about = section_.about;
        const bool said = !style_.heading.empty() && (about.ends_with(style_.heading) ||
                                                      about.ends_with(style_.heading + "."));
        if (!about.empty() && !said) html_ += "<p>" + escaped(about) + "</p>\n";
        if (section_.judgements.empty() && style_.ours) {
            html_ += "<p class=\"hint\">No claim here: our question.</p>\n";
        }
    }

    void add(const DrawnFigure& figure) {
        const std::string& name = figure.figure.name;
        const std::string& title = figure.figure.title;
        html_ += "<figure id=\"" + id_ + "--" + id_of(name) + "\" data-name=\"" +
                 escaped(id_ + "-" + name) + "\"" + swept(figure) + ">\n<figcaption>" +
                 escaped(figure_heading(name)) + (title.empty() ? "" : ": " + escaped(title)) +
                 "</figcaption>\n";
        if (style_.draws) {
            html_ +=
                "<div class=\"plots\" style=\"--columns:" + std::to_string(columns_of(figure)) +
                "\">\n";
            for (const Node& spec : vega_lite(figure)) {
                html_ += "<div class=\"plot\"><script type=\"application/json\">" +
                         json_text(spec) + "</script><div class=\"chart\"></div></div>\n";
            }
            html_ +=
                "</div>\n" + legend_html(figure) + "<noscript>" + drawing(name) + "</noscript>\n";
        } else {
            html_ += drawing(name);
        }
        if (!figure.note.empty()) html_ += "<p class=\"note\">" + escaped(figure.note) + "</p>\n";
        save(name);
        html_ += "</figure>\n";
    }

    // If figures of a section are the same but for the number of one axis, scripts show one of them
    // and a slider along the axis: this says which axis, which number, and which figures they are.
    std::string swept(const DrawnFigure& figure) const {
        const std::vector<Pick>& where = figure.figure.where;
        for (size_t w = 0; w < where.size(); ++w) {
            if (where[w].labels.size() != 1 || !real_number(where[w].labels.front())) continue;
            const std::string own = likeness(figure.figure, w);
            const auto alike =
                std::count_if(section_.figures.begin(), section_.figures.end(), [&](const auto& f) {
                    return f.figure.where.size() == where.size() &&
                           f.figure.where[w].labels.size() == 1 && likeness(f.figure, w) == own;
                });
            if (alike < 2) continue;
            return " data-swept=\"" + escaped(own) + "\" data-axis=\"" +
                   escaped(caption_of_axis(where[w].axis).label) + "\" data-at=\"" +
                   escaped(where[w].labels.front()) + "\"";
        }
        return "";
    }

    // A link to a file of the results folder, or the file itself in a link.
    std::string uri_of(const std::string& file, const std::string& type) const {
        if (!style_.from.empty()) {
            return escaped(fs::proximate(file, style_.from).generic_string());
        }
        const std::string content = read_text(file);
        return type == "application/pdf" ? bytes_uri(type, content) : data_uri(type, content);
    }

    // What is drawn already. An image that does not move takes the place of one that does.
    std::string drawing(const std::string& name) const {
        const std::string file = drawn_file(section_, name, "svg");
        if (!fs::exists(file)) return "<p class=\"hint\">This figure has not been drawn.</p>\n";
        return "<img class=\"paper\" loading=\"lazy\" alt=\"" + escaped(name) + "\" src=\"" +
               uri_of(file, "image/svg+xml") + "\">\n";
    }

    // The page makes PNG and SVG from what it shows; the PDF is the drawn figure.
    void save(const std::string& name) {
        const std::string pdf = drawn_file(section_, name, "pdf");
        const std::string caption = drawn_file(section_, name, "tex");
        const bool has_pdf = fs::exists(pdf);
        if (!style_.draws && !has_pdf) return;
        const auto link = [&](const std::string& file, const char* type, const char* text) {
            const std::string form = fs::path(file).extension().string();
            html_ +=
                std::string("<a title=\"") +
                (form == ".pdf" ? "with all that is in the legend" : "what it shows, in LaTeX") +
                "\" download=\"" + escaped(id_ + "-" + name) + form + "\" href=\"" +
                uri_of(file, type) + "\">" + text + "</a>";
        };
        html_ +=
            std::string("<p class=\"export\"") + (has_pdf ? "" : " hidden") + ">Save this figure: ";
        if (style_.draws) html_ += std::string("<span hidden>") + export_buttons + "</span> ";
        if (has_pdf) link(pdf, "application/pdf", "PDF");
        if (has_pdf && fs::exists(caption)) {
            html_ += " ";
            link(caption, "text/plain;charset=utf-8", "caption");
        }
        html_ += "</p>\n";
    }

    void beside() {
        if (!section_.beside) return;
        const Beside& two = *section_.beside;
        html_ += "<p><strong>" + escaped(two.verdict) + ".</strong></p>\n";
        if (!two.table.rows.empty())
            html_ += scrolled(two.label, table_html(two.table, section_.terms));
        html_ += "<p class=\"hint\">" + escaped(two.note) + "</p>\n";
    }

    // The numbers of the whole sweep: in the page or, where it may link to files, metrics.csv.
    std::string csv_uri() const {
        const std::string file = section_.folder + "/metrics.csv";
        if (!style_.from.empty() && fs::exists(file)) return uri_of(file, "text/csv");
        return data_uri("text/csv;charset=utf-8", section_.csv);
    }

    void results() {
        const Table& table = section_.table;
        html_ += "<details" + std::string(style_.open ? " open" : "") +
                 "><summary>Results</summary>\n" +
                 scrolled("Results of " + section_.name, table_html(table, section_.terms)) + "<p>";
        html_ += extent_text(table) + "<a download=\"" + id_ + ".csv\" href=\"" + csv_uri() +
                 "\">" +
                 (table.points == 1 ? std::string("All results")
                                    : "All " + std::to_string(table.points) + " points") +
                 " as CSV</a></p></details>\n";
    }

    // The command that makes these results alone. Those of a changed scenario were made by the
    // command that changed it.
    std::string command() const {
        const Node* whole = section_.manifest.find("command");
        if (whole == nullptr) return "";
        const std::string file = "scenarios/" + section_.name + ".json";
        const bool changed = whole->text.find(" --set") != std::string::npos ||
                             whole->text.find(" --over") != std::string::npos;
        const bool named = whole->text.find(file) != std::string::npos;
        return changed || !named ? whole->text : "mdisim run " + file;
    }

    void provenance() {
        html_ += "<details><summary>Scenario and provenance</summary>\n" + command_html(command()) +
                 "<dl>";
        for (const char* key : {"fingerprint", "version", "compiler"}) {
            const Node* value = section_.manifest.find(key);
            html_ += std::string("<dt>") + key + "</dt><dd><code>" +
                     escaped(value != nullptr ? value->text : "these results are not complete") +
                     "</code></dd>";
        }
        html_ += "</dl>\n";
        const std::string file = section_.folder + "/manifest.json";
        if (!style_.from.empty() && fs::exists(file)) {
            html_ += "<p><a href=\"" + uri_of(file, "application/json") +
                     "\">The whole scenario</a>, with all that it takes from profiles</p>";
        } else {
            html_ += "<pre tabindex=\"0\">" +
                     escaped(dump(*section_.manifest.find("resolved"), 1)) + "</pre>";
        }
        html_ += "</details>\n";
    }

    const Section& section_;
    const SectionStyle& style_;
    const std::string id_;
    std::string html_;
};

}  // namespace

std::string section_html(const Section& section, const SectionStyle& style) {
    return SectionPage(section, style).text();
}

}  // namespace mdisim
