#pragma once

namespace dynaco::simulation {

// What the client does already. A schedule needs nothing of what is false; once all are true, this goes.

inline constexpr bool bounds_credentials = true;     // the deadline reaches into a provider that hangs
inline constexpr bool corrects_clock_skew = true;    // signs with the service's clock
inline constexpr bool overrides_retries = true;      // call_options::max_attempts, retry_ambiguous_writes
inline constexpr bool returns_unused_tokens = true;  // a repetition that the deadline forbids costs nothing
inline constexpr bool replaces_unused = true;        // a connection that died idle without having been used
inline constexpr int replaced_unseen = 8;            // stale connections, in one call

}  // namespace dynaco::simulation
