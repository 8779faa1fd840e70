#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The grammar of document paths, for literals and run-time paths:
///
///     path = name *( "." name / "[" digits "]" )
///     name = one or more characters except . and [, the first not a quote
///          / "'" one or more characters, each quote doubled "'"
///
/// "labels.owner", "tags[0]", "addresses[1].city", "labels.'a.b'[0]", "'it''s'".
namespace dynaco::detail::expression {

/// A name, or an index into a list.
struct step {
    std::string_view name{};
    int index = -1;
    [[nodiscard]] constexpr bool is_index() const noexcept { return index >= 0; }
};

/// The position of a step's name in the text of all names, or the index of the step.
struct parsed_step {
    std::size_t first = 0;
    std::size_t size = 0;
    int index = -1;

    /// @param names  the text that the parser wrote
    [[nodiscard]] constexpr step in(const char* names) const noexcept {
        return index >= 0 ? step{{}, index} : step{{names + first, size}};
    }
};

/// Parses one path. Indexes are at most 999 999 999.
class path_parser {
 public:
    /// Writes the names, without their quotes, to `names`, which must have room for all of `text`. Writes at
    /// most `max_steps` steps to `steps`.
    constexpr path_parser(std::string_view text, char* names, parsed_step* steps,
                          std::size_t max_steps) noexcept
        : text_(text), names_(names), steps_(steps), max_steps_(max_steps) {}

    /// @returns false if the text is not a path, or has too many steps
    constexpr bool parse() noexcept {
        if (!take_name()) return false;
        while (at_ < text_.size()) {
            const char next = text_[at_++];
            if (next != '.' && next != '[') return false;
            if (!(next == '.' ? take_name() : take_index())) return false;
        }
        return true;
    }
    [[nodiscard]] constexpr std::size_t step_count() const noexcept { return step_count_; }

 private:
    constexpr bool take_name() noexcept {
        if (step_count_ == max_steps_) return false;
        const std::size_t first = size_;
        const bool ended = at_ < text_.size() && text_[at_] == '\'' ? take_quoted() : take_plain();
        steps_[step_count_++] = {.first = first, .size = size_ - first};
        return ended && size_ > first;
    }
    constexpr bool take_plain() noexcept {
        while (at_ < text_.size() && text_[at_] != '.' && text_[at_] != '[') names_[size_++] = text_[at_++];
        return true;
    }
    constexpr bool take_quoted() noexcept {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\'') {
                ++at_;
                if (at_ == text_.size() || text_[at_] != '\'') return true;
            }
            names_[size_++] = text_[at_];
        }
        return false;
    }
    constexpr bool take_index() noexcept {
        int index = 0;
        const std::size_t first = at_;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && index < 100'000'000; ++at_)
            index = index * 10 + (text_[at_] - '0');
        if (at_ == first || at_ == text_.size() || text_[at_] != ']' || step_count_ == max_steps_)
            return false;
        ++at_;
        steps_[step_count_++] = {.index = index};
        return true;
    }

    std::string_view text_;
    char* names_;
    parsed_step* steps_;
    std::size_t max_steps_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
    std::size_t step_count_ = 0;
};

/// Appends `name` to a path, quoted if the grammar requires it. An empty name makes the path invalid.
void append_name(std::string& path, std::string_view name);
/// Appends an index. A negative index makes the path invalid.
void append_index(std::string& path, long long index);

}  // namespace dynaco::detail::expression
