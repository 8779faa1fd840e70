#pragma once

#include "program/text/table_text.hpp"

#include <dynaco/types.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::program {

/// Makes the document of a new table (`create_document`) from its written parts. Call `keys` and `billing`
/// first.
class document_builder {
 public:
    /// Sets the keys of the table. A type that is not written is S.
    void keys(const written_key& hash, const std::optional<written_key>& range);
    /// Sets the billing mode: provisioned with a capacity, otherwise on demand, perhaps with limits.
    /// @throws usage_error  both are given
    void billing(const std::optional<written_units>& capacity, const std::optional<written_units>& limits);
    /// Adds an index. A type that is not written is that of the same attribute in an earlier key, otherwise
    /// S. A global index of a provisioned table gets the table's capacity.
    /// @throws usage_error  an attribute has two types
    void index(const written_index& index);
    /// Sets the key that encrypts the table.
    void encryption(std::string_view kms_key);
    /// Adds a tag.
    void tag(std::pair<std::string, std::string> tag);
    /// Sets a member of the document.
    void set(std::string_view member, value content) {
        document_.insert_or_assign(member, std::move(content));
    }

    /// Returns the document, without a name.
    [[nodiscard]] item take() { return std::move(document_); }

 private:
    void define(const written_key& key);
    void append(std::string_view member, item element);

    item document_{};
    std::string hash_{};  // the table's hash key, for local indexes
};

/// SSESpecification for a key that a person writes: an id, ARN or alias. "alias/aws/dynamodb" is the
/// account's AWS managed key.
[[nodiscard]] item encryption_with(std::string_view kms_key);

}  // namespace dynaco::program
