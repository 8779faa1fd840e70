#pragma once

#include <string>
#include <vector>

namespace dynaco::test {

/// Counts reads of the environment and opened files, in all threads: this executable defines its own open,
/// fopen, getenv and related functions.
class counted_reads {
 public:
    /// Starts to count.
    counted_reads();
    ~counted_reads();
    counted_reads(const counted_reads&) = delete;
    counted_reads& operator=(const counted_reads&) = delete;

    /// "getenv HOME", "open /home/ann/.aws/config", … so far.
    [[nodiscard]] std::vector<std::string> all() const;
};

}  // namespace dynaco::test
