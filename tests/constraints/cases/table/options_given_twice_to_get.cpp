// first-error: get\(\) takes the hash key, the range key if the table has one, and optionally options such as \{\.consistent_read = true\}
// most-lines: 18
#include "../models.hpp"

auto f(table<Account> accounts) {
    return accounts.get("1", dynaco::get_options{}, dynaco::get_options{.consistent_read = true});
}
