// first-error: items are matched by their keys: the view must have the table's keys
// expect-line: view_holds_the_tables_keys<Slim, Account>
#include "../models.hpp"

struct Slim {
    std::int64_t balance = 0;
};

auto f(const table<Account>& accounts, const std::vector<std::string>& ids) {
    return accounts.batch_get_in_order<Slim>(ids);
}
