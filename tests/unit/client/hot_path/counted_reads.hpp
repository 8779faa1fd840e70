#pragma once

#include <string>
#include <vector>

namespace dynaco::test {

/// Counts what this program reads of its environment and opens of files, in all threads: this executable has
/// open, fopen, getenv and the like of its own.
class counted_reads {
 public:
    /// From now on.
    counted_reads();
    ~counted_reads();
    counted_reads(const counted_reads&) = delete;
    counted_reads& operator=(const counted_reads&) = delete;

    /// "getenv HOME", "open /home/ann/.aws/config", … so far.
    [[nodiscard]] std::vector<std::string> all() const;
};

}  // namespace dynaco::test
