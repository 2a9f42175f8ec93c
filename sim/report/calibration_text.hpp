// A calibration in words, in tables and as a document.
#pragma once

#include <string>

#include "sim/judge/calibration.hpp"
#include "sim/report/page/section.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The verdict in words: "agrees within 2 %", "differs: latency p95 +5.1 %".
std::string headline_of(const Calibration& calibration);

// The table of a terminal, without the verdict.
std::string calibration_text(const Calibration& calibration, const TableStyle& style);

Node calibration_document(const Calibration& calibration);

// The table of a page, with the requests that would decide what is undecided.
Table calibration_table(const Calibration& calibration);

}  // namespace mdisim
