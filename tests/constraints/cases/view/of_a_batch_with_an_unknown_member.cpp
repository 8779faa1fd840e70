// first-error: the view has a member that the model does not have
// expect-line: view_member_is_in_the_model<Slim, Account,.*balanse
#include "../models.hpp"

struct Slim {
    int balanse = 0;
};

auto f(const table<Account>& accounts, const std::vector<std::string>& ids) {
    return accounts.batch_get<Slim>(ids);
}
