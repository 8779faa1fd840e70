#pragma once

#include <algorithm>
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
    /// Reading an item without it is `errc::missing_attribute`, writing an object in which it is empty (an
    /// optional, a set) `errc::invalid_value`. Keys always are.
    bool required = false;
    /// The member's initialiser is for new objects only: an item without the attribute sets the member to its
    /// type's empty value (0, "", nothing).
    bool default_for_new = false;
};

/// What a table's stream records (StreamViewType).
enum class stream_view { none, keys_only, new_image, old_image, new_and_old_images };

/// TableClass.
enum class table_class { standard, standard_infrequent_access };

/// A tag of a table.
struct table_tag {
    std::string_view key{};
    std::string_view value{};
};

/// What a table is besides its keys and indexes (CreateTable).
struct table_settings {
    stream_view stream = stream_view::none;
    dynaco::table_class table_class = dynaco::table_class::standard;
    bool deletion_protection = false;
    std::string_view
        kms_key{};  ///< Empty: the key that DynamoDB owns; "alias/aws/dynamodb"; a key's id or ARN.
    std::int64_t max_read_request_units = 0;   ///< OnDemandThroughput; 0: no limit.
    std::int64_t max_write_request_units = 0;  ///< OnDemandThroughput; 0: no limit.
    schema_list<table_tag, 50> tags{};
};

/// The members that make up a key: one; for a global index up to four (as DynamoDB has had since November
/// 2025).
class key_attributes {
 public:
    static constexpr std::size_t max = 4;

    consteval key_attributes() = default;
    consteval key_attributes(const char* member)
        : names_{member}, count_(1) {}  // NOLINT(google-explicit-constructor)
    consteval key_attributes(std::initializer_list<std::string_view> members) {
        for (const std::string_view each : members) names_[count_++] = each;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    /// Empty beyond the last.
    [[nodiscard]] constexpr std::string_view operator[](std::size_t i) const noexcept {
        return i < count_ ? names_[i] : std::string_view();
    }
    [[nodiscard]] constexpr const std::string_view* begin() const noexcept { return names_; }
    [[nodiscard]] constexpr const std::string_view* end() const noexcept { return names_ + count_; }
    [[nodiscard]] constexpr bool contains(std::string_view member) const noexcept {
        for (const std::string_view each : *this)
            if (each == member) return true;
        return false;
    }
    friend constexpr bool operator==(const key_attributes& a, const key_attributes& b) noexcept {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

 private:
    std::string_view names_[max]{};
    std::size_t count_ = 0;
};

/// Declares the table of a model: `static constexpr dynaco::schema schema{…};` inside the aggregate. Keys and
/// roles are given by the names of the members that have them.
struct schema {
    std::string_view table_name{};  ///< Default; a run-time name can be given to `table<T>`.
    key_attributes hash_key{};
    key_attributes range_key{};
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    dynaco::throughput throughput{};  ///< For billing_mode::provisioned.

    /// An integer that every write of the model counts up: optimistic locking. 0 is a new object.
    std::string_view version{};
    /// When DynamoDB may delete the item: a number of seconds since 1970 (TimeToLive).
    std::string_view ttl{};
    /// A time that the first write of an item sets, and a `save` of an object that has none.
    std::string_view created_at{};
    /// A time that every write sets.
    std::string_view updated_at{};

    /// The attribute that tells the models of one table apart. It is no member: it is written with the first
    /// of `kinds`; an item with another kind is not read into this model, and updates and removals by key
    /// leave it alone (condition::conflict). It may be a key of an index, but not of the table.
    std::string_view discriminator{};
    schema_list<std::string_view, 24> kinds{};

    table_settings settings{};
    schema_list<attribute_options, 32> attributes{};
};

/// What a struct that is a map attribute, or a part of a model (`embedded`), says of its members:
/// `static constexpr dynaco::map_schema schema{.attributes = {…}}`.
struct map_schema {
    /// The attribute that tells the alternatives of a `std::variant` apart, and its values: as in `schema`.
    std::string_view discriminator{};
    schema_list<std::string_view, 24> kinds{};

    schema_list<attribute_options, 32> attributes{};
};

/// Declares an index of a model, inside the aggregate that is read from it.
struct index_schema {
    std::string_view index_name;
    key_attributes hash_key;
    key_attributes range_key{};
    dynaco::projection projection = projection::all;
    index_scope scope = index_scope::global;
    dynaco::throughput throughput{};  ///< For a global index of a provisioned table.
    schema_list<attribute_options, 32> attributes{};
};

/// Lists the index structs of a model: `using indexes = dynaco::indexes<ByEmail, ByDate>;`
template <class... Index>
struct indexes {};

namespace model {

template <class T>
inline constexpr bool is_a_schema = false;
template <>
inline constexpr bool is_a_schema<schema> = true;
template <>
inline constexpr bool is_a_schema<map_schema> = true;
template <>
inline constexpr bool is_a_schema<index_schema> = true;

/// The indexes that a model lists, or none.
template <class T>
struct listed_indexes {
    using type = indexes<>;
};
template <class T>
    requires requires { typename T::indexes; }
struct listed_indexes<T> {
    using type = typename T::indexes;
};

}  // namespace model
}  // namespace dynaco
