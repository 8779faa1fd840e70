#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace dynaco {

/// How a table is paid for (CreateTable, BillingMode).
enum class billing_mode {
    pay_per_request,  ///< On demand: nothing to provision.
    provisioned,      ///< Capacity units per second, see `throughput`.
};

/// Provisioned capacity, in units per second (CreateTable, ProvisionedThroughput).
struct throughput {
    std::int64_t read_capacity_units = 5;
    std::int64_t write_capacity_units = 5;
};

/// What an index holds beside the keys (CreateTable, ProjectionType).
enum class projection {
    all,
    keys_only,
    include,  ///< The members of the index's struct.
};

/// Where an index lives.
enum class index_scope {
    global,  ///< GlobalSecondaryIndex: any keys; eventually consistent.
    local,   ///< LocalSecondaryIndex: the table's hash key with another range key; may be read consistently.
};

/// A list of at most `N` elements that can be written as `{a, b}` inside a schema.
template <class T, std::size_t N>
struct schema_list {
    T elements[N]{};
    std::size_t count = 0;

    consteval schema_list() = default;
    consteval schema_list(std::initializer_list<T> list) {
        for (const T& each : list) elements[count++] = each;
    }
    [[nodiscard]] constexpr const T* begin() const noexcept { return elements; }
    [[nodiscard]] constexpr const T* end() const noexcept { return elements + count; }
};

/// What a model says of one of its members.
struct attribute_options {
    std::string_view member;  ///< The member's name in C++.
    std::string_view name{};  ///< The attribute's name in DynamoDB; the member's if empty.
    bool required = false;    ///< Reading an item without it is `errc::missing_attribute`. Keys always are.
};

/// Declares the table of a model: `static constexpr dynaco::schema schema{…};` inside the aggregate. Keys are
/// named by the members that hold them.
struct schema {
    std::string_view table_name;  ///< Default; a run-time name can be given to `table<T>`.
    std::string_view hash_key;
    std::string_view range_key{};
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    dynaco::throughput throughput{};  ///< For billing_mode::provisioned.
    schema_list<attribute_options, 32> attributes{};
};

/// Declares an index of a model, inside the aggregate that is read from it.
struct index_schema {
    std::string_view index_name;
    std::string_view hash_key;
    std::string_view range_key{};
    dynaco::projection projection = projection::all;
    index_scope scope = index_scope::global;
    dynaco::throughput throughput{};  ///< For a global index of a provisioned table.
};

/// Lists the index structs of a model: `using indexes = dynaco::indexes<ByEmail, ByDate>;`
template <class... Index>
struct indexes {};

}  // namespace dynaco
