// first-error: the object.s version or times change
// most-lines: 15
// expect-line: object_can_be_changed<Document>
#include "../../versioned.hpp"

awaitable<void> f(const table<Document>& documents, const Document& d) { (void)co_await documents.save(d); }
