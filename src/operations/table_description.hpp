#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/table.hpp>

#include <chrono>
#include <string_view>

namespace dynaco::operations {

/// A time of the API: seconds since 1970 with a fraction. What no clock shows is the epoch itself.
inline std::chrono::system_clock::time_point epoch_time(double seconds) noexcept {
    if (!(seconds > 0 && seconds < 9e9)) return {};
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::duration<double>(seconds)));
}

/// The table description that is the member `member` ("Table", "TableDescription") of a reply.
result<table_description> decode_table(std::string_view body, std::string_view member);

result<continuous_backups_description> decode_continuous_backups(std::string_view body);

}  // namespace dynaco::operations
