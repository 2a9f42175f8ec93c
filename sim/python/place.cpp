// Policies that are written in Python and decide on the phone: where a request goes, and where a
// picture is shrunk.
#include <memory>
#include <span>
#include <string>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/columns.hpp"
#include "sim/python/options.hpp"
#include "sim/python/policies.hpp"
#include "sim/python/views.hpp"

namespace mdisim {
namespace {

// A word stands for a placement with the usual model of the phone.
Placement placement_in(const py::object& answer, const PlaceView& view) {
    if (py::isinstance<Placement>(answer)) return answer.cast<Placement>();
    Placement placement;
    placement.phone_model = view.usual_model;
    const std::string word =
        py::isinstance<py::str>(answer) ? answer.cast<std::string>() : std::string();
    if (word != "cloud" && word != "phone" && word != "both") {
        throw WrongAnswer("answered " + std::string(py::repr(answer)) +
                          ", not 'cloud', 'phone', 'both' or a Placement");
    }
    placement.cloud = word != "phone";
    placement.phone = word != "cloud";
    return placement;
}

void check_placement(const Placement& placement, const LentPlace& lent, bool late_copies) {
    const PlaceView& view = *lent.view;
    if (!placement.cloud && !placement.phone) throw WrongAnswer("sent a request nowhere");
    if (placement.phone && !lent.models->has(placement.phone_model)) {
        throw WrongAnswer("used model " + std::to_string(placement.phone_model) +
                          " of the phone, which has " + std::to_string(lent.models->size()));
    }
    const bool front = placement.front != no_front;
    if (front && (placement.front >= view.fronts.size() || placement.phone || !placement.cloud)) {
        throw WrongAnswer("used a front that is not there, or a copy beside it");
    }
    if (placement.copy_is_late() && !(placement.cloud && placement.phone && late_copies)) {
        throw WrongAnswer(
            "let a copy begin late: the class needs 'late_copies = True', and a copy "
            "goes with a request in the cloud");
    }
}

class PythonPlace final : public Place {
  public:
    PythonPlace(const PythonPolicy& policy, const PolicyOptions& options)
        : policy_(policy), instance_(policy.entry.name, [&] { return policy.instance(options); }) {}

    Placement choose(const PlaceView& view, Draw& draw) const override {
        Placement placement;
        instance_.ask({"choose", draw.address(), 1}, [&](const py::object& self) {
            shown_.lent().lend(view, draw);
            const Loan loan(shown_.lent());
            placement = placement_in(self.attr("choose")(shown_.object()), view);
            check_placement(placement, shown_.lent(), policy_.entry.needs.late_copies);
        });
        return placement;
    }
    void remember(const PlaceView& view, const Placement& placement) override {
        if (!policy_.entry.needs.remembering) return;
        instance_.ask(Occasion("remember"), [&](const py::object& self) {
            shown_.lent().lend(view, Draw(0, {}));
            const Loan loan(shown_.lent());
            self.attr("remember")(shown_.object(), placement);
        });
    }
    void learn(const Heard& heard) override {
        if (!policy_.learns) return;
        instance_.ask(Occasion("learn"),
                      [&](const py::object& self) { self.attr("learn")(heard); });
    }

  private:
    const PythonPolicy& policy_;
    PythonInstance instance_;
    Shown<LentPlace> shown_;
};

class PythonPreprocess final : public Preprocess {
  public:
    PythonPreprocess(const PythonPolicy& policy, const PolicyOptions& options)
        : policy_(policy), instance_(policy.entry.name, [&] { return policy.instance(options); }) {}

    bool on_phone(const PictureView& view, Draw& draw) const override {
        bool phone = true;
        instance_.ask({"choose", draw.address(), 1}, [&](const py::object& self) {
            shown_.lent().lend(view, draw);
            const Loan loan(shown_.lent());
            const py::object answer = self.attr("choose")(shown_.object());
            const std::string word =
                py::isinstance<py::str>(answer) ? answer.cast<std::string>() : std::string();
            if (word != "phone" && word != "cloud") {
                throw WrongAnswer("answered " + std::string(py::repr(answer)) +
                                  ", not 'phone' or 'cloud'");
            }
            phone = word == "phone";
        });
        return phone;
    }
    void train(std::span<const PictureMeasured> measured) override {
        instance_.ask(Occasion("train"), [&](const py::object& self) {
            if (!py::hasattr(self, "train")) return;
            py::list all;
            for (const PictureMeasured& one : measured) all.append(one);
            self.attr("train")(all);
        });
    }
    void learn(const PictureMeasured& measured) override {
        if (!policy_.learns) return;
        instance_.ask(Occasion("learn"),
                      [&](const py::object& self) { self.attr("learn")(measured); });
    }

  private:
    const PythonPolicy& policy_;
    PythonInstance instance_;
    Shown<LentPicture> shown_;
};

}  // namespace

Maker<Place> place_maker(const PythonPolicy& policy) {
    return [&policy](const void* options) -> std::unique_ptr<Place> {
        return std::make_unique<PythonPlace>(policy, *static_cast<const PolicyOptions*>(options));
    };
}

Maker<Preprocess> preprocess_maker(const PythonPolicy& policy) {
    return [&policy](const void* options) -> std::unique_ptr<Preprocess> {
        return std::make_unique<PythonPreprocess>(policy,
                                                  *static_cast<const PolicyOptions*>(options));
    };
}

std::unique_ptr<Preprocess> copy_of(const Preprocess& one) {
    return std::make_unique<PythonPreprocess>(static_cast<const PythonPreprocess&>(one));
}

}  // namespace mdisim
