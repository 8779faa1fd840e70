#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace dynaco {

/// How a table is billed (CreateTable, BillingMode).
enum class billing_mode {
    pay_per_request,  ///< PAY_PER_REQUEST: on demand; no capacity to provision.
    provisioned,      ///< PROVISIONED: capacity units per second, see `throughput`.
};

/// Provisioned capacity of a table or global index, in capacity units per second (ProvisionedThroughput).
struct throughput {
    std::int64_t read_capacity_units = 5;   ///< ReadCapacityUnits. Default: 5.
    std::int64_t write_capacity_units = 5;  ///< WriteCapacityUnits. Default: 5.
};

/// The attributes that an index has in addition to the keys (ProjectionType).
enum class projection {
    all,        ///< ALL: all attributes of the item.
    keys_only,  ///< KEYS_ONLY: only the keys of the table and of the index.
    include,    ///< INCLUDE: the members of the index's struct.
};

/// The kind of an index: global or local.
enum class index_scope {
    /// GlobalSecondaryIndex: any attributes as keys; reads are eventually consistent.
    global,
    /// LocalSecondaryIndex: the table's hash key with another range key; reads may be consistent.
    local,
};

/// A list of at most `N` elements that is written as `{a, b}` in a schema. A longer list does not compile.
template <class T, std::size_t N>
struct schema_list {
    T elements[N]{};        ///< Room for `N` elements; the first `count` are used.
    std::size_t count = 0;  ///< The number of elements.

    /// An empty list.
    consteval schema_list() = default;
    /// The elements of `list`, in order.
    consteval schema_list(std::initializer_list<T> list) {
        for (const T& each : list) elements[count++] = each;
    }
    /// An iterator to the first element.
    [[nodiscard]] constexpr const T* begin() const noexcept { return elements; }
    /// The iterator after the last element.
    [[nodiscard]] constexpr const T* end() const noexcept { return elements + count; }
};

/// What a schema declares about one member of the struct.
struct attribute_options {
    std::string_view member;  ///< The member's name in C++.
    std::string_view name{};  ///< The attribute's name in DynamoDB. Empty: the member's name.
    /// Whether every item must have the attribute. Reading an item without it causes errc::missing_attribute.
    /// Writing an object whose member is empty (an optional, a set) causes errc::invalid_value. Keys are
    /// always required.
    bool required = false;
    /// Whether the member's initialiser applies to new objects only. If true, reading an item without the
    /// attribute sets the member to its type's empty value (0, "", nothing). If false, the member keeps its
    /// initialiser then.
    bool default_for_new = false;
};

/// What a table's stream records about a changed item (StreamViewType). `none`: the table has no stream.
/// `keys_only`: the keys. `new_image`: the item after the change. `old_image`: the item before the change.
/// `new_and_old_images`: both.
enum class stream_view { none, keys_only, new_image, old_image, new_and_old_images };

/// The table class (TableClass): STANDARD, or STANDARD_INFREQUENT_ACCESS with cheaper storage and more
/// expensive requests.
enum class table_class { standard, standard_infrequent_access };

/// A tag of a table: a key and a value.
struct table_tag {
    std::string_view key{};    ///< The tag's key, unique among the table's tags.
    std::string_view value{};  ///< The tag's value.
};

/// Settings of a table other than its keys, indexes and billing (CreateTable).
struct table_settings {
    stream_view stream = stream_view::none;  ///< What the stream records. Default: no stream.
    dynaco::table_class table_class = dynaco::table_class::standard;  ///< The table class. Default: standard.
    bool deletion_protection = false;  ///< Whether DynamoDB refuses to delete the table. Default: no.
    /// The key that encrypts the table. Empty: the key that DynamoDB owns. "alias/aws/dynamodb": the
    /// account's AWS managed key. Otherwise a customer managed key: its id, ARN or alias.
    std::string_view kms_key{};
    /// The highest read throughput of an on-demand table, in request units per second (OnDemandThroughput).
    /// 0: no limit.
    std::int64_t max_read_request_units = 0;
    /// The highest write throughput of an on-demand table, in request units per second (OnDemandThroughput).
    /// 0: no limit.
    std::int64_t max_write_request_units = 0;
    schema_list<table_tag, 50> tags{};  ///< The table's tags; at most 50.
};

/// The names of the members that make up a key: one; for a global index up to four (supported by DynamoDB
/// since November 2025).
class key_attributes {
 public:
    static constexpr std::size_t max = 4;  ///< The most members of a key.

    /// No key.
    consteval key_attributes() = default;
    /// A key of one member.
    consteval key_attributes(const char* member)
        : names_{member}, count_(1) {}  // NOLINT(google-explicit-constructor)
    /// A key of several members, in order. More than four members do not compile.
    consteval key_attributes(std::initializer_list<std::string_view> members) {
        for (const std::string_view each : members) names_[count_++] = each;
    }

