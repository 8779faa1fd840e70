// first-error: update\(\) can have only one write_options\{\.\.\.\}
#include "../../versioned.hpp"

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update("1", dynaco::write_options{}, "balance"_a.add(1), dynaco::write_options{});
}
