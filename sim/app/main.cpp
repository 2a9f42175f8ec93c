// mdisim: parse words, call one function, print. The only place that ends the process.
#include "sim/app/program.hpp"

int main(int argc, char** argv) { return mdisim::run_program("mdisim", {argv + 1, argv + argc}); }
