// expect-error: (conversion from|no viable conversion from) .*optional<Account>
#include "../models.hpp"

void f(dynaco::transact_write& tx, const table<Account>& accounts, const dynaco::transaction_verdict& done) {
    const auto taken = tx.remove(accounts, "1", when("balance"_a > 0));
    std::optional<Order> order = done.existing(taken);
}
