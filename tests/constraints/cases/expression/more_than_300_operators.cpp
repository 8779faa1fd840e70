// first-error: an expression has more than the 300 operators
#include "../models.hpp"

template <std::size_t... I>
auto chain(std::index_sequence<I...>) {
    return (("balance"_a == I) && ...);
}
auto f(const table<Account>& accounts) {
    return accounts.scan(filter(chain(std::make_index_sequence<151>{})));
}
