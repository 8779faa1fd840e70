#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// A request that creates a table like another one. The request refers to the description that it was made
/// from, and to this object.
class table_definition_copy {
 public:
    table_definition_copy(const table_description& source, std::string_view name);
    table_definition_copy(const table_definition_copy&) = delete;
    table_definition_copy& operator=(const table_definition_copy&) = delete;

    [[nodiscard]] const create_table& request() const noexcept { return request_; }

 private:
    void add(const index_description& source, bool provisioned);

    std::vector<std::vector<std::string_view>> attributes_{};  // the attributes of the projections
    std::vector<index_definition> indexes_{};
    create_table request_{};
};

/// Creates the table `name` like `source`, waits until it is active, and switches time to live on if it is on
/// for the source. @throws error  any failure
awaitable<void> create_like(client from, const table_description& source, client to, std::string name);

}  // namespace dynaco::loading
