#pragma once

#include <dynaco/load/record.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// Why a text is not an item.
struct text_fault {
    std::size_t offset = 0;   ///< The byte of the text, from 0.
    std::string attribute{};  ///< The path of the attribute; may be empty.
    std::string reason{};     ///< The text of the error, with what to do.
};

/// The record that is refused because of `fault`. `text` is the record as it is in the file.
[[nodiscard]] rejected_record refused(const source_position& position, std::string_view text,
                                      text_fault fault);

/// A text for a message, in quotes. Only the beginning of a long text is kept; bytes that are not UTF-8 are
/// written as \xff.
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace dynaco::loading
