// first-error: the object.s version or times change
// most-lines: 15
#include "../../versioned.hpp"

awaitable<void> f(const table<Document>& documents, const Document& before, const Document& after) {
    (void)co_await documents.save_changes(before, after);
}
