// first-error: a key, or a member in the template of a key, cannot be updated
// expect-line: attribute_is_not_a_key<Account,.*account_id
#include "../../models.hpp"

void f(dynaco::updates_of<Account>& u) { u.add("account_id"_a.set("2")); }
