#pragma once

#include "program/expression/tree.hpp"
#include "program/expression/written_request.hpp"
#include "program/text/key_shape.hpp"

#include <dynaco/operations/table_description.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Adds advice about names that were probably meant as text: `status = open` compares two attributes. A name
/// in backquotes is always meant as a name.
void add_advice(std::vector<std::string>& advice, const condition_tree& condition);
void add_advice(std::vector<std::string>& advice, const update_tree& update);

/// Adds the paths that have several names and no backquotes, each once: see `written_request::dotted`.
void add_dotted(std::vector<std::string>& dotted, const condition_tree& condition);
void add_dotted(std::vector<std::string>& dotted, const update_tree& update);
void add_dotted(std::vector<std::string>& dotted, std::span<const attribute_path> paths);

/// Adds the attributes that the condition names, each once: see `written_request::filtered`.
void add_attributes(std::vector<std::string>& names, const condition_tree& condition);

/// Says that a path with dots is not the name of an attribute, and how to write such a name.
[[nodiscard]] std::string advice_about_dots(std::string_view path);
/// Advice about those of the paths that are names of key attributes of a table or of its indexes.
[[nodiscard]] std::vector<std::string> advice_about_dotted_keys(std::span<const std::string> dotted,
                                                                const table_description& table);

/// Advice about a filter that compares key attributes with values of another type, as in date = 2026: the
/// keys of all items have the types of the table's key, so the comparison says nothing.
/// @param filter  a valid condition; may be empty
[[nodiscard]] std::vector<std::string> advice_about_keys(std::string_view filter, const key_shape& key);

/// Advice about a filter that no item of `table` has met, although items were read: it explains a path with
/// dots, or names the attributes of the filter, except `keys`, which all items have. Empty if there are no
/// others.
[[nodiscard]] std::string advice_about_no_match(const written_request& request,
                                                std::span<const std::string> keys, std::string_view table);

}  // namespace dynaco::program
