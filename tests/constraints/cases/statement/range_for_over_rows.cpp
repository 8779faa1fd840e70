// first-error: dynaco: items are read from the network and must be awaited
#include "../models.hpp"

int f(const dynaco::client& db) {
    int n = 0;
    for ([[maybe_unused]] auto each : dynaco::execute<Account>(db, "SELECT * FROM accounts")) ++n;
    return n;
}
