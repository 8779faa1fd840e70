// first-error: .progress only refers to the function: name it first
// expect-line: progress_is_a_named_function<
#include "../models.hpp"

awaitable<void> f(table<Account> accounts) {
    (void)co_await accounts.create({.progress = [](const dynaco::table_description&) {}});
}
