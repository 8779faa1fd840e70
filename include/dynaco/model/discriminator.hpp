#pragma once

#include <dynaco/json/reader.hpp>

#include <string>
#include <string_view>

/// The attribute that says which model an item is.
namespace dynaco::model {

/// Looks for the string attribute `name` in the item that `ahead` stands before, which should be a copy of
/// the reader. @returns false if there is none, or the text is broken.
bool find_text(json::reader& ahead, std::string_view name, std::string& text);

/// Records that an item of kind `kind` is none of the model's.
bool wrong_kind(json::reader& in, std::string_view discriminator, std::string_view kind);

}  // namespace dynaco::model
