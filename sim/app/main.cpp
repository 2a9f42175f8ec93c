// The program mdisim. Only main() ends the process; the code below it returns an exit code or
// throws.
#include "sim/app/program.hpp"

int main(int argc, char** argv) { return mdisim::run_program("mdisim", {argv + 1, argv + argc}); }
