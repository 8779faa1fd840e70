#pragma once

#include <dynaco/errors.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// One of several processes that share a load: worker `index`, from 0, of `count`.
struct worker_share {
    std::uint32_t index = 0;
    std::uint32_t count = 1;

    friend bool operator==(const worker_share&, const worker_share&) = default;
};

/// Reads "2/5", the second of five workers: {.index = 1, .count = 5}.
/// Fails with errc::invalid_argument if the text is something else.
[[nodiscard]] result<worker_share> worker_of(std::string_view text);

/// A part of a file. The part has the records whose first byte is in it: a reader that begins inside a file
/// skips the bytes up to the first record that begins at `begin` or later, and it reads the last record to
/// its end.
struct file_part {
    std::uint32_t file = 0;  ///< The number of the file.
    std::uint64_t begin = 0;
    std::uint64_t end = 0;  ///< The position after the last byte.

    friend bool operator==(const file_part&, const file_part&) = default;
};

/// The parts of a worker if files with these sizes are read as one sequence of bytes and each worker gets
/// a range of it. The parts of all workers cover each byte once; sizes of the ranges differ by one byte at
/// most.
[[nodiscard]] std::vector<file_part> parts_of(std::span<const std::uint64_t> sizes,
                                              const worker_share& worker);
/// The files of a worker if files cannot be divided, such as compressed ones. Large files are assigned first,
/// each to the worker with the fewest bytes. Ascending numbers.
[[nodiscard]] std::vector<std::uint32_t> files_of(std::span<const std::uint64_t> sizes,
                                                  const worker_share& worker);
/// The scan segments of a worker: those with `segment % count == index`.
[[nodiscard]] std::vector<std::uint32_t> segments_of(std::uint32_t total, const worker_share& worker);
/// A worker's share of a cap in whole units per second. The shares of all workers add up to the cap.
/// Fails with errc::invalid_argument if there are more workers than units, because a share of 0 would be no
/// cap.
[[nodiscard]] result<std::uint64_t> share_of_cap(std::uint64_t cap, const worker_share& worker);

}  // namespace dynaco::loading
