#include "sim/report/figures/figure_json.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

template <class T, class Make>
Node nodes_of(const std::vector<T>& values, Make make) {
    Node list = Node::list();
    for (const T& value : values) list.append(make(value));
    return list;
}

Node texts_node(const std::vector<std::string>& texts) {
    return nodes_of(texts, [](const std::string& text) { return Node(text); });
}

Node numbers_node(const std::vector<double>& numbers) {
    return nodes_of(numbers, [](double x) { return Node(x); });
}

Node look_node(const Look& look) {
    Node node = Node::object();
    node.set("label", Node(look.label));
    node.set("colour", Node(look.colour));
    node.set("line", Node(look.line));
    node.set("dashes", numbers_node(dashes_of(look.line)));
    node.set("marker", Node(look.marker));
    node.set("bound", Node(look.bound));
    node.set("competes", Node(look.competes));
    return node;
}

Node curve_node(const Curve& curve) {
    Node node = Node::object();
    node.set("x", nodes_of(curve, [](const auto& point) { return Node(point.first); }));
    node.set("y", nodes_of(curve, [](const auto& point) { return Node(point.second); }));
    return node;
}

// Null if nothing is known about an axis.
Node extent_node(const Extent& extent) { return extent.known() ? extent.domain() : Node(); }

Node range_node(const std::vector<double>& range) {
    return range.empty() ? Node() : numbers_node(range);
}

// The positions of marks along x. The marks of one word are beside each other.
class Positions {
  public:
    explicit Positions(const DrawnFigure& figure)
        : figure_(figure), count_(static_cast<double>(figure.series.size())) {}

    // The width of a bar; a word has the width 1.
    double width() const {
        if (figure_.is(FigureKind::stages)) return 0.82;
        if (figure_.is(FigureKind::areas)) return 0.8;
        return figure_.has_series() ? 0.84 / count_ : 0.66;
    }
    double of(const Mark& mark) const {
        const auto nth = static_cast<double>(mark.series);
        if (!figure_.over_words() || !figure_.has_series() || figure_.is_stacked()) return mark.x;
        if (figure_.is(FigureKind::bars)) return mark.x + (nth - (count_ - 1) / 2) * width();
        return mark.x + 0.5 * ((nth + 0.5) / count_ - 0.5);
    }

  private:
    const DrawnFigure& figure_;
    double count_;
};

// The marks of one series, by column.
Node marks_node(const DrawnFigure& figure, const std::vector<Mark>& marks) {
    Node node = Node::object();
    const auto column = [&](const char* name, auto value_of) {
        node.set(name, nodes_of(marks, [&](const Mark& m) { return Node(value_of(m)); }));
    };
    const Positions positions(figure);
    node.set("series", Node(static_cast<int64_t>(marks.front().series)));
    column("x", [&](const Mark& m) { return positions.of(m); });
    column("y", [](const Mark& m) { return m.y.mean; });
    if (figure.is_stacked()) {
        column("foot", [](const Mark& m) { return m.foot; });
        return node;
    }
    column("low", [](const Mark& m) { return m.y.low; });
    column("high", [](const Mark& m) { return m.y.high; });
    if (figure.is(FigureKind::scatter)) {
        column("x_low", [](const Mark& m) { return m.across.low; });
        column("x_high", [](const Mark& m) { return m.across.high; });
    }
    return node;
}

Node plot_node(const DrawnFigure& figure, const Plot& plot) {
    Node node = Node::object();
    node.set("panel", Node(plot.panel));
    node.set("y", Node(static_cast<int64_t>(plot.nth)));
    Node& marks = node.set("marks", Node::list());
    for (auto from = plot.marks.begin(); from != plot.marks.end();) {
        const auto until = std::find_if(
            from, plot.marks.end(), [&](const Mark& mark) { return mark.series != from->series; });
        marks.append(marks_node(figure, {from, until}));
        from = until;
    }
    node.set("published", nodes_of(plot.published, curve_node));
    Curve ticks;
    const Positions positions(figure);
    for (const Mark& tick : plot.ticks) ticks.emplace_back(positions.of(tick), tick.y.mean);
    node.set("ticks", curve_node(ticks));
    node.set("front", curve_node(plot.front));
    node.set("deadlines", numbers_node(plot.deadlines));
    node.set("deadline_along", curve_node(plot.deadline_along));
    node.set("thresholds", numbers_node(plot.thresholds));
    node.set("threshold_marks", curve_node(plot.threshold_marks));
    return node;
}

