// expect-error: (void|incomplete type)
#include "../versioned.hpp"

// A version does not turn a save into an answer that may be ignored: it throws.
awaitable<void> f(const table<Document>& documents, Document& d) { auto saved = co_await documents.save(d); }
