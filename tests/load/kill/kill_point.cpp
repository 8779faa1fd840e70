#include "load/kill/kill_point.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace dynaco::test {

kill_point::kill_point() {
    const char* const text = std::getenv("DYNACO_KILL");
    if (!text) return;
    const std::string_view all(text);
    const auto blank = all.find(' ');
    point_ = all.substr(0, blank);
    left_ = std::atoi(text + blank + 1);
}

void kill_point::pass(std::string_view point) noexcept {
    if (point == point_ && --left_ == 0) std::raise(SIGKILL);
}

kill_point& this_kill_point() {
    static kill_point point;
    return point;
}

}  // namespace dynaco::test

// Replaces the function of the C library in this program, so that the library's renames are kill points.
extern "C" int rename(const char* from, const char* to) noexcept {
    dynaco::test::this_kill_point().pass("before-rename");
    const int outcome = ::renameat(AT_FDCWD, from, AT_FDCWD, to);
    dynaco::test::this_kill_point().pass("after-rename");
    return outcome;
}
