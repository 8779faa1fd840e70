#pragma once

namespace dynaco::detail {

/// The number of fork(2) calls between the first process and this one: the count rises by one in each child.
/// An object made at another count also belongs to another process. Thread-safe; the cost is one load.
[[nodiscard]] unsigned fork_count() noexcept;

}  // namespace dynaco::detail
