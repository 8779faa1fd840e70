// first-error: a view cannot have unknown_attributes
// expect-line: view_has_no_unknown_attributes<Slim, Account>
#include "../models.hpp"

struct Slim {
    std::string account_id{};
    dynaco::unknown_attributes rest{};
};

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.get<Slim>("1"); }
