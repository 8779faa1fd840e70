#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// A reader of Prometheus' text format, version 0.0.4, that is independent of dynaco's writer. Throws for any
/// text that the format does not allow.
class exposition {
 public:
    using labels = std::map<std::string, std::string>;
    struct sample {
        std::string name;
        labels with;
        double value;
    };
    struct family {
        std::string type{};
        std::vector<sample> samples{};
    };

    explicit exposition(std::string_view text) {
        require(text.empty() || text.back() == '\n', "the last line must end with a line feed");
        while (!text.empty()) {
            line_ = text.substr(0, text.find('\n'));
            text.remove_prefix(line_.size() + 1);
            if (line_.starts_with("# HELP "))
                help(line_.substr(7));
            else if (line_.starts_with("# TYPE "))
                type(line_.substr(7));
            else if (!line_.starts_with('#') && !line_.empty())
                read_sample();
        }
        for (const auto& [name, f] : families)
            if (f.type == "histogram") check_histogram(name, f);
    }

    /// The value of a sample; -1 if there is none.
    [[nodiscard]] double value(const std::string& name, const labels& with = {}) const {
        for (const auto& each : families)
            for (const sample& s : each.second.samples)
                if (s.name == name && s.with == with) return s.value;
        return -1;
    }
    [[nodiscard]] std::size_t count(const std::string& name) const {
        std::size_t found = 0;
        for (const auto& each : families)
            for (const sample& s : each.second.samples) found += s.name == name ? 1 : 0;
        return found;
    }

    std::map<std::string, family> families{};

 private:
    void require(bool holds, const std::string& what) const {
        if (!holds) throw std::runtime_error(what + ": " + std::string(line_));
    }
    static bool starts_name(char c, bool colon) {
        return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || (colon && c == ':');
    }
    std::string name(std::string_view& from, bool colon) const {
        require(!from.empty() && starts_name(from[0], colon), "a name is expected");
        std::size_t end = 1;
        while (end < from.size() &&
               (starts_name(from[end], colon) || std::isdigit(static_cast<unsigned char>(from[end]))))
            ++end;
        std::string found(from.substr(0, end));
        from.remove_prefix(end);
        return found;
    }
    char take(std::string_view& from) const {
        require(!from.empty(), "more is expected");
        const char c = from[0];
        from.remove_prefix(1);
        return c;
    }
    void help(std::string_view rest) {
        const std::string of = name(rest, true);
        require(helped_.insert(of).second, "a second HELP");
        require(rest.size() > 1 && rest[0] == ' ', "HELP without a text");
    }
    void type(std::string_view rest) {
        current_ = name(rest, true);
        require(!families.contains(current_), "a second TYPE, or one after samples");
        families[current_].type = rest.substr(rest.find_first_not_of(' '));
        const std::set<std::string> known{"counter", "gauge", "histogram", "summary", "untyped"};
        require(known.contains(families[current_].type), "an unknown type");
    }
    std::string label_value(std::string_view& from) const {
        require(take(from) == '"', "a quoted value is expected");
        std::string value;
        for (char c = take(from); c != '"'; c = take(from)) {
            if (c == '\\') {
                const char escaped = take(from);
                require(escaped == '\\' || escaped == '"' || escaped == 'n', "an unknown escape");
                c = escaped == 'n' ? '\n' : escaped;
            }
            value += c;
        }
        return value;
    }
    void read_sample() {
        std::string_view rest = line_;
        sample s{.name = name(rest, true), .with = {}, .value = 0};
        if (rest.starts_with('{')) {
            for (char c = take(rest); c != '}'; c = take(rest)) {
                require(c == '{' || c == ',', "a comma is expected");
                const std::string label = name(rest, false);
                require(take(rest) == '=', "'=' is expected");
                require(s.with.emplace(label, label_value(rest)).second, "a label twice");
            }
        }
        require(take(rest) == ' ', "a space is expected");
        const std::string number(rest);
        char* end = nullptr;
        s.value = std::strtod(number.c_str(), &end);
        require(!number.empty() && *end == '\0', "a number is expected");
        const bool histogram = families[current_].type == "histogram";
        require(s.name == current_ ||
                    (histogram && (s.name == current_ + "_bucket" || s.name == current_ + "_sum" ||
                                   s.name == current_ + "_count")),
                "a sample outside its family");
        require(seen_.emplace(s.name, s.with).second, "a sample twice");
        families[current_].samples.push_back(std::move(s));
    }
    // Buckets grow with `le` and end with +Inf, which is the count.
    void check_histogram(const std::string& name, const family& f) {
        std::map<labels, std::map<double, double>> buckets;
        for (const sample& s : f.samples) {
            if (s.name != name + "_bucket") continue;
            labels without = s.with;
            const std::string le = without.at("le");
            without.erase("le");
            buckets[without][std::strtod(le.c_str(), nullptr)] = s.value;
        }
        for (const auto& [with, of] : buckets) {
            double before = 0;
            for (const auto& bucket : of) {
                require(bucket.second >= before, "buckets that shrink: " + name);
                before = bucket.second;
            }
            require(of.rbegin()->first > 1e300, "no +Inf: " + name);
            require(value(name + "_count", with) == of.rbegin()->second, "+Inf is not the count: " + name);
            require(value(name + "_sum", with) >= 0, "no sum: " + name);
        }
    }

    std::string_view line_{};
    std::string current_{};
    std::set<std::string> helped_{};
    std::set<std::pair<std::string, labels>> seen_{};
};

}  // namespace dynaco::test
