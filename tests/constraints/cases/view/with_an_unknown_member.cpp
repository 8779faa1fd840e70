// first-error: the view has a member that the model does not have
// expect-line: view_member_is_in_the_model<Slim, Account,.*balanse
#include "../models.hpp"

struct Slim {
    std::string account_id{};
    int balanse = 0;
};

awaitable<void> f(const table<Account>& accounts) { (void)co_await accounts.get<Slim>("1"); }
