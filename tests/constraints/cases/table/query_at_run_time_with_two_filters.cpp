// first-error: a read can have only one filter\(condition\): join conditions with &&
// most-lines: 18
#include "../models.hpp"

auto f(table<dynaco::item> events) {
    return events.query("u-1", filter(dynaco::attribute("a") == 1), filter(dynaco::attribute("b") == 1));
}
