// first-error: pass a variable that is not const
// most-lines: 15
// expect-line: object_can_be_changed<Document>
#include "../models.hpp"

struct Document {
    std::string id{};
    std::string text{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
};

void f(dynaco::transact_write& tx, const table<Document>& documents) {
    tx.save(documents, Document{.id = "1"});
}
