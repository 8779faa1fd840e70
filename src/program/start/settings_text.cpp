#include "program/start/settings_text.hpp"

#include "program/text/quoted_text.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

bool is_bare(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class settings_parser {
 public:
    explicit settings_parser(std::string_view text) : text_(text) {}

    std::vector<setting> all() {
        std::vector<setting> found;
        std::vector<std::string> section;
        for (skip_lines(); at_ < text_.size(); skip_lines()) {
            if (peek() == '[')
                section = heading();
            else
                found.push_back(assignment(section));
            end_of_line();
        }
        return found;
    }

 private:
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\n'; }
    [[nodiscard]] std::size_t line() const noexcept { return place_of(text_, at_).line; }
    [[noreturn]] void fail(const std::string& what) const {
        throw settings_error("line " + std::to_string(line()) + ": " + what);
    }

    void skip_blanks() noexcept {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') ++at_;
    }
    // Skips blanks, comments and empty lines.
    void skip_lines() noexcept {
        for (skip_blanks(); at_ < text_.size() && (peek() == '\n' || peek() == '#'); skip_blanks())
            at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    }
    void end_of_line() {
        skip_blanks();
        if (peek() != '\n' && peek() != '#') fail("there is text after the value; write one option per line");
    }

    std::string quoted() {
        const char quote = peek();
        const std::string_view rest = text_.substr(at_, text_.find('\n', at_) - at_);
        if (quote == '\'') {  // TOML's literal string: without escapes
            const std::size_t end = rest.find('\'', 1);
            if (end == std::string_view::npos) fail("a string is not closed");
            at_ += end + 1;
            return std::string(rest.substr(1, end - 1));
        }
        try {
            std::size_t used = 0;
            std::string content = read_quoted_text(rest, used);
            at_ += used;
            return content;
        } catch (const text_error& e) {
            fail(e.what());
        }
    }

    std::string bare() {
        const std::size_t begin = at_;
        while (is_bare(peek())) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string key() {
        std::string name = peek() == '"' || peek() == '\'' ? quoted() : bare();
        if (name.empty()) fail("write lines such as region = \"eu-west-1\"");
        return name;
    }

    std::vector<std::string> heading() {
        std::vector<std::string> path;
        do {
            ++at_;  // [ or .
            skip_blanks();
            path.push_back(key());
            skip_blanks();
        } while (peek() == '.');
        if (peek() != ']') fail("a section is not closed; write for example [scan]");
        ++at_;
        return path;
    }

    setting assignment(std::vector<std::string> section) {
        setting made{.section = std::move(section), .name = key(), .values = {}, .line = line()};
        skip_blanks();
        if (peek() != '=')
            fail("`" + made.name + "` has no value; write lines such as region = \"eu-west-1\"");
        ++at_;
        skip_blanks();
        if (peek() == '[')
            made.values = array();
        else
            made.values.push_back(value());
        return made;
    }

    std::vector<std::string> array() {
        std::vector<std::string> values;
        ++at_;
        for (skip_lines(); peek() != ']'; skip_lines()) {
            values.push_back(value());
            skip_lines();
            if (peek() == ',')
                ++at_;
            else if (peek() != ']')
                fail(R"(an array is not closed; write for example ["a", "b"])");
        }
        ++at_;
        return values;
    }

    std::string value() {
        if (peek() == '"' || peek() == '\'') return quoted();
        const std::size_t begin = at_;
        while (is_bare(peek()) || peek() == '.' || peek() == '+') ++at_;
        std::string word(text_.substr(begin, at_ - begin));
        const bool number = !word.empty() && word.find_first_not_of("0123456789.+-_eE") == std::string::npos;
        if (number) std::erase(word, '_');
        if (!number && word != "true" && word != "false")
            fail("a value is neither a number nor true or false; write text in quotes: \"eu-west-1\"");
        return word;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<setting> read_settings(std::string_view text) { return settings_parser(text).all(); }

}  // namespace dynaco::program
