// first-error: g\+\+ 12 miscompiles a temporary struct in an expression with co_await: store the key in a variable first
// expect-line: key_is_a_named_object<UserId
// only: gcc<13
#include "user_id.hpp"

awaitable<void> f(const table<User>& users) { co_await users.get(UserId{"1"}); }
