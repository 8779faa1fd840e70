// first-error: update<View>\(\) needs returning::\.\.\. to know which values to read into View
// expect-line: update_returns_something<Balance>
#include "../../versioned.hpp"

struct Balance {
    std::int64_t balance = 0;
};

awaitable<void> f(const table<Account>& accounts) {
    co_await accounts.update<Balance>("1", "balance"_a.add(1));
}
