#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/table/models/managed_check.hpp>
#include <dynaco/detail/table/write/expected_version.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynaco {

namespace detail {

/// `now` in the type of the member: seconds since 1970 for an integer, or the time converted to the type.
template <class T>
T time_of(wall_time now) {
    if constexpr (integer<T>) {
        return static_cast<T>(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    } else if constexpr (table_checks::is_sys_time<T>) {
        return std::chrono::floor<typename T::duration>(now);
    } else if constexpr (std::constructible_from<T, wall_time>) {
        return T(now);
    } else {
        return T(std::chrono::floor<std::chrono::seconds>(now));
    }
}

/// The next values of the managed members of `Model`. Members that the model does not have use no memory.
template <class Model>
class managed_values {
    using names = table_checks::managed_names<Model>;
    struct none {};
    template <bool Managed, const std::string_view& Member>
    static auto held() {
        if constexpr (Managed) {
            return typename managed_member<Model, Member>::type{};
        } else {
            return none{};
        }
    }

 public:
    /// The values that a write of `object` at `now` stores: the incremented version, `updated_at`, and
    /// `created_at` if the object has none.
    managed_values(const Model& object, wall_time now) {
        if constexpr (is_versioned<Model>) {
            using number_type = typename managed_member<Model, names::version>::value_type;
            const number_type old = expected_version<Model>(object).number().value_or(number_type{});
            overflow_ = old == std::numeric_limits<number_type>::max();
            if (!overflow_) version_ = static_cast<number_type>(old + 1);
        }
        if constexpr (has_created_at<Model>) {
            using member = managed_member<Model, names::created_at>;
            created_at_ = member::in(object);
            if (created_at_ == typename member::type{})
                created_at_ = time_of<typename member::value_type>(now);
        }
        if constexpr (has_updated_at<Model>)
            updated_at_ = time_of<typename managed_member<Model, names::updated_at>::value_type>(now);
    }

    /// The version cannot be incremented, because the member's type is too small.
    [[nodiscard]] bool overflow() const noexcept { return overflow_; }

    /// Keeps the `created_at` of the object.
    void keep_created_at(const Model& object) {
        if constexpr (has_created_at<Model>)
            created_at_ = managed_member<Model, names::created_at>::in(object);
    }
    /// Exchanges the values with those of `object`.
    void swap_with(Model& object) noexcept {
        using std::swap;
        if constexpr (is_versioned<Model>) swap(version_, managed_member<Model, names::version>::in(object));
        if constexpr (has_created_at<Model>)
            swap(created_at_, managed_member<Model, names::created_at>::in(object));
        if constexpr (has_updated_at<Model>)
            swap(updated_at_, managed_member<Model, names::updated_at>::in(object));
    }

 private:
    decltype(held<is_versioned<Model>, names::version>()) version_{};
    decltype(held<has_created_at<Model>, names::created_at>()) created_at_{};
    decltype(held<has_updated_at<Model>, names::updated_at>()) updated_at_{};
    bool overflow_ = false;
};

/// Returns the reason why an update cannot increment the version of `object`, which is the stored version;
/// empty if it can.
template <class Model>
std::optional<failure> version_overflow([[maybe_unused]] const Model& object) {
    if constexpr (is_versioned<Model>)
        if (managed_values<Model>(object, wall_time{}).overflow())
            return failure(errc::number_out_of_range,
                           {.attribute_path = std::string(table_checks::managed_names<Model>::version),
                            .detail = "the version has its largest possible value"});
    return std::nullopt;
}

/// A write of an object with managed members: an item with their next values. It is encoded instead of the
/// object, which does not change until `apply()`.
///
///     const managed_write<Account> next(account, client_access::wall_clock(db));
///     put_item{.table_name = "accounts", .item = next}    // "version" is one more
///     …                                                   // the request is sent, and the response arrives
///     next.apply();                                       // now account.version is one more, too
///
/// Refers to the object. Copies are cheap. Encoding writes to the object and restores it before it returns,
/// so no other thread may use the object at the same time.
template <class Model>
class managed_write {
    static_assert(has_managed_members<Model>);

 public:
    managed_write(Model& object, wall_time now) : object_(&object), next_(object, now) {}

    /// Fails with errc::number_out_of_range if the version has the largest value of its type.
    bool write(json::writer& out) const {
        if (next_.overflow()) {
            out.fail(errc::number_out_of_range, "the version has its largest possible value");
            return out.fail_in(table_checks::managed_names<Model>::version);
        }
        const for_a_while with_next(*object_, next_);
        return codec<Model>::write(out, *object_);
    }

    /// Sets the managed members of the object. Call it when the write is known to have been made.
    void apply() const {
        managed_values<Model> values = next_;
        values.swap_with(*object_);
    }

    [[nodiscard]] Model& object() const noexcept { return *object_; }

 private:
    class for_a_while {
     public:
        for_a_while(Model& object, const managed_values<Model>& values) : object_(object), values_(values) {
            values_.swap_with(object_);
        }
        for_a_while(const for_a_while&) = delete;
        for_a_while& operator=(const for_a_while&) = delete;
        ~for_a_while() { values_.swap_with(object_); }

     private:
        Model& object_;
        managed_values<Model> values_;
    };

    Model* object_;
    managed_values<Model> next_;
};

}  // namespace detail

template <class Model>
struct codec<detail::managed_write<Model>> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const detail::managed_write<Model>& object) {
        return object.write(out);
    }
};

}  // namespace dynaco
