// expect-ok
#include "../versioned.hpp"

#include <functional>

struct Report : Document {
    int pages = 0;
};
void f(table<Document> documents, dynaco::transact_write& tx, Report& report, Document& document) {
    (void)documents.save(report);
    (void)documents.save(std::ref(document));
    tx.save(documents, report);
    tx.save(documents, std::ref(document));
}
