#pragma once

namespace dynaco::detail {

/// How many times this process, or one that it is a copy of, was copied by fork(2). What was made at another
/// count belongs to another process too. Thread-safe; costs a load.
[[nodiscard]] unsigned fork_count() noexcept;

}  // namespace dynaco::detail
