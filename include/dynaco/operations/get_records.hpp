#pragma once

#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/stream_description.hpp>
#include <dynaco/operations/stream_record.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// GetRecords: the next records of a shard, up to 1 MB or 1000.
struct get_records {
    static constexpr operation_info info{.name = "GetRecords", .target = streams_target};
    struct response {
        std::vector<stream_record<item>> records{};
        std::string next_shard_iterator{};  ///< Empty: the shard is closed and all of it was read.
    };
    /// A record whose images are not decoded yet: JSON in the reply's body, empty where there is none.
    struct raw_record : stream_change {
        std::string_view old_image{};
        std::string_view new_image{};
    };
    struct raw_response {
        std::vector<raw_record> records{};
        std::string next_shard_iterator{};
    };

    std::string_view shard_iterator;
    std::uint32_t limit = 0;  ///< Records, at most 1000; 0: 1000.

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// The records refer to `body`.
    [[nodiscard]] static result<raw_response> decode_raw(std::string_view body);

    /// Decodes the images of a record.
    template <class Model>
    [[nodiscard]] static result<stream_record<Model>> decode_images(const raw_record& raw) {
        stream_record<Model> record;
        static_cast<stream_change&>(record) = raw;
        for (const auto& [json, image] :
             {std::pair(raw.old_image, &record.old_image), std::pair(raw.new_image, &record.new_image)}) {
            if (json.empty()) continue;
            json::reader in(json);
            if (!read_item(in, image->emplace())) return in.why();
        }
        return record;
    }
};

}  // namespace dynaco
