// first-error: are for updates only
#include "../../models.hpp"

void f(const table<Account>& accounts, const std::vector<std::string>& more) {
    (void)accounts.scan(filter("tags"_a.append(more) == "tags"_a));
}
