// Every test case begins in a new, empty folder outside of the checkout, which is removed when the
// test case is over. What the checkout holds can be read there under its usual names, but results/
// cannot: whatever a test, or a program that it starts, writes into results/ goes with the folder.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace mdisim::testing {
namespace {

namespace fs = std::filesystem;

class OwnFolder final : public Catch::TestEventListenerBase {
  public:
    using TestEventListenerBase::TestEventListenerBase;

    void testCaseStarting(const Catch::TestCaseInfo& test) override {
        TestEventListenerBase::testCaseStarting(test);
        std::string path = (fs::temp_directory_path() / "mdisim_test_XXXXXX").string();
        if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("cannot make " + path);
        folder_ = path;
        for (const auto& entry : fs::directory_iterator(MDISIM_SOURCE_DIR)) {
            const std::string name = entry.path().filename().string();
            const bool made = name == "results" || name.starts_with("build") || name[0] == '.';
            if (!made) fs::create_symlink(entry.path(), folder_ / name);
        }
        before_ = fs::current_path();
        fs::current_path(folder_);
    }
    void testCaseEnded(const Catch::TestCaseStats& stats) override {
        TestEventListenerBase::testCaseEnded(stats);
        std::error_code error;
        fs::current_path(before_, error);
        fs::remove_all(folder_, error);  // removes the links and leaves what they point to
    }

  private:
    fs::path before_;
    fs::path folder_;
};

CATCH_REGISTER_LISTENER(OwnFolder)

}  // namespace
}  // namespace mdisim::testing
