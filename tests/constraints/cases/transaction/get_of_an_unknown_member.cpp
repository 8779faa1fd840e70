// first-error: the view has a member that the model does not have
// expect-line: view_member_is_in_the_model<View, Account,.*age
#include "../models.hpp"

struct View {
    int age = 0;
};

void f(dynaco::transact_get& reads, const table<Account>& accounts) { reads.get<View>(accounts, "1"); }
