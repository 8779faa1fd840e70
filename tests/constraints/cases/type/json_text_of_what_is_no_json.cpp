// first-error: a member.s type has no DynamoDB representation
// expect-line: has_a_dynamodb_representation<dynaco::json_text<Document>
#include "../models.hpp"

class Document {  // no json_codec
    int* root = nullptr;

 public:
    Document() = default;
    [[nodiscard]] int* get() const { return root; }
};
struct Thing {
    std::string id{};
    dynaco::json_text<Document> text{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
