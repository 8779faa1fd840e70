#include "client/observe/prometheus_writer.hpp"

#include <array>
#include <charconv>

namespace dynaco::detail {

void prometheus_writer::family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    ((((text_ += "# HELP ") += name) += ' ') += help) += '\n';
    ((((text_ += "# TYPE ") += name) += ' ') += type) += '\n';
}

void prometheus_writer::sample(std::string_view suffix, labels with, std::string_view value) {
    (text_ += name_) += suffix;
    bool first = true;
    for (const label& each : with) {
        if (each.second.empty()) continue;
        append_label(each, first);
        first = false;
    }
    if (!first) text_ += '}';
    ((text_ += ' ') += value) += '\n';
}

// Prometheus drops the whole page if one byte is not UTF-8. DynamoDB's own names are ASCII.
void prometheus_writer::append_label(const label& each, bool first) {
    text_ += first ? '{' : ',';
    (text_ += each.first) += "=\"";
    for (const char c : each.second) {
        if (c == '\\' || c == '"')
            (text_ += '\\') += c;
        else if (c == '\n')
            text_ += "\\n";
        else
            text_ += static_cast<unsigned char>(c) < 0x80 ? c : '?';
    }
    text_ += '"';
}

std::string prometheus_writer::number(double value) {
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

}  // namespace dynaco::detail
