#include "load/text/text_window.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::loading {

void text_window::feed(std::string_view block, bool last) {
    last_ = last;
    if (text_.empty()) {
        text_ = block;
        return;
    }
    keep();
    kept_ += block;
    text_ = kept_;
}

void text_window::keep() {
    const bool is_kept =
        !kept_.empty() && text_.data() >= kept_.data() && text_.data() <= kept_.data() + kept_.size();
    if (is_kept)
        kept_.erase(0, kept_.size() - text_.size());
    else
        kept_ = text_;
    text_ = kept_;
}

void text_window::restart(std::uint64_t offset) noexcept {
    text_ = {};
    kept_.clear();
    offset_ = offset;
    last_ = false;
}

text_start start_of_text(std::string_view head, bool last) {
    using namespace std::string_view_literals;
    constexpr std::size_t enough = 4;
    if (head.size() < enough && !last) return {};
    const bool marked = head.starts_with("\xff\xfe"sv) || head.starts_with("\xfe\xff"sv);
    // Without a byte order mark: two ASCII characters.
    const bool wide =
        head.size() >= enough && ((head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) ||
                                  (head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0));
    if (marked || wide)
        throw error(errc::malformed_file,
                    {.detail = "the text is UTF-16; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)"});
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return {.known = true, .skip = head.starts_with(mark) ? mark.size() : 0};
}

}  // namespace dynaco::loading
