// first-error: the version and updated_at cannot be set
// expect-line: attribute_is_not_managed<Document,.*updated_at
#include "../../versioned.hpp"

awaitable<void> f(const table<Document>& documents) { co_await documents.update("1", "updated_at"_a.set(1)); }
