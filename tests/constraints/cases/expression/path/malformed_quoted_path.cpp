// first-error: not a document path
// expect-line: is_a_document_path<.*labels
#include "../../models.hpp"

auto f(const table<Account>& accounts) { return accounts.scan(filter("labels.'a"_a == "x")); }
