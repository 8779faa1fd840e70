#pragma once

#include <cstdint>

namespace dynaco::loading {

/// The sequence numbers from `first` to `last`, both included.
struct sequence_range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    friend bool operator==(const sequence_range&, const sequence_range&) = default;
};

}  // namespace dynaco::loading
