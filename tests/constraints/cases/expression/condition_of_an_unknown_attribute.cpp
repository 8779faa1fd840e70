// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*nothing
#include "../models.hpp"

void f(dynaco::condition_of<Account>& c) { c.and_also("nothing"_a.exists()); }
