// first-error: dynaco: the object is of another model
#include "../models.hpp"

auto f(table<Account> t, const Order& o) { return t.try_save(o); }
