// The program mdisim. Only main() ends the process; the code below it returns an exit code or
// throws.
#include <signal.h>
#include <unistd.h>

#include "sim/app/command.hpp"
#include "sim/app/program.hpp"

namespace {

void end_at_once(int) { _exit(mdisim::exit_interrupted); }

}  // namespace

int main(int argc, char** argv) {
    // Until a command works on results there is nothing to keep, so an interruption ends the
    // process with the exit code that it has later.
    if (signal(SIGINT, end_at_once) == SIG_IGN) signal(SIGINT, SIG_IGN);
    return mdisim::run_program("mdisim", {argv + 1, argv + argc});
}
