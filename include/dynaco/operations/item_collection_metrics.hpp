#pragma once

#include <dynaco/core/value.hpp>

#include <string>

namespace dynaco {

/// An item collection that a write changed (ItemCollectionMetrics): all items of one hash key, in a table
/// with local indexes and in those; at most 10 GB.
struct item_collection_metrics {
    std::string table_name{};
    item key{};                    ///< The hash key (ItemCollectionKey).
    double lower_estimate_gb = 0;  ///< Its size is between these two, in GB.
    double upper_estimate_gb = 0;
};

}  // namespace dynaco
