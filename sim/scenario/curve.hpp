// Published curves: CSV files below profiles/ with the columns series,metric,x,y. Lines that begin
// with # give the source of the numbers.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

struct CurvePoint {
    std::string series;
    std::string metric;
    double x = 0;
    double y = 0;
};

// Reads a curve. Throws UserError with every wrong line.
std::vector<CurvePoint> read_curve(const std::string& file);

}  // namespace mdisim
