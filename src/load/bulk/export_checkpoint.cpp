#include "load/bulk/export_checkpoint.hpp"

#include "json/walk.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

/// {"export":1,"table":"id","index":"","reads":"hex","segments":8,"worker":0,"workers":1,
/// "done":[[0,3],[5,5]],"open":{"4":{"id":{"S":"a"}}}}
namespace dynaco::loading {
namespace {

constexpr std::uint32_t export_checkpoint_version = 1;

struct stored_checkpoint {
    std::uint32_t version = 0;
    export_identity identity{};
    segment_plan::progress progress{};
    bool has_done = false;
    bool has_open = false;
};

failure bad_export_checkpoint(std::string detail) {
    return {errc::invalid_argument, {.operation = "export", .detail = std::move(detail)}};
}

bool read_small(detail::json::reader& in, std::uint32_t& value) {
    std::string_view digits;
    if (!in.number_text(digits)) return false;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return (ec == std::errc() && end == digits.data() + digits.size()) || in.malformed();
}

bool read_done(detail::json::reader& in, segment_plan::progress& into) {
    return detail::json::read_array(in, [&] {
        auto& [first, last] = into.done.emplace_back();
        bool begins = true;
        return in.expect('[') && in.next_element(begins) && read_small(in, first) &&
               in.next_element(begins) && read_small(in, last) && !in.next_element(begins) && !in.failed();
    });
}

bool read_open(detail::json::reader& in, segment_plan::progress& into) {
    return detail::json::read_object(in, [&](std::string_view name) {
        std::uint32_t ordinal = 0;
        const auto [end, ec] = std::from_chars(name.data(), name.data() + name.size(), ordinal);
        if (ec != std::errc() || end != name.data() + name.size()) return in.malformed();
        std::string_view key;
        if (!in.raw(key) || !key.starts_with('{')) return in.malformed();
        return into.open.emplace(ordinal, key).second || in.malformed();
    });
}

bool read_member(detail::json::reader& in, std::string_view name, stored_checkpoint& into) {
    export_identity& of = into.identity;
    if (name == "export") return read_small(in, into.version);
    if (name == "table") return in.string(of.table);
    if (name == "index") return in.string(of.index);
    if (name == "reads") return in.string(of.reads);
    if (name == "segments") return read_small(in, of.shape.segments);
    if (name == "worker") return read_small(in, of.shape.worker);
    if (name == "workers") return read_small(in, of.shape.workers);
    if (name == "done") return into.has_done = true, read_done(in, into.progress);
    if (name == "open") return into.has_open = true, read_open(in, into.progress);
    return in.skip();
}

// What differs; empty: nothing.
std::string difference(const export_identity& stored, const export_identity& now) {
    const auto differs = [](std::string what, const auto& before, const auto& current) {
        return "the checkpoint belongs to an export with another " + std::move(what) + ": it has " + before +
               ", and this export has " + current;
    };
    const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
    const auto number = [](std::uint32_t value) { return std::to_string(value); };
    if (stored.table != now.table) return differs("table (its id)", quoted(stored.table), quoted(now.table));
    if (stored.index != now.index) return differs("index", quoted(stored.index), quoted(now.index));
    const segment_shape& was = stored.shape;
    const segment_shape& is = now.shape;
    if (was.segments != is.segments)
        return differs("number of segments", number(was.segments), number(is.segments));
    if (was.workers != is.workers)
        return differs("number of workers", number(was.workers), number(is.workers));
    if (was.worker != is.worker) return differs("worker", number(was.worker), number(is.worker));
    if (stored.reads != now.reads)
        return "the checkpoint belongs to an export with another filter, projection or consistent_read";
    return {};
}

}  // namespace

std::string checkpoint_text(const export_identity& identity, const segment_plan::progress& progress) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("export", export_checkpoint_version);
    out.member("table", identity.table);
    out.member("index", identity.index);
    out.member("reads", identity.reads);
    out.member("segments", identity.shape.segments);
    out.member("worker", identity.shape.worker);
    out.member("workers", identity.shape.workers);
    out.plain_key("done");
    out.begin_array();
    for (const auto& [first, last] : progress.done) {
        out.element();
        out.raw("[" + std::to_string(first) + "," + std::to_string(last) + "]");
    }
    out.end_array();
    out.plain_key("open");
    out.begin_object();
    for (const auto& [ordinal, key] : progress.open) {
        out.plain_key(std::to_string(ordinal));
        out.raw(key);
    }
    out.end_object();
    out.end_object();
    // Line breaks of the service are between values only: strings cannot contain them.
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\r', ' ');
    return text;
}

result<segment_plan::progress> read_checkpoint(std::string_view text, const export_identity& identity) {
    constexpr const char* damaged = "the checkpoint is damaged or was not made by an export of dynaco";
    stored_checkpoint stored;
    detail::json::reader in(text);
    const bool read = detail::json::read_object(
        in, [&](std::string_view name) { return read_member(in, std::string(name), stored); });
    if (!read || !in.at_end() || stored.version == 0) return bad_export_checkpoint(damaged);
    if (stored.version != export_checkpoint_version)
        return bad_export_checkpoint("the checkpoint has version " + std::to_string(stored.version) +
                                     "; this dynaco reads version " +
                                     std::to_string(export_checkpoint_version));
    if (!stored.has_done || !stored.has_open) return bad_export_checkpoint(damaged);
    if (std::string what = difference(stored.identity, identity); !what.empty())
        return bad_export_checkpoint(std::move(what));
    return std::move(stored.progress);
}

std::string fingerprint_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
    for (const char each : text) hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3;
    std::string digits(16, '0');
    for (std::size_t i = digits.size(); i > 0; --i, hash >>= 4) digits[i - 1] = "0123456789abcdef"[hash & 15];
    return digits;
}

}  // namespace dynaco::loading
