// expect-ok
#include "../../models.hpp"

struct ByPrice {
    dynaco::number price{};
    std::string item_id{};

    static constexpr dynaco::index_schema schema{.index_name = "by-price", .hash_key = "price"};
};
struct Sale {
    std::string item_id{};
    dynaco::number price{};

    static constexpr dynaco::schema schema{.table_name = "sales", .hash_key = "item_id"};
    using indexes = dynaco::indexes<ByPrice>;
};
auto f(const table<Sale>& sales) { return sales.index<ByPrice>().query(5, filter("item_id"_a == "x")); }
