#pragma once

#include "load/decode/record_decoder.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// A record, copied.
struct seen {
    bool good = false;
    record_kind kind = record_kind::put;
    std::string item{};  ///< The item, or the text of a refused record.
    source_position position{};
    std::uint64_t column = 0;
    std::string attribute{};
    std::string reason{};

    friend bool operator==(const seen&, const seen&) = default;
};

struct decoding {
    std::vector<seen> records{};
    std::vector<source_position> after{};  ///< `position()` after each record.
    std::vector<bool> ready{};             ///< Whether the head of the file was no longer needed.
    std::string failure{};

    [[nodiscard]] std::vector<std::string> items() const {
        std::vector<std::string> all;
        for (const seen& each : records)
            if (each.good) all.push_back(each.item);
        return all;
    }
    [[nodiscard]] std::vector<std::string> reasons() const {
        std::vector<std::string> all;
        for (const seen& each : records)
            if (!each.good) all.push_back(each.reason);
        return all;
    }
    friend bool operator==(const decoding&, const decoding&) = default;
};

inline seen copied(const loading::decoded& record) {
    if (const auto* good = std::get_if<load_record>(&record))
        return {
            .good = true, .kind = good->kind, .item = std::string(good->item), .position = good->position};
    const auto& bad = std::get<rejected_record>(record);
    return {.item = bad.text,
            .position = bad.position,
            .column = bad.column,
            .attribute = bad.attribute,
            .reason = bad.reason};
}

/// Feeds `text` in blocks of `size` bytes. Each block is destroyed before the next.
inline decoding decode(loading::record_decoder& decoder, std::string_view text, std::size_t size = 1 << 20) {
    decoding all;
    try {
        for (bool last = false; !last;) {
            const auto block = std::make_unique<std::string>(text.substr(0, size));
            text.remove_prefix(block->size());
            last = text.empty();
            decoder.feed(*block, last);
            while (const auto record = decoder.next()) {
                all.records.push_back(copied(*record));
                all.after.push_back(decoder.position());
                all.ready.push_back(decoder.ready());
            }
        }
    } catch (const error& e) {
        all.failure = e.diagnostics().detail;
    }
    return all;
}

/// Decodes with blocks of several sizes, and from each position again, which must not matter.
inline decoding decode_each_way(const std::function<std::unique_ptr<loading::record_decoder>()>& make,
                                std::string_view text, void (*complain)(const std::string&)) {
    const decoding all = decode(*make(), text);
    for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{64}})
        if (decode(*make(), text, size) != all)
            complain("blocks of " + std::to_string(size) + " bytes: " + std::string(text));
    for (std::size_t i = 0; i < all.after.size(); ++i) {
        if (!all.ready[i]) continue;
        const auto decoder = make();
        decoder->feed(text, true);
        while (!decoder->ready())
            if (!decoder->next()) break;
        decoder->start_at(all.after[i]);
        const decoding rest = decode(*decoder, text.substr(all.after[i].offset), 7);
        if (rest.failure != all.failure ||
            !std::equal(rest.records.begin(), rest.records.end(),
                        all.records.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.records.end()))
            complain("from record " + std::to_string(i + 1) + ": " + std::string(text));
    }
    return all;
}

}  // namespace dynaco::test
