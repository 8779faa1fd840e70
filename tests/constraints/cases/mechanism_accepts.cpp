// expect-ok
#include <string_view>

static_assert(std::string_view("a").size() == 1);
