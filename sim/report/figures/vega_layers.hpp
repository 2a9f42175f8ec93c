// The parts of Vega-Lite specifications: a frame, layers, and interactions of the pointer. Names,
// scales and numbers are filled in by vega.cpp, vega_axes.cpp and vega_marks.cpp.
#pragma once

namespace mdisim::layers {

// The frame of a specification. The wheel without Ctrl, and a finger, scroll the page.
inline constexpr auto frame = R"({
  "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
  "width": "container", "height": 230, "autosize": {"type": "fit-x", "contains": "padding"},
  "title": {"text": "", "subtitle": ""},
  "params": [{"name": "hidden", "value": []}],
  "data": {"values": "", "format": {"type": "csv", "parse": {"s": "string"}}},
  "transform": [{"filter": "indexof(hidden, datum.s) < 0"}],
  "encoding": {"x": {"field": "x"}, "y": {"field": "y", "type": "quantitative"},
               "color": {"field": "s", "type": "nominal", "legend": null}},
  "layer": []
})";

inline constexpr auto empty_frame = R"({
  "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
  "width": "container", "height": 230, "autosize": {"type": "fit-x", "contains": "padding"},
  "title": {"text": "", "subtitle": ""},
  "params": [{"name": "hidden", "value": []}],
  "data": {"values": [{}]},
  "mark": {"type": "text", "text": "nothing measured", "color": "#5b6673"}
})";

inline constexpr auto zoom = R"({"name": "zoom", "bind": "scales", "select": {
  "type": "interval", "encodings": ["x", "y"], "zoom": "wheel![event.ctrlKey || event.metaKey]",
  "translate":
    "[pointerdown[event.pointerType == 'mouse'], window:pointerup] > window:pointermove!"}})";

inline constexpr auto hover = R"({"name": "hover", "select": {
  "type": "point", "on": "pointerover", "nearest": true, "clear": "pointerout"}})";

inline constexpr auto band = R"({
  "mark": {"type": "area", "opacity": 0.18, "tooltip": null, "clip": true},
  "encoding": {"y": {"field": "lo", "type": "quantitative"}, "y2": {"field": "hi"}}})";

inline constexpr auto line = R"({
  "mark": {"type": "line", "strokeWidth": 2, "tooltip": null, "clip": true},
  "encoding": {"strokeDash": {"field": "s", "type": "nominal", "legend": null}}})";

// Points of a scatter react to the pointer everywhere.
inline constexpr auto points = R"({
  "mark": {"type": "point", "filled": true, "clip": true},
  "encoding": {"shape": {"field": "s", "type": "nominal", "legend": null},
    "opacity": {"condition": {"param": "hover", "empty": false, "value": 1}, "value": 0},
    "size": {"condition": {"param": "hover", "empty": false, "value": 90}, "value": 30}}})";

inline constexpr auto whiskers = R"({
  "mark": {"type": "rule", "strokeWidth": 1.3, "tooltip": null, "clip": true},
  "encoding": {"y": {"field": "lo", "type": "quantitative"}, "y2": {"field": "hi"}}})";

inline constexpr auto whiskers_across = R"({
  "mark": {"type": "rule", "strokeWidth": 1.3, "tooltip": null, "clip": true},
  "encoding": {"x": {"field": "xlo", "type": "quantitative"}, "x2": {"field": "xhi"}}})";

inline constexpr auto bar = R"({
  "mark": {"type": "bar", "clip": true},
  "encoding": {"stroke": {"field": "s", "type": "nominal", "legend": null},
    "strokeWidth": {"condition": {"test": "datum.b == 1", "value": 1.5}, "value": 0},
    "strokeDash": {"condition": {"test": "datum.b == 1", "value": [2, 2]}, "value": [1, 0]},
    "fillOpacity": {"condition": {"test": "datum.b == 1", "value": 0.001}, "value": 1}}})";

inline constexpr auto stacked_area = R"({"mark": {"type": "area", "tooltip": null, "clip": true},
  "encoding": {"order": {"field": "k", "type": "quantitative"}}})";

inline constexpr auto stacked_bar = R"({"mark": {"type": "bar", "clip": true},
  "encoding": {"order": {"field": "k", "type": "quantitative"}}})";

inline constexpr auto stage = R"({
  "mark": {"type": "bar", "clip": true},
  "encoding": {"y": {"field": "lo", "type": "quantitative"}, "y2": {"field": "hi"}}})";

inline constexpr auto published = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {
    "c": "string", "x": "number", "y": "number"}}},
  "mark": {"type": "line", "strokeWidth": 5, "opacity": 0.45, "clip": true},
  "encoding": {"color": {"value": "#777777"}, "detail": {"field": "c"},
               "tooltip": {"value": "published"}}})";

inline constexpr auto ticks = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"s": "string", "y": "number"}}},
  "transform": [{"filter": "indexof(hidden, datum.s) < 0"}],
  "mark": {"type": "tick", "orient": "horizontal", "thickness": 3, "size": 16, "clip": true},
  "encoding": {"color": {"value": "#777777"},
               "tooltip": [{"field": "y", "type": "quantitative", "title": "published"}]}})";

inline constexpr auto x_lines = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"x": "number", "label": "string"}}},
  "mark": {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 1.3, "clip": true},
  "encoding": {"y": {"value": 0}, "y2": {"value": "height"}, "color": {"value": "#777777"},
               "tooltip": [{"field": "label", "title": "line"}]}})";

inline constexpr auto names_of_x_lines = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"x": "number", "label": "string"}}},
  "mark": {"type": "text", "angle": 270, "align": "right", "baseline": "bottom", "dy": -3,
           "fontSize": 11, "tooltip": null, "clip": true},
  "encoding": {"y": {"value": 4}, "color": {"value": "#777777"},
               "text": {"field": "label"}}})";

inline constexpr auto front = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"x": "number", "y": "number"}}},
  "mark": {"type": "line", "strokeWidth": 1.2, "clip": true},
  "encoding": {"color": {"value": "#777777"}, "tooltip": {"value": "Pareto front"}}})";

inline constexpr auto deadline = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"y": "number"}}},
  "mark": {"type": "rule", "strokeDash": [6, 3], "color": "#1c2430", "strokeWidth": 1.4},
  "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "color": {"value": "#1c2430"},
    "tooltip": [{"field": "y", "title": "deadline, ms"
}]
}
})";

inline constexpr auto deadline_along = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"x": "number", "y": "number"}}},
  "mark": {"type": "line", "strokeDash": [6, 3], "strokeWidth": 1.2, "clip": true},
  "encoding": {"color": {"value": "#1c2430"}, "tooltip": {"value": "deadline"}}})";

inline constexpr auto threshold = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"y": "number"}}},
  "mark": {"type": "rule", "strokeDash": [2, 2], "strokeWidth": 1.4},
  "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "color": {"value": "#c0504a"},
               "tooltip": [{"field": "y", "type": "quantitative", "title": "threshold"}]}})";

inline constexpr auto threshold_marks = R"({
  "data": {"values": "", "format": {"type": "csv", "parse": {"x": "number", "y": "number"}}},
  "mark": {"type": "tick", "orient": "horizontal", "thickness": 3, "size": 16, "clip": true},
  "encoding": {"color": {"value": "#c0504a"},
               "tooltip": [{"field": "y", "type": "quantitative", "title": "threshold"}]}})";

inline constexpr auto request_axis = R"({"labelAngle": 0, "labelOverlap": "parity"})";

}  // namespace mdisim::layers
