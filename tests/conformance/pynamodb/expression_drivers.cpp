#include "canonical_request.hpp"
#include "models.hpp"
#include "recorded_case.hpp"

#include <dynaco/detail/expression/statement.hpp>

/// Conditions and updates.
namespace dynaco::test::pynamodb {
namespace {

/// Compares the clause, used with `Model`, with the expression of the case.
template <class Model, class Clause>
void expect_expression(const recorded_case& c, const Clause& clause) {
    std::string body = "{";
    detail::json::writer out(body);
    const detail::expression::statement<Model, Clause> statement(clause);
    ASSERT_TRUE(statement.write(out));
    body += "}";
    const auto& wanted = c.expected();
    const std::string expected = R"({")" + std::string(Clause::member) + R"(":)" +
                                 text_of(wanted["expression"]) + R"(,"ExpressionAttributeNames":)" +
                                 text_of(wanted["names"]) + R"(,"ExpressionAttributeValues":)" +
                                 text_of(wanted["values"]) + "}";
    EXPECT_EQ(canonical_request(body), canonical_request(expected));
}
template <class Model, class Condition>
void expect_condition(const recorded_case& c, const Condition& condition) {
    expect_expression<Model>(c, when(condition));
}
template <class Model, class... Action>
void expect_update(const recorded_case& c, const Action&... action) {
    expect_expression<Model>(c, detail::expression::update_clause<Action...>(action...));
}

}  // namespace

drivers expression_drivers() {
    drivers all;
    all["compound logic: brackets, one name placeholder per name, one value placeholder per use"] =
        [](recorded_case& c) {
            expect_condition<simple>(c, (!("email"_a < "bar") && "email"_a > "baz") || "email"_a == "foo");
        };
    all["contains: the operand of a set test has the element type"] = [](recorded_case& c) {
        expect_condition<simple>(
            c, "aliases"_a.contains("x") && "nums"_a.contains(1) && "notes"_a.contains("q"));
    };
    all["size on both sides"] = [](recorded_case& c) {
        expect_condition<simple>(c, "aliases"_a.size() >= 3 && "email"_a.size() == "id"_a.size());
    };
    all["a dot inside a map key is one name"] = [](recorded_case& c) {
        expect_condition<simple>(c, "props.'a.b'.c[2]"_a == true);
    };
    all["typed map and typed list of maps: aliases along the path"] = [](recorded_case& c) {
        expect_condition<wide>(c, "inner.label"_a == "z" && "inners[3].label"_a == "y");
    };
    all["setting an empty set removes the attribute"] = [](recorded_case& c) {
        expect_update<simple>(c, "aliases"_a.set(std::set<std::string>{}));
    };
    all["comparison with null compares with the NULL type, it does not test absence"] = [](recorded_case& c) {
        expect_condition<simple>(c, attribute("views") == null);
    };
    all["clauses always in the order SET REMOVE ADD DELETE"] = [](recorded_case& c) {
        expect_update<simple>(c, "nums"_a.delete_elements(std::set<int>{1}), "email"_a.set("bar"),
                              attribute("email").remove(), attribute("nums").add(std::set<int>{0}));
    };
    all["if_not_exists, alone and nested"] = [](recorded_case& c) {
        expect_update<simple>(
            c, "email"_a.set("email"_a.if_not_exists("x")), "views"_a.set("views"_a.if_not_exists(0) + 1),
            "notes"_a.set("notes"_a.if_not_exists(std::vector<value>{}).append(std::vector<value>{1})));
    };
    all["elements of lists and maps"] = [](recorded_case& c) {
        expect_update<simple>(c, "notes[10]"_a.remove(), "notes[0]"_a.set(5), "props.k"_a.set("v"));
    };
    return all;
}

}  // namespace dynaco::test::pynamodb
