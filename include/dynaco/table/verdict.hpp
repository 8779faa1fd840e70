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

/// What became of a conditional write: true if the condition held and the write was made.
template <class Model>
class [[nodiscard]] verdict {
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

}  // namespace dynaco
