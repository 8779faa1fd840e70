#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>

#include <chrono>
#include <string_view>

namespace dynaco::operations {

/// Converts a time of the API: seconds since 1970, with a fraction. @returns the epoch if `seconds` is not
/// between 0 and 9e9.
inline std::chrono::system_clock::time_point epoch_time(double seconds) noexcept {
    if (!(seconds > 0 && seconds < 9e9)) return {};
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::duration<double>(seconds)));
}

/// Decodes the table description in the member `member` ("Table", "TableDescription") of a response. @returns
/// errc::malformed_reply if it is absent or not an object.
result<table_description> decode_table(std::string_view body, std::string_view member);

result<continuous_backups_description> decode_continuous_backups(std::string_view body);

}  // namespace dynaco::operations
