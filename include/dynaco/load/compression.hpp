#pragma once

#include <dynaco/detail/core/requirements.hpp>

namespace dynaco {

/// How a file is compressed.
enum class compression : unsigned char {
    none,  ///< Not compressed.
    gzip,  ///< gzip (RFC 1952).
    zstd,  ///< Zstandard (RFC 8878).
};

}  // namespace dynaco
