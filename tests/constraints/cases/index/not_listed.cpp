// first-error: the model does not list this index
// expect-line: model_lists_the_index<ByPrice, Order>
#include "../models.hpp"

struct ByPrice {
    dynaco::number price{};

    static constexpr dynaco::index_schema schema{.index_name = "by-price", .hash_key = "price"};
};

auto f(const table<Order>& orders) { return orders.index<ByPrice>(); }
