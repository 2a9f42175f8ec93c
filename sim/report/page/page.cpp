#include "sim/report/page/page.hpp"

#include <string>
#include <utility>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/headings.hpp"
#include "sim/report/page/claims.hpp"
#include "sim/report/page/glossary.hpp"
#include "sim/report/page/groups.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/page/section_html.hpp"

namespace mdisim {
namespace {

constexpr auto how_to_read =
    "<p class=\"hint\">Figures: move over them for the values of all curves, or step through them "
    "with the arrow keys; <kbd>?</kbd> lists all keys. Ctrl and the wheel zoom, a drag moves, a "
    "double click goes back; names below a figure show and hide.</p>\n"
    "<noscript><p class=\"hint\">Without JavaScript figures stand still.</p></noscript>\n";

constexpr auto title_of_all = "mdisim: what papers claim, and what comes out";
constexpr auto what_it_is =
    "<p>A phone wants an answer by a deadline. A model in the cloud is more accurate, if the "
    "network "
    "leaves it the time; a model on the phone is there in any case. Papers say how to choose, and "
    "state numbers. mdisim simulates what they describe, and each number is a claim with a verdict "
    "here. A count in the table shows its claims, a name leads to the paper's figures.</p>\n";

std::string heading_in(const Group& group, const Section& section) {
    return heading_of(section.about, group.title, section.name);
}

SectionStyle style_of(const Group& group, const Section& section, const PageParts& parts) {
    SectionStyle style;
    style.draws = !parts.library.empty();
    // If the group has one scenario, the heading above has its name already.
    if (!group.is_alone()) style.heading = heading_in(group, section);
    style.ours = !group.is_alone();
    return style;
}

std::vector<Term> terms_of(const std::vector<const Section*>& sections) {
    std::vector<Term> terms;
    for (const Section* section : sections) {
        terms.insert(terms.end(), section->terms.begin(), section->terms.end());
    }
    return terms;
}

// The contents of a page: its sections, with the verdicts on their claims.
std::string contents_html(const Group& group) {
    if (group.sections.size() < 2) return "";
    std::string html = "<details class=\"contents\" open><summary>On this page</summary><ul>\n";
    for (const Section* section : group.sections) {
        html += "<li><a href=\"#s-" + id_of(section->name) + "\">" +
                escaped(heading_in(group, *section)) + "</a>" + chips_html(*section) + "</li>\n";
    }
    return html + "</ul></details>\n";
}

Draws draws_in(const PageParts& parts) {
    return parts.library.empty() ? Draws::nothing : Draws::figures;
}

// A group on the first page: its drawing, what it is about, how much there is.
std::string card_html(const Group& group, const std::string& link) {
    size_t figures = 0;
    for (const Section* section : group.sections) figures += section->figures.size();
    const std::string file = thumbnail_of(group);
    std::string html = link.empty() ? "<li><div>" : "<li><a href=\"" + escaped(link) + "\">";
    if (!file.empty()) {
        html += "<img alt=\"\" src=\"" + data_uri("image/svg+xml", read_text(file)) + "\">";
    }
    html += "<b>" + escaped(group.title) + "</b>" + (link.empty() ? "</div>" : "</a>");
    const std::string about =
        sentence_about(group.title, heading_in(group, *group.sections.front()));
    return html + "<p>" + escaped(about) + "</p><p class=\"hint\">" +
           counted(group.sections.size(), "scenario") + ", " + counted(figures, "figure") +
           "</p></li>\n";
}

}  // namespace

std::string page_html(const std::vector<Section>& sections, const PageParts& parts) {
    const std::vector<Group> groups = groups_of(sections);
    const bool one = sections.size() == 1;
    std::vector<PageLink> links = {{"#main", "Top"}};
    for (const Group& group : groups) {
        if (!one) links.push_back({"#" + id_of(group.name), group.title});
    }
    const Section& first = *groups.front().sections.front();
    std::string html = page_head(one ? first.name : title_of_all, links, parts);
    if (!parts.library.empty()) html += how_to_read;
    html += claims_html(sections, [](const Section&, const std::string& anchor) {
        return anchor.empty() ? std::string() : "#" + anchor;
    });
    std::vector<const Section*> all;
    for (const Group& group : groups) {
        if (!one) {
            html += "<h2 id=\"" + id_of(group.name) + "\">" + escaped(group.title) + "</h2>\n";
        }
        for (const Section* section : group.sections) {
            SectionStyle style = style_of(group, *section, parts);
            style.open = one;
            if (one) style.heading.clear();
            style.ours = style.ours && !one;
            html += section_html(*section, style);
            all.push_back(section);
        }
    }
    return html + glossary_html(terms_of(all)) + page_foot(parts, draws_in(parts));
}

std::string front_html(const std::vector<Section>& sections, const PageParts& parts,
                       const std::string& pages) {
    const auto page_of = [&](const std::string& group) {
        return pages.empty() ? "" : pages + "/" + group + ".html";
    };
    const std::vector<Group> groups = groups_of(sections);
    std::vector<PageLink> links = {{"#main", "Papers", true}};
    std::string cards;
    for (const Group& group : groups) {
        if (!pages.empty()) links.push_back({page_of(group.name), group.title});
        cards += card_html(group, page_of(group.name));
    }
    return page_head(title_of_all, links, parts) + what_it_is +
           claims_html(sections,
                       [&](const Section& section, const std::string& anchor) {
                           const std::string page = page_of(group_of(section.name));
                           return page.empty() || anchor.empty() ? page : page + "#" + anchor;
                       }) +
           "<h2 id=\"pages\">Scenarios and figures</h2>\n<ul class=\"cards\">\n" + cards +
           "</ul>\n" + glossary_html({}) + page_foot(parts, Draws::nothing);
}

std::vector<std::pair<std::string, std::string>> site_pages(const std::vector<Section>& sections,
                                                            const PageParts& parts,
                                                            const std::string& folder,
                                                            const std::string& front,
                                                            const PlayedScenarios& played) {
    std::vector<std::pair<std::string, std::string>> pages;
    const std::vector<Group> groups = groups_of(sections);
    for (const Group& group : groups) {
        std::vector<PageLink> links = {{front, "Papers"}};
        for (const Group& other : groups) {
            links.push_back({other.name + ".html", other.title, other.name == group.name});
        }
        std::string html = page_head(group.title, links, parts);
        html += "<p>" + escaped(sentence_about(group.title, "")) + "</p>\n";
        if (!parts.library.empty()) html += how_to_read;
        html += contents_html(group);
        for (const Section* section : group.sections) {
            SectionStyle style = style_of(group, *section, parts);
            style.from = folder;
            if (played.names.contains(section->name))
                style.play = played.page + "#" + section->name;
            html += section_html(*section, style);
        }
        html += glossary_html(terms_of(group.sections)) + page_foot(parts, draws_in(parts));
        pages.emplace_back(group.name + ".html", std::move(html));
    }
    return pages;
}

}  // namespace mdisim
