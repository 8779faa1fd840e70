#pragma once

#include "load/bulk/segment_plan.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// The identity of the export that a checkpoint belongs to. An export with another identity must not continue
/// from it.
struct export_identity {
    std::string table{};    ///< The id of the table (TableId), or else its ARN or name.
    std::string index{};    ///< The index; empty: the table.
    std::string reads{};    ///< A fingerprint of filter, projection and consistency.
    segment_shape shape{};  ///< The shape of the segments, without the seed.
};

/// Makes the text of a checkpoint: one line of JSON. It contains keys of items.
[[nodiscard]] std::string checkpoint_text(const export_identity& identity,
                                          const segment_plan::progress& progress);

/// Reads the text of a checkpoint.
/// @returns errc::invalid_argument: it is not a checkpoint, its version is unknown, or it belongs to another
/// export; the detail says what differs
[[nodiscard]] result<segment_plan::progress> read_checkpoint(std::string_view text,
                                                             const export_identity& identity);

/// A hash of the text that is the same on every machine, as 16 hexadecimal digits.
[[nodiscard]] std::string fingerprint_of(std::string_view text);

}  // namespace dynaco::loading
