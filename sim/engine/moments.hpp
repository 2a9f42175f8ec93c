// Moments of laws, and of weighted choices between laws.
#pragma once

namespace mdisim {

struct Moments {
    double mean;
    double variance;
};

// The moments of a weighted choice between parts, from the moments of each part.
class Blend {
  public:
    void add(double weight, const Moments& part) {
        if (weight <= 0) return;
        weight_ += weight;
        const double off = part.mean - mean_;
        mean_ += off * weight / weight_;
        spread_ += weight * (part.variance + off * (part.mean - mean_));
    }
    Moments moments() const { return {mean_, spread_ / weight_}; }

  private:
    double weight_ = 0;
    double mean_ = 0;
    double spread_ = 0;
};

}  // namespace mdisim
