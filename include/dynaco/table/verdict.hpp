#pragma once

#include <dynaco/client/reply.hpp>
#include <dynaco/operations/attributes.hpp>

#include <optional>
#include <string>
#include <utility>

namespace dynaco {

/// Gives `Item` of a ConditionalCheckFailedException to `sink`, if there is one.
/// @throws error
void read_existing(const failure& refused, attributes_sink sink);

/// What became of a conditional write: true if the condition held and the write was made. With `Returned`, it
/// has what the write was asked to return.
template <class Model, class Returned = void>
class verdict;

template <class Model>
class [[nodiscard]] verdict<Model, void> {
 public:
    /// The write was made.
    verdict() = default;
    /// The condition did not hold.
    explicit verdict(failure why) : refused_(std::move(why)) {}

    explicit operator bool() const noexcept { return !refused_; }

    /// The item that stood in the way; nothing if there was none, if the write was made, or if
    /// `write_options::return_existing` was off. Decoded by each call.
    /// @throws error  condition::model_mismatch
    [[nodiscard]] std::optional<Model> existing() const {
        std::optional<Model> found;
        if (!refused_) return found;
        auto take = [&found](json::reader& in) { return read_item(in, found.emplace()); };
        read_existing(*refused_, take);
        return found;
    }

 private:
    std::optional<failure> refused_;
};

template <class Model, class Returned>
class [[nodiscard]] verdict : public verdict<Model> {
 public:
    /// The write was made and this came back.
    explicit verdict(std::optional<Returned> returned) : returned_(std::move(returned)) {}
    explicit verdict(failure why) : verdict<Model>(std::move(why)) {}

    /// What `returning::…` asked for; nothing if the condition did not hold, or if there was nothing to
    /// return: no old item.
    [[nodiscard]] const std::optional<Returned>& returned() const& noexcept { return returned_; }
    [[nodiscard]] std::optional<Returned> returned() && { return std::move(returned_); }

 private:
    std::optional<Returned> returned_{};
};

}  // namespace dynaco
