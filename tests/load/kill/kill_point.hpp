#pragma once

#include <string>
#include <string_view>

namespace dynaco::test {

/// A point at which a program kills itself with SIGKILL, like `kill -9`: DYNACO_KILL="rejected 3" in the
/// environment means at the third time that the point "rejected" is passed. Without the variable it never
/// does.
class kill_point {
 public:
    kill_point();
    /// Records that the program is at a point.
    void pass(std::string_view point) noexcept;

 private:
    std::string point_;
    int left_ = 0;
};

/// The kill point of this process.
kill_point& this_kill_point();

}  // namespace dynaco::test
