// first-error: to .dynaco::create_options|'tmeout' does not refer to .*create_options
// most-lines: 15
#include "../../models.hpp"

#include <chrono>

auto f(table<Account> accounts) { return accounts.create({.tmeout = std::chrono::seconds(1)}); }
