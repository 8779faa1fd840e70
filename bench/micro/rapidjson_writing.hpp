#pragma once

#include "item.hpp"

#include <string>

/// PutItem's body as one writes it with RapidJSON.
namespace micro {

/// With its Writer.
[[nodiscard]] std::string write_put_item(const bench_item& item);
/// With a Document that is then written.
[[nodiscard]] std::string write_put_item_document(const bench_item& item);

}  // namespace micro
