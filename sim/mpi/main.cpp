// mdisim-mpi: mdisim, on as many hosts as mpirun was given. Rank 0 is mdisim; the others lend
// it their cores.
#include <signal.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/app/program.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/mpi/hand.hpp"
#include "sim/mpi/mail.hpp"
#include "sim/mpi/rank_zero.hpp"

namespace {

using namespace mdisim;

int lead(Mail& mail, const std::vector<std::string>& words) {
    std::unique_ptr<RankZero> rank_zero;
    const int unlike = ending([&] {
        rank_zero = std::make_unique<RankZero>(mail);
        return int{exit_ok};
    });
    if (rank_zero == nullptr) Mail::abandon(unlike);
    const RemoteWorkers remote_workers = rank_zero->remote_workers();
    const int code = run_program("mdisim-mpi", words, &remote_workers);
    if (rank_zero->is_stuck()) Mail::abandon(code);
    rank_zero->dismiss();
    return code;
}

int follow(Mail& mail) {
    // Rank 0 decides when to stop; whoever wants the end at once kills.
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    const int code = ending([&] {
        lend_a_hand(mail);
        return int{exit_ok};
    });
    if (code != exit_ok) Mail::abandon(code);
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    Mail mail(argc, argv);
    const std::vector<std::string> words(argv + 1, argv + argc);
    return mail.rank() == 0 ? lead(mail, words) : follow(mail);
}
