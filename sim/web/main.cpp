// The functions of the module that pages load.
#include <string>

#include "sim/web/desk.hpp"

// The answer is valid until the next question.
extern "C" const char* mdisim_answer(const char* question) {
    static mdisim::Desk desk;
    static std::string answer;
    answer = desk.answer(question);
    return answer.c_str();
}
