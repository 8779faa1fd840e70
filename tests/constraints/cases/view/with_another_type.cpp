// first-error: a member of the view has a different type in the model
// expect-line: view_member_has_the_models_type<Slim, Account,.*balance
#include "../models.hpp"

struct Slim {
    std::string account_id{};
    std::string balance{};
};

auto f(const table<Account>& accounts) { return accounts.scan<Slim>(); }
