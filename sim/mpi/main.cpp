// mdisim-mpi: mdisim, on as many hosts as mpirun was given. Rank 0 is mdisim; the others lend
// it their cores.
#include <signal.h>

#include "sim/app/program.hpp"
#include "sim/mpi/hand.hpp"
#include "sim/mpi/rank_zero.hpp"

namespace {

using namespace mdisim;

int lead(Mail& mail, const std::vector<std::string>& words) {
    std::unique_ptr<Captain> captain;
    const int unlike = ending([&] {
        captain = std::make_unique<Captain>(mail);
        return int{exit_ok};
    });
    if (captain == nullptr) Mail::abandon(unlike);
    const Crew crew = captain->crew();
    const int code = run_program("mdisim-mpi", words, &crew);
    if (captain->is_stuck()) Mail::abandon(code);
    captain->dismiss();
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
