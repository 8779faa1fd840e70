// expect-ok
#include "user_id.hpp"

awaitable<void> f(const table<User>& users, const UserId& id) {
    co_await users.get(id);
    co_await users.get(id, {.consistent_read = true});
    co_await users.remove(id);
    co_await users.update(id, "logins"_a.add(1));
}
