#pragma once

#include "item.hpp"

#include <string>

/// Common ways to write the body of PutItem with RapidJSON.
namespace micro {

/// Uses Writer.
[[nodiscard]] std::string write_put_item(const bench_item& item);
/// Makes a Document and writes it.
[[nodiscard]] std::string write_put_item_document(const bench_item& item);

}  // namespace micro
