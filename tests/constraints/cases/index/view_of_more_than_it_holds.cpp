// first-error: dynaco: the index does not have a member of the view
// most-lines: 15
// expect-line: index_holds_the_member<View, ByItem,.*quantity
#include "../models.hpp"

struct View {
    std::string item_id{};
    int quantity = 0;
};

auto f(table<Order> orders) { return orders.index<ByItem>().query<View>("1"); }
