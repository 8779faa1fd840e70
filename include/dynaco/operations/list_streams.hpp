#pragma once

#include <dynaco/operations/stream_description.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dynaco {

/// ListStreams: one page of the streams of a table, or of the account in the region; those that are disabled
/// are listed for 24 hours.
struct list_streams {
    static constexpr operation_info info{.name = "ListStreams", .target = streams_target};
    struct stream {
        std::string stream_arn{};
        std::string table_name{};
        std::string stream_label{};
    };
    struct response {
        std::vector<stream> streams{};
        std::string last_evaluated_stream_arn{};  ///< Empty on the last page.
    };

    std::string_view table_name{};
    std::string_view exclusive_start_stream_arn{};  ///< `last_evaluated_stream_arn` of the page before.
    std::uint32_t limit = 0;                        ///< Streams per page, at most 100; 0: 100.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
