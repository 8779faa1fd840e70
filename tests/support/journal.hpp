#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// What the code under test asked of its fakes, in order. Several fakes can share one.
using journal = std::vector<std::string>;

inline void record(const std::shared_ptr<journal>& to, std::string what) {
    if (to) to->push_back(std::move(what));
}

}  // namespace dynaco::test
