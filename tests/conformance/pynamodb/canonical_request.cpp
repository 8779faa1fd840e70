#include "canonical_request.hpp"

#include "json/document.hpp"

#include <dynaco/types.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <vector>

namespace dynaco::test {
namespace {

using detail::json::document;
using texts = std::vector<std::string>;

std::string joined(const texts& parts, std::string_view separator) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : std::string(separator)) + part;
    return all;
}
std::string joined_in_any_order(texts parts, std::string_view separator) {
    std::ranges::sort(parts);
    return joined(parts, separator);
}

std::string canonical(const document& d);

// --- expressions
// -----------------------------------------------------------------------------------------------

/// Words, placeholders with their names and values, operators and brackets.
texts tokens_of(std::string_view expression, const document& names, const document& values) {
    texts tokens;
    std::size_t at = 0;
    const auto take = [&](auto belongs) {
        const std::size_t first = at;
        while (at < expression.size() && belongs(expression[at])) ++at;
        return expression.substr(first, at - first);
    };
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    while (at < expression.size()) {
        const char c = expression[at];
        if (c == ' ') {
            ++at;
        } else if (c == '#' || c == ':') {
            ++at;
            const std::string key = std::string(1, c) + std::string(take(is_word));
            const document& meaning = (c == '#' ? names : values)[key];
            if (meaning.is_null()) throw std::runtime_error("nothing is known of " + key);
            tokens.push_back(c == '#' ? "`" + meaning.text() + "`" : canonical(meaning));
        } else if (is_word(c)) {
            tokens.emplace_back(take(is_word));
        } else if (c == '<' || c == '>' || c == '=') {
            tokens.emplace_back(take([](char o) { return o == '<' || o == '>' || o == '='; }));
        } else {
            tokens.emplace_back(1, c);
            ++at;
        }
    }
    return tokens;
}

/// Reads a condition and writes it again in one form.
class condition_reader {
 public:
    explicit condition_reader(texts tokens) : tokens_(std::move(tokens)) {}

    std::string whole() {
        std::string text = disjunction();
        if (at_ != tokens_.size()) throw std::runtime_error("left over: " + tokens_[at_]);
        return text;
    }

 private:
    [[nodiscard]] std::string_view next() const {
        return at_ < tokens_.size() ? tokens_[at_] : std::string_view();
    }
    std::string take() {
        if (at_ == tokens_.size()) throw std::runtime_error("the expression ends too early");
        return tokens_[at_++];
    }
    bool take_if(std::string_view token) { return next() == token && (++at_, true); }
    void expect(std::string_view token) {
        if (!take_if(token)) throw std::runtime_error("expected " + std::string(token));
    }

    // Operands of nested ANDs are operands of the whole: parts_ collects them.
    std::string disjunction() {
        return chain("OR", [this] { return conjunction(); });
    }
    std::string conjunction() {
        return chain("AND", [this] { return negation(); });
    }
    template <class Operand>
    std::string chain(std::string_view word, const Operand& operand) {
        texts parts;
        do {
            const std::string part = operand();
            const std::string prefix = std::string(word) + "{";
            if (part.starts_with(prefix)) {
                for (std::string& each : split(part.substr(prefix.size(), part.size() - prefix.size() - 1)))
                    parts.push_back(std::move(each));
            } else {
                parts.push_back(part);
            }
        } while (take_if(word));
        return parts.size() == 1 ? parts.front()
                                 : std::string(word) + "{" + joined_in_any_order(std::move(parts), ";") + "}";
    }
    static texts split(std::string_view list) {
        texts parts(1);
        int depth = 0;
        for (const char c : list) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ';' && depth == 0)
                parts.emplace_back();
            else
                parts.back() += c;
        }
        return parts;
    }
    std::string negation() {
        if (take_if("NOT")) return "NOT{" + negation() + "}";
        if (take_if("(")) {
            std::string inner = disjunction();
            expect(")");
            return inner;
        }
        return comparison();
    }
    std::string comparison() {
        const std::string left = operand();
        if (take_if("BETWEEN")) {
            const std::string low = operand();
            expect("AND");
            return left + " BETWEEN " + low + " AND " + operand();
        }
        if (take_if("IN")) {
            expect("(");
            texts choices{operand()};
            while (take_if(",")) choices.push_back(operand());
            expect(")");
            return left + " IN (" + joined_in_any_order(std::move(choices), ",") + ")";
        }
        static constexpr std::array<std::string_view, 6> comparators{"=", "<>", "<", "<=", ">", ">="};
        if (std::ranges::find(comparators, next()) == comparators.end()) return left;  // a function
        const std::string comparator = take();
        return left + " " + comparator + " " + operand();
    }
    std::string operand() {
        std::string text = take();
        if (take_if("(")) {
            texts arguments{operand()};
            while (take_if(",")) arguments.push_back(operand());
            expect(")");
            return text + "(" + joined(arguments, ",") + ")";
        }
        while (next() == "." || next() == "[") {
            const bool index = next() == "[";
            text += take() + take();
            if (index) text += take();
        }
        return text;
    }

    texts tokens_;
    std::size_t at_ = 0;
};

