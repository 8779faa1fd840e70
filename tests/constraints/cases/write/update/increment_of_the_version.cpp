// first-error: the version and updated_at cannot be set
#include "../../versioned.hpp"

awaitable<void> f(const table<Document>& documents) {
    (void)co_await documents.increment("1", "version"_a, 1);
}
