// first-error: the object.s version or times change
// most-lines: 15
// expect-line: object_can_be_changed<Document>
#include "../../versioned.hpp"

Document make_document();

awaitable<void> f(const table<Document>& documents) {
    auto saving = documents.save(make_document());
    (void)co_await std::move(saving);
}
