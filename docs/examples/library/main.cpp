// How much does a copy on the phone help, as the network gets worse? An example of the library.
#include <iostream>

#include "mdisim/mdisim.hpp"

int main() try {
    const mdisim::Results results = mdisim::Study::load("hello/hello")
                                        .set("requests", 1000)
                                        .policies({"mdinference",
                                                   R"({"name": "with a copy", "place": "both",
                                                       "select": "mdinference"})"})
                                        .over("network.cv", {0.2, 0.5, 1.0})
                                        .run();
    for (const auto& d : results.compare("mdinference", "with a copy", "effective_accuracy")) {
        std::cout << "network.cv " << d.at.front().label << ": " << 100 * d.mean << " points ["
                  << 100 * d.low << ", " << 100 * d.high << "], " << d.verdict << '\n';
    }
} catch (const mdisim::UserError& error) {
    for (const mdisim::Problem& p : error.problems())
        std::cerr << p.where << ": " << p.what << '\n';
    return 2;
}
