#pragma once

#include <dynaco/core/error.hpp>
#include <dynaco/table/existing.hpp>

#include <optional>
#include <type_traits>
#include <utility>

namespace dynaco {

/// What became of a write, as the `try_` calls say it: true if it was made, false if its condition (the
/// caller's, or that of a version) did not hold. With `Answer`, which is what the call without `try_` gives,
/// it has what the write was asked to return.
template <class Model, class Answer = void>
class verdict;

template <class Model>
class [[nodiscard]] verdict<Model, void> {
 public:
    /// The write was made.
    verdict() = default;
    /// The condition did not hold.
    explicit verdict(failure why) : refused_(std::move(why)) {}

    explicit operator bool() const noexcept { return !refused_.code().failed(); }

    /// The item that stood in the way; nothing if there was none, if the write was made, or if
    /// `write_options::return_existing` was off. Decoded by each call.
    /// @throws error  condition::model_mismatch
    [[nodiscard]] std::optional<Model> existing() const {
        if (*this) return std::nullopt;
        return dynaco::existing<Model>(refused_);
    }

    /// Which condition did not hold: errc::conditional_check_failed, errc::version_conflict or
    /// errc::duplicate_item; no failure if the write was made.
    [[nodiscard]] const failure& why() const noexcept { return refused_; }

    /// Turns a false verdict into the exception that the call without `try_` throws.
    /// @throws error  `why()`
    void or_throw() const {
        if (!*this) throw error(refused_);
    }

 private:
    failure refused_{};
};

template <class Answer>
struct returned_by {
    using type = Answer;
};
template <class Returned>
struct returned_by<std::optional<Returned>> {
    using type = Returned;
};

template <class Model, class Answer>
class [[nodiscard]] verdict : public verdict<Model> {
    using returned_type = typename returned_by<Answer>::type;

 public:
    /// The write was made and this came back.
    explicit verdict(std::optional<returned_type> returned) : returned_(std::move(returned)) {}
    explicit verdict(failure why) : verdict<Model>(std::move(why)) {}

    /// What `returning::…` asked for; nothing if the condition did not hold, or if there was nothing to
    /// return: no old item.
    [[nodiscard]] const std::optional<returned_type>& returned() const& noexcept { return returned_; }
    [[nodiscard]] std::optional<returned_type> returned() && { return std::move(returned_); }

    /// What the call without `try_` gives or throws.
    /// @throws error  `why()`
    Answer or_throw() const& { return verdict(*this).answer(); }
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

}  // namespace dynaco