    /// The number of members.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    /// True if the key has no members.
    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    /// The name of the member with index `i`, from 0; empty if `i` is not less than `size()`.
    [[nodiscard]] constexpr std::string_view operator[](std::size_t i) const noexcept {
        return i < count_ ? names_[i] : std::string_view();
    }
    /// An iterator to the first name.
    [[nodiscard]] constexpr const std::string_view* begin() const noexcept { return names_; }
    /// The iterator after the last name.
    [[nodiscard]] constexpr const std::string_view* end() const noexcept { return names_ + count_; }
    /// True if `member` is part of the key.
    [[nodiscard]] constexpr bool contains(std::string_view member) const noexcept {
        for (const std::string_view each : *this)
            if (each == member) return true;
        return false;
    }
    /// True if both keys have equal names in equal order.
    friend constexpr bool operator==(const key_attributes& a, const key_attributes& b) noexcept {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

 private:
    std::string_view names_[max]{};
    std::size_t count_ = 0;
};

/// Declares the table of a model: `static constexpr dynaco::schema schema{…};` inside the struct. Keys,
/// version and times are named by their C++ members.
struct schema {
    /// The table's name. `client_options::table_prefix` is put before it. A name that is given to `table<T>`
    /// at run time replaces it.
    std::string_view table_name{};
    /// The member that is the hash key. Required.
    key_attributes hash_key{};
    /// The member that is the range key. Empty: the table has no range key.
    key_attributes range_key{};
    /// How the table is billed when it is created. Default: on demand.
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    /// The capacity of a table with billing_mode::provisioned.
    dynaco::throughput throughput{};

    /// The member for optimistic locking: an integer that every write of the model increments. 0 means a new
    /// object. Empty: no version.
    std::string_view version{};
    /// The member with the time after which DynamoDB may delete the item: a number of seconds since 1970
    /// (TimeToLive). Empty: time to live is not used.
    std::string_view ttl{};
    /// The member with the time of creation. The first write of an item sets it, and so does a `save` of an
    /// object in which it is empty. Empty: not used.
    std::string_view created_at{};
    /// The member with the time of the last write. Every write sets it. Empty: not used.
    std::string_view updated_at{};

    /// The attribute that distinguishes the models of one table. It is not a member: each write stores the
    /// first of `kinds` in it. An item of another kind is not read into this model. Updates and removals by
    /// key do not change it (condition::conflict). It may be a key of an index, but not of the table.
    std::string_view discriminator{};
    /// The values of the discriminator that mean this model, at most 24. The first is written, all are read.
    schema_list<std::string_view, 24> kinds{};

    /// Settings of the table other than keys, indexes and billing.
    table_settings settings{};
    /// Names and options of members, at most 32. A member that is not listed has its own name and the default
    /// options.
    schema_list<attribute_options, 32> attributes{};
};

/// Declares names and options of the members of a struct that is a map attribute or an `embedded` part:
/// `static constexpr dynaco::map_schema schema{.attributes = {…}}`.
struct map_schema {
    /// The attribute that distinguishes the alternatives of a `std::variant`. Each write stores the first of
    /// `kinds` in it.
    std::string_view discriminator{};
    /// The values of the discriminator that mean this struct, at most 24. The first is written, all are read.
    schema_list<std::string_view, 24> kinds{};

    /// Names and options of members, at most 32. A member that is not listed has its own name and the default
    /// options.
    schema_list<attribute_options, 32> attributes{};
};

/// Declares an index of a model, inside the struct that the index's items are read into: `static constexpr
/// dynaco::index_schema schema{…};`.
struct index_schema {
    /// The index's name in DynamoDB.
    std::string_view index_name;
    /// The members that are the hash key: one; for a global index up to four.
    key_attributes hash_key;
    /// The members that are the range key. Empty: the index has no range key.
    key_attributes range_key{};
    /// The attributes that the index has in addition to the keys. Default: all.
    dynaco::projection projection = projection::all;
    /// Global or local. Default: global.
    index_scope scope = index_scope::global;
    /// The capacity of a global index of a provisioned table.
    dynaco::throughput throughput{};
    /// Names and options of members, at most 32. A member that is not listed has its own name and the default
    /// options.
    schema_list<attribute_options, 32> attributes{};
};

/// Lists the index structs of a model: `using indexes = dynaco::indexes<ByEmail, ByDate>;` inside the model.
template <class... Index>
struct indexes {};

namespace detail::model {

template <class T>
inline constexpr bool is_a_schema = false;
template <>
inline constexpr bool is_a_schema<schema> = true;
template <>
inline constexpr bool is_a_schema<map_schema> = true;
template <>
inline constexpr bool is_a_schema<index_schema> = true;

/// The indexes that a model lists; empty if it lists none.
template <class T>
struct listed_indexes {
    using type = indexes<>;
};
template <class T>
    requires requires { typename T::indexes; }
struct listed_indexes<T> {
    using type = typename T::indexes;
};

}  // namespace detail::model
}  // namespace dynaco
