#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::detail {

/// Writes Prometheus' text format, version 0.0.4: families with their samples.
class prometheus_writer {
 public:
    using label = std::pair<std::string_view, std::string_view>;
    using labels = std::initializer_list<label>;

    /// Begins a family. `type` is "counter", "gauge" or "histogram". The following samples belong to it.
    void family(std::string_view name, std::string_view type, std::string_view help);
    /// Appends a sample to the family. Labels without a value are left out.
    template <std::unsigned_integral T>
    void sample(labels with, T value) {
        sample({}, with, std::to_string(value));
    }
    void sample(labels with, double value) { sample({}, with, number(value)); }
    /// Appends a sample whose name is the family's name and `suffix`, such as "_sum".
    void sample(std::string_view suffix, labels with, std::string_view value);

    /// Returns the shortest text that is read back as the same number, never in scientific notation.
    [[nodiscard]] static std::string number(double value);

    [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
    void append_label(const label& each, bool first);

    std::string_view name_{};
    std::string text_{};
};

}  // namespace dynaco::detail
