// first-error: dynaco: items are read from the network and must be awaited
// most-lines: 15
#include "../models.hpp"

int f(table<Account> t) {
    int n = 0;
    for ([[maybe_unused]] auto each : t.batch_get(std::vector<std::string>{"1"})) ++n;
    return n;
}
