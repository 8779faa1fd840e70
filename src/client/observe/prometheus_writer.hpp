#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::detail {

/// Writes Prometheus' text format, version 0.0.4: families of samples.
class prometheus_writer {
 public:
    using label = std::pair<std::string_view, std::string_view>;
    using labels = std::initializer_list<label>;

    /// Begins a family; `type` is "counter", "gauge" or "histogram". Its samples are to follow.
    void family(std::string_view name, std::string_view type, std::string_view help);
    /// A sample of the family; labels without a value are left out.
    template <std::unsigned_integral T>
    void sample(labels with, T value) {
        sample({}, with, std::to_string(value));
    }
    void sample(labels with, double value) { sample({}, with, number(value)); }
    /// One whose name goes on after the family's: "_sum".
    void sample(std::string_view suffix, labels with, std::string_view value);

    /// The shortest text that is read back as the same number; never in scientific notation.
    [[nodiscard]] static std::string number(double value);

    [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
    void append_label(const label& each, bool first);

    std::string_view name_{};
    std::string text_{};
};

}  // namespace dynaco::detail
