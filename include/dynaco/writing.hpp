#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace dynaco {

namespace detail {

/// Passes the stored item that made a write fail to `sink`, if the failure contains it.
/// @throws error  condition::model_mismatch: the sink cannot read the item
void read_existing(const failure& refused, attributes_sink sink);
/// Passes the stored item that made a statement of a transaction or batch fail to `sink`, if the failure
/// contains it. `statement` counts from 0.
void read_existing(const failure& refused, std::size_t statement, attributes_sink sink);

}  // namespace detail

/// Returns the stored item that made a write fail. Nothing if there was no item, if the failure has another
/// cause, or if `return_existing` of the options was false. Each call decodes the item again.
///
///     catch (const dynaco::error& e) {
///         if (e.code() != dynaco::condition::conflict) throw;
///         std::optional<Account> stored = dynaco::existing<Account>(e);
///     }
///
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why) {
    std::optional<Model> found;
    auto take = [&found](detail::json::reader& in) { return detail::read_item(in, found.emplace()); };
    detail::read_existing(why, take);
    return found;
}
/// Returns the stored item that made a write fail. Nothing if there was no item, if the error has another
/// cause, or if `return_existing` of the options was false. Each call decodes the item again.
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why) {
    return existing<Model>(why.as_failure());
}
/// Returns the stored item that made a statement of a transaction or batch fail. Nothing if there was no
/// item, if the statement did not fail, or if `return_existing` of the options was false. `statement` counts
/// from 0. Each call decodes the item again.
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why, std::size_t statement) {
    std::optional<Model> found;
    auto take = [&found](detail::json::reader& in) { return detail::read_item(in, found.emplace()); };
    detail::read_existing(why, statement, take);
    return found;
}
/// Returns the stored item that made a statement of a transaction or batch fail. Nothing if there was no
/// item, if the statement did not fail, or if `return_existing` of the options was false. `statement` counts
/// from 0. Each call decodes the item again.
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why, std::size_t statement) {
    return existing<Model>(why.as_failure(), statement);
}

/// The result of a `try_` call such as `try_save`: true if the write was made, false if its condition was not
/// met. The condition is yours or that of the version.
///
/// `Answer` is the result of the call without `try_`. If it is not void, the verdict also has the item that
/// `returning::…` requested.
template <class Model, class Answer = void>
class verdict;

/// The result of a `try_` call that returns no item: true if the write was made, false if its condition was
/// not met.
template <class Model>
class [[nodiscard]] verdict<Model, void> {
 public:
    /// A verdict of a write that was made.
    verdict() = default;
    /// A verdict of a write whose condition was not met, with the reason.
    explicit verdict(failure why) : refused_(std::move(why)) {}

    /// True if the write was made.
    explicit operator bool() const noexcept { return !refused_.code().failed(); }

    /// Returns the stored item that did not meet the condition. Nothing if there was no item, if the write
    /// was made, or if `write_options::return_existing` was false. Each call decodes the item again.
    /// @throws error  condition::model_mismatch: the item does not fit `Model`
    [[nodiscard]] std::optional<Model> existing() const {
        if (*this) return std::nullopt;
        return dynaco::existing<Model>(refused_);
    }

    /// The reason why the write was not made: errc::conditional_check_failed, errc::version_conflict or
    /// errc::duplicate_item. If it was made, the failure has no cause. Valid while the verdict exists.
    [[nodiscard]] const failure& why() const noexcept { return refused_; }

    /// Throws the exception that the call without `try_` would throw, if the write was not made.
    /// @throws error  `why()`
    void or_throw() const {
        if (!*this) throw error(refused_);
    }

 private:
    failure refused_{};
};

namespace detail {

template <class Answer>
struct returned_by {
    using type = Answer;
};
template <class Returned>
struct returned_by<std::optional<Returned>> {
    using type = Returned;
};

}  // namespace detail

/// The result of a `try_` call that returns an item: true if the write was made, false if its condition was
/// not met.
template <class Model, class Answer>
class [[nodiscard]] verdict : public verdict<Model> {
    using returned_type = typename detail::returned_by<Answer>::type;

 public:
    /// A verdict of a write that was made, with the item that it returned.
    explicit verdict(std::optional<returned_type> returned) : returned_(std::move(returned)) {}
    /// A verdict of a write whose condition was not met, with the reason.
    explicit verdict(failure why) : verdict<Model>(std::move(why)) {}

    /// The item that `returning::…` requested. Nothing if the condition was not met, or if there was no old
    /// item. Valid while the verdict exists.
    [[nodiscard]] const std::optional<returned_type>& returned() const& noexcept { return returned_; }
    /// Returns the item that `returning::…` requested. Nothing if the condition was not met, or if there was
    /// no old item.
    [[nodiscard]] std::optional<returned_type> returned() && { return std::move(returned_); }

    /// Returns a copy of the result of the call without `try_`.
    /// @throws error  `why()`, if the write was not made
    Answer or_throw() const& { return verdict(*this).answer(); }
    /// Returns the result of the call without `try_`.
    /// @throws error  `why()`, if the write was not made
    Answer or_throw() && { return answer(); }

 private:
    Answer answer() {
        verdict<Model>::or_throw();
        if constexpr (std::is_same_v<Answer, returned_type>)
            return *std::move(returned_);
        else
            return std::move(returned_);
    }

    std::optional<returned_type> returned_{};
};

/// The verdict of `try_save_changes`: false if the condition or version did not hold, or if the item does not
/// exist.
template <class Model>
class [[nodiscard]] saved_changes : public verdict<Model> {
 public:
    /// A verdict of a write that was made or was not necessary.
    explicit saved_changes(std::size_t attributes) noexcept : attributes_(attributes) {}
    /// A verdict of a write whose condition did not hold.
    explicit saved_changes(failure why) : verdict<Model>(std::move(why)) {}

    /// The number of attributes that were set or removed. 0 if nothing differed, so that no request was made
    /// and no condition was checked; or if the condition did not hold.
    [[nodiscard]] std::size_t attributes() const noexcept { return attributes_; }

    /// Returns `attributes()`, or throws the exception that `save_changes` throws. @throws error  `why()`
    std::size_t or_throw() const {
        verdict<Model>::or_throw();
        return attributes_;
    }

 private:
    std::size_t attributes_ = 0;
};

namespace detail {

/// Makes a write return the item, or the attributes that it changed, before or after the write (ReturnValues
/// of the DynamoDB API). Uses no extra capacity, only a larger response.
template <return_values What>
struct returning_clause {
    static constexpr return_values values = What;
};

}  // namespace detail

/// What a write returns: `co_await accounts.save(alice, returning::all_old)`. Uses no extra capacity, only a
/// larger response.
namespace returning {

/// The whole item before the write; nothing if there was no item. For all writes.
inline constexpr detail::returning_clause<return_values::all_old> all_old{};
/// The attributes that the update changed, before the update. For updates only.
inline constexpr detail::returning_clause<return_values::updated_old> updated_old{};
/// The whole item after the update. For updates only.
inline constexpr detail::returning_clause<return_values::all_new> all_new{};
/// The attributes that the update changed, after the update. For updates only.
inline constexpr detail::returning_clause<return_values::updated_new> updated_new{};

}  // namespace returning

}  // namespace dynaco
