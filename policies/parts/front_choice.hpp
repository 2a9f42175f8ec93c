// The common part of the place policies split and early_exit: the choice of a phone's front, which
// is the part of a split model that runs on the phone, or a model that may answer itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

// Chooses the front that the options name, or the first front if they name none. The choice is
// among fronts of one kind: if `answers_itself` is true, those that may answer a request
// themselves, else the others.
class FrontChoice {
  public:
    struct Options {
        std::string front;
    };
    static std::vector<Field> fields() {
        return {field("front", &Options::front,
                      "the name of the phone's front; empty: the first one of the right kind")};
    }
    FrontChoice(const Options& options, bool answers_itself)
        : name_(options.front), answers_itself_(answers_itself) {}

    // The placement through the front, or to the cloud if there is no such front.
    Placement placement(const PlaceView& view) const {
        for (uint16_t f = 0; f < view.fronts.size(); ++f) {
            const FrontView& front = view.fronts[f];
            if (fits(front) && (name_.empty() || front.name == name_)) return {true, false, 0, f};
        }
        return {};
    }

    // Throws a UserError if there is no such front.
    void check(const PlaceView& view) const {
        if (placement(view).front != no_front) return;
        std::vector<std::string_view> known;
        for (const FrontView& front : view.fronts) {
            if (fits(front)) known.push_back(front.name);
        }
        const std::string kind = answers_itself_ ? "that may answer itself" : "of a split model";
        throw UserError(name_.empty() ? "the phone has no front " + kind
                                      : "the phone has no front '" + name_ + "' " + kind + "." +
                                            suggestion(name_, known));
    }

  private:
    bool fits(const FrontView& front) const { return (front.exit_share > 0) == answers_itself_; }

    std::string name_;
    bool answers_itself_;
};

}  // namespace mdisim
