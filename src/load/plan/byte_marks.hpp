#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace dynaco::loading {

/// How many bytes of a source belong to records that have ended. Pure.
///
/// Writes end in any order. So the result is an estimate: it counts the records that have ended as if they
/// were the first ones. At most `most` marks are kept; with more, every second one is removed.
class byte_marks {
 public:
    static constexpr std::size_t most = 1024;

    /// Notes that `records` records were accepted when the source was read up to the byte `bytes`. Lower
    /// values than before are raised.
    void note(std::uint64_t records, std::uint64_t bytes);
    /// The bytes of the first `records` records. `records` must not decrease; marks before it are removed.
    [[nodiscard]] std::uint64_t at(std::uint64_t records);
    [[nodiscard]] bool empty() const noexcept { return marks_.empty(); }
    /// Forgets everything: another source begins.
    void clear() noexcept { marks_.clear(); }
    [[nodiscard]] std::size_t count() const noexcept { return marks_.size(); }

 private:
    struct mark {
        std::uint64_t records = 0;
        std::uint64_t bytes = 0;
    };
    void thin_out();

    std::deque<mark> marks_{};
};

}  // namespace dynaco::loading
