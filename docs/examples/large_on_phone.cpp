#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Large pictures are shrunk on the phone, small ones in the cloud:
    on the phone if the picture has more than limit_kb
An example: it measures nothing, as static_local and static_remote do not.)";

class LargeOnPhone final : public Preprocess {
  public:
    struct Options {
        double limit_kb = 500;
    };
    static std::vector<Field> fields() {
        return {field("limit_kb", &Options::limit_kb, "the largest picture that is sent as it is")
                    .at_least(0)};
    }
    explicit LargeOnPhone(const Options& options) : options_(options) {}

    bool on_phone(const PictureView& view, Draw&) const override {
        return static_cast<double>(view.bytes) > 1000 * options_.limit_kb;
    }

  private:
    Options options_;
};

const Registered registered = policy<LargeOnPhone>("large_on_phone", doc);

}  // namespace
}  // namespace mdisim
