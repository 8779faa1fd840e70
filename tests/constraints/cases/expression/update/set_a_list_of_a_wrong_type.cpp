// first-error: the operand does not fit the type of the attribute
// expect-line: operand_fits_attribute<Account,.*tags
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts, const std::vector<int>& list) {
    co_await accounts.update("1", "tags"_a.set(list));
}
