// first-error: pass a variable that is not const
// most-lines: 18
#include "../versioned.hpp"

struct Report : Document {
    int pages = 0;
};
auto f(table<Document> documents) { return documents.save(Report{}); }
