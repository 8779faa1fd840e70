// first-error: the version and updated_at cannot be set
// expect-line: attribute_is_not_managed<Document,.*version
#include "../../versioned.hpp"

void f(dynaco::updates_of<Document>& u) { u.add("version"_a.set(2)); }
