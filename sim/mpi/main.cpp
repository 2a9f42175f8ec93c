// The program mdisim-mpi, which is mdisim on all hosts that mpirun was given: rank 0 runs the
// command, and the other ranks compute for it.
#include <signal.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/app/plugins.hpp"
#include "sim/app/program.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/mpi/messenger.hpp"
#include "sim/mpi/rank_zero.hpp"
#include "sim/mpi/worker_rank.hpp"

namespace {

using namespace mdisim;

int lead(Messenger& messenger, const std::vector<std::string>& words) {
    std::unique_ptr<RankZero> rank_zero;
    const int unlike = ending([&] {
        load_plugins(plugins_in(words));  // before ranks compare who they are
        rank_zero = std::make_unique<RankZero>(messenger);
        return int{exit_ok};
    });
    if (rank_zero == nullptr) Messenger::abort_all(unlike);
    const RemoteWorkers remote_workers = rank_zero->remote_workers();
    const int code = run_program("mdisim-mpi", words, &remote_workers);
    if (rank_zero->is_stuck()) Messenger::abort_all(code);
    rank_zero->dismiss();
    return code;
}

int follow(Messenger& messenger, const std::vector<std::string>& words) {
    // These signals are left to rank 0, which stops the campaign in order.
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    const int code = ending([&] {
        load_plugins(plugins_in(words));
        run_worker_rank(messenger);
        return int{exit_ok};
    });
    if (code != exit_ok) Messenger::abort_all(code);
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    Messenger messenger(argc, argv);
    const std::vector<std::string> words(argv + 1, argv + argc);
    return messenger.rank() == 0 ? lead(messenger, words) : follow(messenger, words);
}
