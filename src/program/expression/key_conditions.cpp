#include "program/expression/key_conditions.hpp"

#include "program/expression/path_parser.hpp"
#include "program/expression/test_parser.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

// A key attribute and the conditions on it.
struct key_part {
    key_description attribute{};
    bool is_hash = false;
    bool is_given = false;  // by an argument
    std::vector<condition_tree> tests{};
};

bool is_equality(const condition_tree& test) noexcept { return test.symbol == "="; }

// 5 = id is id = 5.
void put_attribute_first(condition_tree& test) {
    if (test.form != condition_form::compare || test.operands[0].is_path() || !test.operands[1].is_path())
        return;
    std::swap(test.operands[0], test.operands[1]);
    constexpr std::pair<std::string_view, std::string_view> mirrored[] = {
        {"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}};
    for (const auto& [symbol, mirror] : mirrored)
        if (test.symbol == symbol) {
            test.symbol = mirror;
            return;
        }
}

class query_splitter {
 public:
    query_splitter(const key_shape& key, std::string_view text) : text_(text) {
        for (const key_description& each : key.hash) parts_.push_back({.attribute = each, .is_hash = true});
        for (const key_description& each : key.range) parts_.push_back({.attribute = each});
    }

    void give(const std::vector<value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            condition_tree test{.form = condition_form::compare, .symbol = "="};
            test.operands.push_back({.path = {.steps = {{.name = parts_[i].attribute.name}}}});
            test.operands.push_back({.form = operand_form::constant, .constant = values[i]});
            parts_[i].tests.push_back(std::move(test));
            parts_[i].is_given = true;
        }
    }

    void add(condition_tree written) {
        if (written.form != condition_form::all) return add_one(std::move(written));
        for (condition_tree& each : written.parts) add_one(std::move(each));
    }

    split_query result() {
        std::vector<condition_tree> tests;
        const key_part* open = nullptr;  // the first range key without an equality
        for (key_part& part : parts_) {
            if (part.tests.empty()) {
                if (part.is_hash) refuse_missing(part);
            } else {
                if (open != nullptr) refuse_gap(part, *open);
                tests.push_back(joined(part));
            }
            if (open == nullptr && (part.tests.empty() || !is_equality(tests.back()))) open = &part;
        }
        split_query split;
        split.key = tests.size() == 1
                        ? std::move(tests.front())
                        : condition_tree{.form = condition_form::all, .parts = std::move(tests)};
        if (filters_.size() == 1) split.filter = std::move(filters_.front());
        if (filters_.size() > 1)
            split.filter = condition_tree{.form = condition_form::all, .parts = std::move(filters_)};
        return split;
    }

 private:
    [[nodiscard]] key_part* find(std::string_view name) {
        const auto found = std::ranges::find(
            parts_, name, [](const key_part& part) -> std::string_view { return part.attribute.name; });
        return found == parts_.end() ? nullptr : &*found;
    }

    void add_one(condition_tree test) {
        put_attribute_first(test);
        const bool is_test = test.parts.empty() && test.operands.front().is_path();
        key_part* const part = is_test ? find(test.operands.front().path.steps.front().name) : nullptr;
        if (part == nullptr) {
            refuse_keys_inside(test);
            filters_.push_back(std::move(test));
            return;
        }
        check(test, *part);
        part->tests.push_back(std::move(test));
    }

    void check(const condition_tree& test, const key_part& part) const {
        const std::string& name = part.attribute.name;
        if (part.is_given) refuse(text_, test.column, name + " has its value already, from the arguments");
        if (test.operands.front().path.steps.size() > 1)
            refuse(text_, test.column, "the key attribute " + name + " has no parts");
        if (part.is_hash && !is_equality(test))
            refuse(text_, test.column,
                   "a query reads one " + name + ", its hash key: write " + text_of_name(name) +
                       " = and the value");
        const bool allowed = test.form == condition_form::between || test.symbol == "begins_with" ||
                             (test.form == condition_form::compare && test.symbol != "<>");
        if (!allowed)
            refuse(
                text_, test.column,
                "the range key " + name + " can be compared only with = < <= > >= between and begins_with");
        for (std::size_t i = 1; i < test.operands.size(); ++i) check_value(test.operands[i], part);
    }

    void check_value(const operand& each, const key_part& part) const {
        const attribute_type wanted = part.attribute.type;
        const std::string what = "the key attribute " + part.attribute.name + " is ";
        if (each.is_path() && !each.path.quoted)
            refuse(text_, each.column,
                   "a key attribute is compared with a value: for text write \"" + text_of(each.path) + '"');
        if (!each.is_constant()) refuse(text_, each.column, "a key attribute is compared with a value");
        if (each.constant.type() == wanted) return;
        if (wanted == attribute_type::S)
            refuse(text_, each.column, what + "text (S): write the value in quotes");
        if (wanted == attribute_type::N)
            refuse(text_, each.column, what + "a number (N): write the value without quotes");
        refuse(text_, each.column, what + "binary (B): write b64\"AQID\"");
    }

    // DynamoDB refuses key attributes in the filter of a query.
    void refuse_keys_inside(const condition_tree& test) {
        for (const condition_tree& each : test.parts) refuse_keys_inside(each);
        for (const operand& each : test.operands) refuse_keys_inside(each);
    }
    void refuse_keys_inside(const operand& each) {
        for (const operand& part : each.parts) refuse_keys_inside(part);
        if (!each.is_path()) return;
        const key_part* const part = find(each.path.steps.front().name);
        if (part == nullptr) return;
        refuse(text_, each.column,
               "the key attribute " + part->attribute.name +
                   " cannot be inside or, not or a filter of a query: join its condition with and" +
                   (part->is_hash ? ", or use one query for each value" : ""));
    }

    static std::string example_of(attribute_type type) {
        if (type == attribute_type::N) return "1";
        return type == attribute_type::B ? "b64\"AQID\"" : "\"text\"";
    }
    [[noreturn]] void refuse_missing(const key_part& part) const {
        const std::string& name = part.attribute.name;
        refuse(text_, text_.size(),
               "a query needs the value of the hash key " + name + ": write " + text_of_name(name) + " = " +
                   example_of(part.attribute.type) + " and ..., or use scan");
    }
    [[noreturn]] void refuse_gap(const key_part& part, const key_part& open) const {
        refuse(text_, part.tests.front().column,
               "a condition on " + part.attribute.name + " needs " + open.attribute.name +
                   " = and a value before it");
    }

    // DynamoDB allows one condition for each key attribute: x >= a and x <= b is x between a and b.
    condition_tree joined(key_part& part) const {
        if (part.tests.size() == 1) return std::move(part.tests.front());
        condition_tree& low = part.tests[part.tests[0].symbol == ">=" ? 0 : 1];
        condition_tree& high = part.tests[part.tests[0].symbol == ">=" ? 1 : 0];
        const std::string& name = part.attribute.name;
        if (part.tests.size() > 2 || low.symbol != ">=" || high.symbol != "<=")
            refuse(text_, part.tests[1].column,
                   "a query can have one condition on " + name +
                       (part.is_hash ? std::string()
                                     : ": for a range write " + text_of_name(name) +
                                           " between the smallest and the largest value"));
        condition_tree between{.form = condition_form::between, .column = part.tests[0].column};
        between.operands.push_back(std::move(low.operands[0]));
        between.operands.push_back(std::move(low.operands[1]));
        between.operands.push_back(std::move(high.operands[1]));
        check_test(text_, between);
        return between;
    }

    std::string_view text_;
    std::vector<key_part> parts_{};
    std::vector<condition_tree> filters_{};
};

}  // namespace

split_query split_conditions(const key_shape& key, const std::vector<value>& given, std::string_view text,
                             std::optional<condition_tree> written) {
    query_splitter splitter(key, text);
    splitter.give(given);
    if (written) splitter.add(std::move(*written));
    return splitter.result();
}

}  // namespace dynaco::program
