#include "sim/campaign/folder/whole_file.hpp"

#include <sys/stat.h>

#include "sim/describe/text_file.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

void write_text(const std::string& path, const std::string& text) {
    WholeFile file(path);
    file.stream() << text;
    file.finish();
}

}  // namespace

TEST_CASE("a file appears whole, or not at all", "[files]") {
    const TemporaryFolder folder;
    const std::string path = folder.path("below/file");
    {
        WholeFile file(path);
        file.stream() << "text";
    }
    CHECK_FALSE(fs::exists(path));
    WholeFile file(path);
    file.stream() << "text";
    file.finish();
    CHECK(read_text(path) == "text");
    CHECK_FALSE(fs::exists(path + ".part"));
}

TEST_CASE("a file that cannot be written says why, and leaves nothing", "[files]") {
    const TemporaryFolder folder;
    fs::create_symlink("/dev/full", folder.path("full"));
    WholeFile full(folder.path("full"));
    full.stream() << "text";
    CHECK_THROWS_WITH(full.finish(), Catch::Contains("No space left on device"));
    const std::string path = folder.path("file");
    {
        WholeFile file(path);
        file.stream() << "text";
    }
    CHECK_FALSE(fs::exists(path + ".part"));
}

TEST_CASE("a file whose place was taken meanwhile leaves nothing of itself", "[files]") {
    const TemporaryFolder folder;
    {
        WholeFile file(folder.path("f"));
        file.stream() << "text";
        fs::create_directories(folder.path("f/in"));
        CHECK_THROWS(file.finish());
    }
    CHECK_FALSE(fs::exists(folder.path("f.part")));
}

TEST_CASE("a folder to write is there, or is made in one that is", "[files]") {
    const TemporaryFolder folder;
    const auto refusal = [](const std::string& path) {
        const auto problems = problems_of([&] { check_folder_to_write(path); });
        return problems.size() == 1 ? line_of(problems[0]) : "";
    };
    for (const std::string& path :
         {folder.path(), folder.path("new"), folder.path("new/"), std::string("new")}) {
        CHECK(refusal(path).empty());
    }
    CHECK_THAT(refusal(folder.path("a/b")), Catch::Contains("there is no folder"));
    CHECK_THAT(refusal(folder.write("file", "")), Catch::Contains("is not a folder"));
    CHECK_THAT(refusal(folder.path(std::string(300, 'a'))), Catch::Contains("File name too long"));
}

TEST_CASE("a link stays one, and what it leads to is written", "[files]") {
    const TemporaryFolder folder;
    const std::string target = folder.write("there/target", "old");
    fs::create_symlink("there/target", folder.path("to target"));
    fs::create_symlink("to target", folder.path("to link"));
    fs::create_symlink(folder.path("there/new"), folder.path("to nothing"));
    for (const char* link : {"to target", "to link", "to nothing"}) {
        CAPTURE(link);
        write_text(folder.path(link), link);
        CHECK(fs::is_symlink(folder.path(link)));
        CHECK(read_text(folder.path(link)) == link);
    }
    CHECK(read_text(target) == "to link");
    CHECK(fs::is_regular_file(folder.path("there/new")));
    CHECK(std::distance(fs::directory_iterator(folder.path("there")), {}) == 2);
}

TEST_CASE("a pipe is written as it stands", "[files]") {
    const TemporaryFolder folder;
    const std::string pipe = folder.path("pipe");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    // Open for both ends, so that whoever opens one end never waits for the other.
    std::fstream both(pipe, std::ios::in | std::ios::out);
    write_text(pipe, "through a pipe\n");
    REQUIRE(fs::is_fifo(pipe));
    std::string got;
    std::getline(both, got);
    CHECK(got == "through a pipe");
}

TEST_CASE("what cannot be a file is refused, and makes no folders", "[files]") {
    const TemporaryFolder folder;
    const auto refusal = [](const std::string& path) {
        const auto problems = problems_of([&] { WholeFile file(path); });
        return problems.size() == 1 ? line_of(problems[0]) : "";
    };
    CHECK_THAT(refusal(""), Catch::Contains("expected a file to write, not ''"));
    const auto of_folder = Catch::EndsWith("names a folder; expected a file to write");
    CHECK_THAT(refusal(folder.path()), Catch::StartsWith(folder.path()) && of_folder);
    for (const std::string& path :
         {std::string("/"), folder.path("new/"), folder.path("new/."), folder.path("new/..")}) {
        CAPTURE(path);
        CHECK_THAT(refusal(path), of_folder);
    }
    CHECK_FALSE(fs::exists(folder.path("new")));
    const std::string file = folder.write("file", "");
    CHECK_THAT(refusal(file + "/b"), Catch::EndsWith("'" + file + "' is not a folder"));
    CHECK_THAT(refusal(file + "/b/c"), Catch::EndsWith("there is no folder '" + file + "'"));
    CHECK_THAT(refusal(folder.path("a/b/c")),
               Catch::Contains("there is no folder '" + folder.path("a") + "'"));
    CHECK_FALSE(fs::exists(folder.path("a")));
    CHECK(refusal(folder.path("a/b")).empty());
    CHECK(fs::is_directory(folder.path("a")));
}

}  // namespace mdisim
