// Published curves: CSV files below profiles/ with the columns series,metric,x,y. Lines that begin
// with # say where the numbers come from.
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

// Throws UserError, with their lines, for what is not such a file.
std::vector<CurvePoint> read_curve(const std::string& file);

}  // namespace mdisim
