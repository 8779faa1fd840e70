#include "fuzz_target.hpp"
#include "json/utf8.hpp"
#include "json_events.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

using namespace dynaco;
using fuzz::check;

namespace {

bool skips(std::string_view text, bool& limit) {
    detail::json::reader in(text);
    const bool good = in.skip() && in.at_end();
    limit = in.failed() && in.why().cause() == errc::nested_too_deeply;
    return good;
}

void check_raw(std::string_view text) {
    detail::json::reader in(text);
    std::string_view raw;
    check(in.raw(raw) && in.at_end(), "raw takes what skip takes", text);
    bool limit = false;
    check(skips(raw, limit), "the text that raw gives can be read again", text);
}

void check_writer(std::string_view text) {
    std::string json;
    detail::json::writer out(json);
    const bool written = out.string(text);
    check(written == (detail::json::find_not_utf8(text) == std::string_view::npos),
          "what is not UTF-8 is refused", text);
    if (!written) return;
    detail::json::reader in(json);
    std::string_view back;
    check(in.string(back) && back == text && in.at_end(), "a written string reads back equal", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    const auto ours = fuzz::reader_events(text);
    const auto theirs = fuzz::rapidjson_events(text);
    bool limit = false;
    const bool skipped = skips(text, limit);
    check(ours.limit || limit || skipped == ours.list.has_value(), "skip takes what can be read", text);
    if (skipped) check_raw(text);
    if (!ours.limit && !theirs.limit) check(ours.list == theirs.list, "reader and RapidJSON agree", text);
    check_writer(text);
    return 0;
}
