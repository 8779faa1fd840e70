#pragma once

#include <dynaco/core/value.hpp>

#include <string>

namespace dynaco {

/// The size of the item collection that a write changed (ItemCollectionMetrics): the items of one hash key,
/// with those in local indexes. Only tables with local indexes have them; the limit is 10 GB.
struct item_collection_metrics {
    std::string table_name{};
    item collection_key{};     ///< The hash key, as one attribute.
    double size_gb_least = 0;  ///< SizeEstimateRangeGB, an estimate in gigabytes.
    double size_gb_most = 0;
};

}  // namespace dynaco