/// Sections in their order; the actions of each section in any order.
std::string canonical_update(const texts& tokens) {
    static constexpr std::array<std::string_view, 4> keywords{"SET", "REMOVE", "ADD", "DELETE"};
    texts sections;
    std::string section;
    texts actions;
    const auto finish = [&] {
        if (!section.empty()) sections.push_back(section + " " + joined_in_any_order(actions, ", "));
        actions.clear();
    };
    int depth = 0;
    for (const std::string& token : tokens) {
        if (std::ranges::find(keywords, token) != keywords.end()) {
            finish();
            section = token;
            actions.emplace_back();
        } else if (token == "," && depth == 0) {
            actions.emplace_back();
        } else if (!actions.empty()) {
            depth += token == "(" ? 1 : token == ")" ? -1 : 0;
            actions.back() += token;
        }
    }
    finish();
    return joined(sections, " ");
}

std::string canonical_projection(const texts& tokens) {
    texts paths(1);
    for (const std::string& token : tokens) {
        if (token == ",")
            paths.emplace_back();
        else
            paths.back() += token;
    }
    return joined_in_any_order(std::move(paths), ", ");
}

std::string canonical_text(std::string_view member, std::string_view text, const document& names,
                           const document& values) {
    texts tokens = tokens_of(text, names, values);
    if (member == "UpdateExpression") return canonical_update(tokens);
    if (member == "ProjectionExpression") return canonical_projection(tokens);
    return condition_reader(std::move(tokens)).whole();
}

// --- requests
// --------------------------------------------------------------------------------------------------

bool is_ordered(std::string_view member) {
    static constexpr std::array<std::string_view, 9> unordered{"SS",
                                                               "NS",
                                                               "BS",
                                                               "AttributeDefinitions",
                                                               "GlobalSecondaryIndexes",
                                                               "LocalSecondaryIndexes",
                                                               "Keys",
                                                               "Tags",
                                                               "TransactItems"};
    return std::ranges::find(unordered, member) == unordered.end();
}

bool says_nothing(std::string_view member, const document& d) {
    if (member == "ReturnConsumedCapacity") return true;
    if (member == "ExpressionAttributeNames" || member == "ExpressionAttributeValues") return true;
    if (member == "ConsistentRead") return !d.as_bool();
    if (member == "BillingMode") return d.text() == "PROVISIONED";
    return member == "ScanIndexForward" && d.as_bool();
}

std::string canonical_array(const document& d, bool ordered) {
    texts elements;
    for (const document& each : d.elements()) elements.push_back(canonical(each));
    return "[" + (ordered ? joined(elements, ",") : joined_in_any_order(std::move(elements), ",")) + "]";
}

// The requests or keys of a batch, by table.
std::string canonical_tables(const document& d) {
    texts tables;
    for (std::size_t i = 0; i < d.names().size(); ++i) {
        const document& value = d.elements()[i];
        const bool writes = value.type() == document::kind::array;
        tables.push_back("\"" + d.names()[i] +
                         "\":" + (writes ? canonical_array(value, false) : canonical(value)));
    }
    return "{" + joined_in_any_order(std::move(tables), ",") + "}";
}

std::string canonical_object(const document& d) {
    texts members;
    for (std::size_t i = 0; i < d.names().size(); ++i) {
        const std::string& name = d.names()[i];
        const document& value = d.elements()[i];
        if (says_nothing(name, value)) continue;
        std::string text;
        if (name.ends_with("Expression") && value.type() == document::kind::string)
            text = canonical_text(name, value.text(), d["ExpressionAttributeNames"],
                                  d["ExpressionAttributeValues"]);
        else if (name == "RequestItems")
            text = canonical_tables(value);
        else if (value.type() == document::kind::array)
            text = canonical_array(value, is_ordered(name));
        else if (name == "N" && value.type() == document::kind::string)
            text = number::parse(value.text()).value().to_string();
        else
            text = canonical(value);
        members.push_back("\"" + name + "\":" + text);
    }
    return "{" + joined_in_any_order(std::move(members), ",") + "}";
}

std::string canonical(const document& d) {
    switch (d.type()) {
        case document::kind::null: return "null";
        case document::kind::boolean: return d.as_bool() ? "true" : "false";
        case document::kind::number: return d.text();
        case document::kind::string: return "\"" + d.text() + "\"";
        case document::kind::array: return canonical_array(d, true);
        case document::kind::object: return canonical_object(d);
    }
    return {};
}

document parsed(std::string_view json) {
    if (json.empty()) return {};
    auto d = document::parse(json);
    if (!d) throw std::runtime_error("no JSON: " + std::string(json));
    return std::move(*d);
}

}  // namespace

std::string canonical_request(std::string_view body) { return canonical(parsed(body)); }

std::string canonical_expression(std::string_view expression, std::string_view names,
                                 std::string_view values) {
    const bool update = expression.starts_with("SET ") || expression.starts_with("REMOVE ") ||
                        expression.starts_with("ADD ") || expression.starts_with("DELETE ");
    return canonical_text(update ? "UpdateExpression" : "ConditionExpression", expression, parsed(names),
                          parsed(values));
}

}  // namespace dynaco::test
