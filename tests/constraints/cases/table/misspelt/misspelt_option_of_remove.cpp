// first-error: brace-enclosed.* to .*write_options|no matching member function for call
// expect-line: write_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts) {
    return accounts.remove("1", when("balance"_a > 1), {.ignore_versions = true});
}
