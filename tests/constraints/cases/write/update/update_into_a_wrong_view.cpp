// first-error: the view has a member that the model does not have
// expect-line: view_member_is_in_the_model<Wrong, Account,.*amount
#include "../../versioned.hpp"

struct Wrong {
    std::int64_t amount = 0;
};

awaitable<void> f(const table<Account>& accounts) {
    (void)co_await accounts.update<Wrong>("1", "balance"_a.add(1), dynaco::returning::updated_new);
}
