#pragma once

#include <dynaco/errors.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// The name of a file for messages: "-" is standard input or output.
[[nodiscard]] std::string readable_name(std::string_view path, std::string_view standard);

/// A call of the operating system failed: "cannot open orders.jsonl: No such file or directory". `number` is
/// errno. The text says what to do for a full disk and a closed pipe.
[[nodiscard]] failure file_failure(std::string_view action, std::string_view name, int number);

/// The contents of a file are wrong: "orders.jsonl.gz, byte 120: the gzip data is cut off".
[[nodiscard]] failure malformed(std::string_view name, std::string_view reason);
[[nodiscard]] failure malformed_byte(std::string_view name, std::uint64_t offset, std::string_view reason);

}  // namespace dynaco::loading
