// The functions of the module that pages load.
#include <string>

#include "sim/web/page_simulator.hpp"

// The answer is valid until the next question.
extern "C" const char* mdisim_answer(const char* question) {
    static mdisim::PageSimulator simulator;
    static std::string answer;
    answer = simulator.answer(question);
    return answer.c_str();
}
