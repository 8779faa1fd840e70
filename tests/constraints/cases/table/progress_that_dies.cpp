// first-error: \.progress refers to the function and does not copy it: store the function in a variable first
// expect-line: progress_is_a_named_function<
#include "../models.hpp"

awaitable<void> f(table<Account> accounts) {
    (void)co_await accounts.create({.progress = [](const dynaco::table_description&) {}});
}
