// first-error: \+, -, if_not_exists\(\), append\(\) and prepend\(\) can be used in updates only
#include "../../models.hpp"

void f(const table<Account>& accounts, const std::vector<std::string>& more) {
    (void)accounts.scan(filter("tags"_a.append(more) == "tags"_a));
}
