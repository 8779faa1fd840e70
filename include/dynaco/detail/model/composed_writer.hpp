#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/key_template.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// Writes and reads the text of composed attributes.
namespace dynaco::detail::model {

/// Writes a string piece by piece.
class composed_writer {
 public:
    composed_writer(json::writer& out, const key_template& t) : out_(out), template_(t) { out.raw("\""); }

    /// Fills the next hole with `value`. @returns false after `out.fail(…)`
    template <class Part>
    bool hole(const Part& value) {
        const std::size_t begin = start_hole();
        return codec<Part>::write(out_, value) ? end_hole(begin)
                                               : out_.fail_in(template_.holes[hole_].member);
    }
    /// Writes the text after the last hole.
    void finish();

    /// Refuses a text for the only hole if it looks like the whole text: it begins with the template's text
    /// before the hole or, if that is empty, ends with the text after it. @returns false after `out.fail(…)`
    bool is_a_part(std::string_view text);

 private:
    std::size_t start_hole();
    bool end_hole(std::size_t begin);
    bool refuse(errc why, std::string detail);

    json::writer& out_;
    const key_template& template_;
    std::size_t hole_ = 0;
};

/// Refuses the whole text of a key if it does not fit any of the templates. @returns false after
/// `out.fail(…)`
bool fits_some_template(json::writer& out, std::span<const key_template* const> templates,
                        std::string_view text);

/// Returns a part of a text as the JSON string that codecs read. A number loses the zeros that pad it.
std::string part_as_json(const template_hole& hole, std::string_view text);

/// Record that a stored text, or its part for `hole`, does not fit the template.
bool text_does_not_fit(json::reader& in, std::string_view text);
bool part_does_not_fit(json::reader& in, const template_hole& hole, std::string_view text);

/// True if `text` is the content of the JSON string `made`.
bool is_written_as(std::string_view made, std::string_view text);
/// Records that the members of an item result in another key, the JSON string `made`, than the stored one.
bool members_contradict(json::reader& in, std::string_view stored, std::string_view made);

/// Reads a part of a text into a member.
template <class Member>
bool read_part(json::reader& in, const template_hole& hole, std::string_view text, Member& member) {
    if constexpr (std::same_as<Member, std::string>) {
        member.assign(text);
        return true;
    } else {
        const std::string quoted = part_as_json(hole, text);
        json::reader part(quoted);
        return (codec<Member>::read(part, codec<Member>::type, member) && part.at_end()) ||
               part_does_not_fit(in, hole, text);
    }
}

}  // namespace dynaco::detail::model
