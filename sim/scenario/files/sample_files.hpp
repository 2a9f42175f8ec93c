// Samples of laws that are recorded in files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"

namespace mdisim {

// The samples of a law's file in their order there, in the unit of the law ("ms", or empty for a
// number without one). Throws UserError with all mistakes in the file. Requires a law with a file.
std::vector<double> read_samples(const Empirical& law, const std::string& unit);

// Reads each file of samples once, and shares what it holds between laws.
class SampleFiles {
  public:
    // The samples in rising order. Requires the file's digest.
    const Column<double>& sorted(const Empirical& law, const std::string& unit);
    // The law that is fitted to the samples. Requires the file's digest, and a `fit`.
    const Law& fitted(const Empirical& law, const std::string& unit);

  private:
    struct Known {
        Column<double> sorted;
        std::map<FitFamily, Law> fits;
    };
    Known& known(const Empirical& law, const std::string& unit);

    std::map<std::string, Known> known_;  // by digest and settings of the reader
};

}  // namespace mdisim