Node x_node(const DrawnFigure& figure) {
    Node x = Node::object();
    x.set("label", Node(figure.x_caption));
    x.set("words", texts_node(figure.words));
    x.set("range", range_node(figure.x_range));
    x.set("extent", extent_node(figure.x_extent));
    x.set("lines", nodes_of(figure.figure.x_lines, [](const LineAtX& line) {
              Node node = Node::object();
              node.set("x", Node(line.x));
              node.set("label", Node(line.label));
              return node;
          }));
    return x;
}

Node y_node(const DrawnFigure& figure, size_t nth) {
    const Extent& extent = figure.y_extents[nth];
    Node y = Node::object();
    y.set("label", Node(figure.y_captions[nth]));
    y.set("log", Node(figure.log_y() && extent.known()));
    y.set("range", range_node(figure.y_range));
    y.set("extent", extent_node(extent));
    return y;
}

}  // namespace

Node figure_document(const DrawnFigure& figure) {
    Node node = Node::object();
    node.set("name", Node(figure.figure.name));
    node.set("kind", Node(names_of(Tag<FigureKind>{})[static_cast<size_t>(figure.figure.kind)]));
    node.set("title", Node(figure.figure.title));
    node.set("across", Node(figure.figure.across));
    node.set("steps", Node(figure.figure.over_time()));
    node.set("series", nodes_of(figure.series, look_node));
    node.set("x", x_node(figure));
    Node& all_y = node.set("y", Node::list());
    for (size_t nth = 0; nth < figure.figure.y.size(); ++nth) all_y.append(y_node(figure, nth));
    node.set("bar_width", Node(Positions(figure).width()));
    node.set("front_steps", Node(std::string(figure.front_steps())));
    node.set("plots", nodes_of(figure.plots, [&](const Plot& p) { return plot_node(figure, p); }));
    Node& legend = node.set("legend", Node::object());
    legend.set("title", Node(figure.legend.title));
    legend.set("labels", texts_node(figure.legend.labels));
    return node;
}

// Drawings and captions of other numbers than those of the document beside them would pass for
// current ones.
static void remove_drawings(fs::path file) {
    std::error_code ignored;  // what cannot be removed cannot be drawn either, and that is told
    for (const char* form : {".svg", ".pdf", ".png", ".txt", ".tex"}) {
        fs::remove(file.replace_extension(form), ignored);
    }
}

void write_figures(const std::string& folder, const std::vector<DrawnFigure>& figures) {
    const fs::path target = fs::path(folder) / "figures";
    const auto file_of = [&](const DrawnFigure& figure) {
        return target / (figure.figure.name + ".json");
    };
    std::vector<fs::path> stale;
    if (fs::is_directory(target)) {
        for (const fs::path& file : fs::directory_iterator(target)) {
            const bool kept = std::any_of(figures.begin(), figures.end(),
                                          [&](const auto& f) { return file_of(f) == file; });
            if (file.extension() == ".json" && !kept) stale.push_back(file);
        }
    }
    for (const fs::path& file : stale) {
        fs::remove(file);
        remove_drawings(file);
    }
    if (!figures.empty()) fs::create_directories(target);
    for (const DrawnFigure& figure : figures) {
        const std::string text = dump(figure_document(figure), 1) + "\n";
        const fs::path file = file_of(figure);
        if (fs::exists(file) && read_text(file.string()) == text) continue;
        remove_drawings(file);
        write_file(file.string(), text);
    }
}

}  // namespace mdisim
