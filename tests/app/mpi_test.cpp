// The program on several ranks, which share this machine here: the bytes of one process, whatever
// becomes of a rank.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

#ifdef MDISIM_MPI

namespace mdisim {
namespace {

using namespace testing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// Root may, cores may be shared, and the MPI library leaks as it likes.
Surroundings with_mpirun() {
    Surroundings around;
    around.program = MDISIM_MPIRUN;
    around.variables = {"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
                        "OMPI_MCA_rmaps_base_oversubscribe=1",
                        "OMPI_MCA_btl_vader_single_copy_mechanism=none",
                        "ASAN_OPTIONS=detect_leaks=0"};
    return around;
}

Words on_ranks(int ranks, const Words& words) {
    return with({"-n", std::to_string(ranks), MDISIM_MPI}, words);
}

// Both paths, several policies.
Words campaign(const std::string& out, const Words& more = {}) {
    return with({"run", "scenarios/mdinference/fig3.json", "--set", "requests=200", "--set",
                 "replications=3", "--over", "estimator.kind=twice_uplink,past_mean", "--over",
                 "sla_ms=50:450:100", "--no-figures", "--out", out},
                more);
}

void check_same(const std::string& a, const std::string& b) {
    for (const char* file : {"/metrics.csv", "/summary.json", "/ledger.json"}) {
        CAPTURE(file);
        CHECK((read_text(a + file) == read_text(b + file)));
    }
    CHECK(read_document(a + "/manifest.json").find("fingerprint")->text ==
          read_document(b + "/manifest.json").find("fingerprint")->text);
    CHECK(stored_rows_in(a + "/store.sqlite") == stored_rows_in(b + "/store.sqlite"));
}

// The process of a rank of that mpirun; zero where there is none yet.
pid_t process_of_rank(pid_t mpirun, int rank) {
    const std::string wanted = "OMPI_COMM_WORLD_RANK=" + std::to_string(rank);
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stat(entry.path() / "stat");
        std::string text;
        std::getline(stat, text);
        const size_t behind_name = text.rfind(')');
        if (behind_name == std::string::npos) continue;
        std::istringstream rest(text.substr(behind_name + 1));
        std::string state;
        pid_t parent = 0;
        if (!(rest >> state >> parent) || parent != mpirun) continue;
        std::ifstream environment(entry.path() / "environ", std::ios::binary);
        for (std::string variable; std::getline(environment, variable, '\0');) {
            if (variable == wanted) return static_cast<pid_t>(std::stol(name));
        }
    }
    return 0;
}

// Until there is something in the store, which somebody is only just making.
void wait_for_rows(const Child& job, const std::string& store) {
    for (uint64_t rows = 0; rows == 0;) {
        REQUIRE(!job.has_ended());
        std::this_thread::sleep_for(20ms);
        try {
            if (fs::exists(store)) rows = Store::to_read(store).rows();
        } catch (const std::exception&) {
            rows = 0;
        }
    }
}

}  // namespace

TEST_CASE("one process, threads, ranks and shards give the same bytes", "[app][mpi]") {
    const TemporaryFolder folder;
    const std::string one = folder.path("one");
    REQUIRE(run_program(campaign(one, {"--jobs", "1"})).code == 0);
    const std::string threads = folder.path("threads");
    REQUIRE(run_program(campaign(threads, {"--jobs", "2"})).code == 0);
    check_same(threads, one);
    for (const int ranks : {1, 2, 4}) {
        const std::string at = folder.path(std::to_string(ranks));
        const Ended ended = run_program(on_ranks(ranks, campaign(at)), with_mpirun());
        CAPTURE(ranks, ended.err);
        REQUIRE(ended.code == 0);
        CHECK_THAT(ended.out, Catch::Contains("fingerprint "));
        check_same(at, one);
    }
    const std::string shards = folder.path("shards");
    for (const char* number : {"1/4", "2/4", "3/4", "4/4"}) {
        REQUIRE(run_program(campaign(shards, {"--shard", number})).code == 0);
    }
    REQUIRE(run_program({"merge", shards, "--out", shards}).code == 0);
    check_same(shards, one);
}

TEST_CASE("ranks make the tables that policies look things up in", "[app][mpi]") {
    const TemporaryFolder folder;
    const auto words = [&](const std::string& out) {
        return Words{"run",           "scenarios/model_switching/fig4a.json",
                     "--set",         "requests=200",
                     "--set",         "replications=2",
                     "--set",         "warm_up_requests=0",
                     "--set",         "trials.requests=100",
                     "--set",         "trials.steps=3",
                     "--no-figures",  "--out",
                     folder.path(out)};
    };
    REQUIRE(run_program(words("one")).code == 0);
    const Ended ended = run_program(on_ranks(3, words("ranks")), with_mpirun());
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    check_same(folder.path("ranks"), folder.path("one"));
}

TEST_CASE("what is wrong is said once, and all ranks end", "[app][mpi]") {
    const Ended ended = run_program(on_ranks(3, {"run", "nowhere.json"}), with_mpirun());
    CHECK(ended.code == 2);
    const size_t first = ended.err.find("nowhere.json: error");
    REQUIRE(first != std::string::npos);
    CHECK(ended.err.find("nowhere.json: error", first + 1) == std::string::npos);
}

TEST_CASE("a rank that is killed ends the job, what had arrived is kept, and it goes on from there",
          "[app][mpi]") {
    const int victim = GENERATE(0, 2);
    const TemporaryFolder folder;
    const auto words = [&](const std::string& out) {
        return with(campaign(folder.path(out)),
                    {"--set", "requests=4000", "--set", "replications=20", "--jobs", "1"});
    };
    const std::string at = folder.path("r");
    const std::string store = at + "/store.sqlite";
    {
        Child job(on_ranks(3, words("r")), with_mpirun());
        wait_for_rows(job, store);
        const pid_t rank = process_of_rank(job.id(), victim);
        REQUIRE(rank > 0);
        REQUIRE(kill(rank, SIGKILL) == 0);
        CHECK(job.wait().code != 0);
    }
    CHECK(!fs::exists(at + "/metrics.csv"));
    const uint64_t kept = Store::to_read(store).rows();
    CHECK(kept > 0);
    const Ended resumed = run_program(on_ranks(2, words("r")), with_mpirun());
    CAPTURE(resumed.err);
    REQUIRE(resumed.code == 0);
    CHECK(kept < Store::to_read(store).rows());
    REQUIRE(run_program(words("one")).code == 0);
    check_same(at, folder.path("one"));
}

TEST_CASE("a signal to rank 0: running cells finish, exit code 130", "[app][mpi]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    Child job(on_ranks(2, campaign(at, {"--set", "requests=4000", "--set", "replications=400"})),
              with_mpirun());
    wait_for_rows(job, at + "/store.sqlite");
    const pid_t rank = process_of_rank(job.id(), 0);
    REQUIRE(rank > 0);
    REQUIRE(kill(rank, SIGTERM) == 0);
    const Ended ended = job.wait();
    CHECK(ended.code == 130);
    CHECK_THAT(ended.err, Catch::Contains("interrupted") && Catch::Contains("mdisim-mpi run"));
    CHECK(!fs::exists(at + "/metrics.csv"));
}

TEST_CASE("a rank that waits leaves the cores to others", "[app][mpi]") {
    const TemporaryFolder folder;
    // One task, long enough to look: whoever does not have it waits.
    Child job(on_ranks(2, {"run", "scenarios/mdinference/fig3.json", "--set", "requests=200000000",
                           "--set", "replications=1", "--set", "policies=[\"mdinference\"]",
                           "--over", "sla_ms=250", "--jobs", "1", "--out", folder.path("r")}),
              with_mpirun());
    // Both take a while to start. From then on only one of them computes.
    double more = 0;
    for (int i = 0; i < 1000 && more < 1.5; ++i) {
        if (job.has_ended()) FAIL("the job ended early: " << job.wait().err);
        std::this_thread::sleep_for(20ms);
        more = std::abs(seconds_computed_by(process_of_rank(job.id(), 0)) -
                        seconds_computed_by(process_of_rank(job.id(), 1)));
    }
    CHECK(more >= 1.5);
}

}  // namespace mdisim

#endif
