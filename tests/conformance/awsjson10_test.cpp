// The AWS JSON 1.0 protocol tests (Smithy, as botocore has them): awsjson10-input.json and
// awsjson10-output.json in the folder of conformance data, which the environment variable DYNACO_CONFORMANCE
// names.
//
// Their shapes are those of an invented service. These parts apply to DynamoDB: errors; replies without
// members; unknown members; and unions. An AttributeValue is a union, so each member of a union is checked as
// the attribute type that has its shape. `input_rules` and `output_rules` decide by features of the cases,
// not by their names; a case without a rule fails.

#include "json/document.hpp"
#include "wire/verdict.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace dynaco::awsjson10_test {
namespace {

using detail::json::document;

// One case with the suite that it belongs to.
struct test_case {
    const document& suite;
    const document& self;

    const document& shape(const document& reference) const {
        return suite["shapes"][reference["shape"].text()];
    }
    const document& input() const { return shape(self["given"]["input"]); }
    const document& output() const { return shape(self["given"]["output"]); }
};

bool has_members(const document& shape) { return !shape["members"].elements().empty(); }

template <class Test>
bool all_members(const test_case& c, const document& shape, const Test& test) {
    return has_members(shape) && std::ranges::all_of(shape["members"].elements(),
                                                     [&](const document& m) { return test(c.shape(m)); });
}
template <class Test>
bool any_member(const test_case& c, const document& shape, const Test& test) {
    return std::ranges::any_of(shape["members"].elements(),
                               [&](const document& m) { return test(c.shape(m)); });
}

bool is_union(const document& shape) { return shape["union"].as_bool(); }
bool is_float(const document& shape) {
    return shape["type"].text() == "float" || shape["type"].text() == "double";
}
bool is_document(const document& shape) { return shape["document"].as_bool(); }
bool is_number(const document& shape) {
    constexpr std::array<std::string_view, 6> types{"integer", "long", "short", "byte", "float", "double"};
    return shape["type"].text() == "timestamp" || std::ranges::count(types, shape["type"].text()) > 0;
}
bool is_plain(const document& shape) {
    constexpr std::array<std::string_view, 6> types{"string", "boolean", "blob", "list", "map", "structure"};
    return is_number(shape) || std::ranges::count(types, shape["type"].text()) > 0;
}
bool has_defaults(const document& shape) {
    return std::ranges::any_of(shape["members"].elements(), [](const document& m) {
        return std::ranges::count(m.names(), "default") > 0;
    });
}

// --- the same data as attributes
// -----------------------------------------------------------------------------

attribute_type attribute_type_for(const document& shape) {
    const std::string& type = shape["type"].text();
    if (is_number(shape)) return attribute_type::N;
    if (type == "boolean") return attribute_type::BOOL;
    if (type == "blob") return attribute_type::B;
    if (type == "list") return attribute_type::L;
    return type == "string" ? attribute_type::S : attribute_type::M;
}

const document& member_shape(const test_case& c, const document& shape, std::string_view name) {
    return c.shape(shape["type"].text() == "map" ? shape["value"] : shape["members"][name]);
}

void write_content(detail::json::writer& out, const test_case& c, const document& shape,
                   const document& data);

// Converts `data`, JSON of the invented service, to DynamoDB JSON. All members of a union stay, including
// those that the reader must ignore.
void write_wrapped(detail::json::writer& out, const test_case& c, const document& shape,
                   const document& data) {
    out.begin_object();
    if (is_union(shape)) {
        for (std::size_t i = 0; i < data.names().size(); ++i) {
            const std::string& name = data.names()[i];
            const document& member = data.elements()[i];
            const document& its_shape = member_shape(c, shape, name);
            out.key(its_shape.is_null() ? name : std::string(wire_name(attribute_type_for(its_shape))));
            write_content(out, c, its_shape, member);
        }
    } else {
        out.plain_key(wire_name(attribute_type_for(shape)));
        write_content(out, c, shape, data);
    }
    out.end_object();
}

void write_content(detail::json::writer& out, const test_case& c, const document& shape,
                   const document& data) {
    switch (data.type()) {
        case document::kind::null: return out.raw("null");
        case document::kind::boolean: return out.boolean(data.as_bool());
        case document::kind::number:
        case document::kind::string: out.string(data.text()); return;
        case document::kind::array:
            out.begin_array();
            for (const document& each : data.elements()) {
                out.element();
                write_wrapped(out, c, c.shape(shape["member"]), each);
            }
            return out.end_array();
        case document::kind::object:
            out.begin_object();
            for (std::size_t i = 0; i < data.names().size(); ++i) {
                out.key(data.names()[i]);
                write_wrapped(out, c, member_shape(c, shape, data.names()[i]), data.elements()[i]);
            }
            return out.end_object();
    }
}

// Converts `data`, parameters or a result of the tests (blobs are plain text), to a value.
value value_of(const test_case& c, const document& shape, const document& data) {
    if (is_union(shape) && data.names().size() == 1)
        return value_of(c, member_shape(c, shape, data.names()[0]), data.elements()[0]);
    switch (attribute_type_for(shape)) {
        case attribute_type::N: return number(std::string_view(data.text()));
        case attribute_type::BOOL: return data.as_bool();
        case attribute_type::S: return data.text();
        case attribute_type::B: {
            const auto* const first = reinterpret_cast<const std::byte*>(data.text().data());
            return binary(first, first + data.text().size());
        }
        case attribute_type::L: {
            value::list list;
            for (const document& each : data.elements())
                list.push_back(value_of(c, c.shape(shape["member"]), each));
            return list;
        }
        default: break;
    }
    item map;
    for (std::size_t i = 0; i < data.names().size(); ++i)
        map.insert_or_assign(data.names()[i],
                             value_of(c, member_shape(c, shape, data.names()[i]), data.elements()[i]));
    return map;
}

// An object of unions is an item.
std::string item_json(const test_case& c, const document& shape, const document& data) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    for (std::size_t i = 0; i < data.names().size(); ++i) {
        out.key(data.names()[i]);
        write_wrapped(out, c, member_shape(c, shape, data.names()[i]), data.elements()[i]);
    }
    out.end_object();
    return text;
}

bool equal(const document& a, const document& b) {
    if (a.type() != b.type() || a.text() != b.text() || a.as_bool() != b.as_bool() ||
        a.elements().size() != b.elements().size())
        return false;
    for (std::size_t i = 0; i < a.elements().size(); ++i) {
        const document& other = a.type() == document::kind::object ? b[a.names()[i]] : b.elements()[i];
        if (!equal(a.elements()[i], other)) return false;
    }
    return true;
}

// --- checks -----------------------------------------------------------------------------------------

std::string header(const document& headers, std::string_view lower_case_name) {
    for (std::size_t i = 0; i < headers.names().size(); ++i) {
        std::string name = headers.names()[i];
        std::ranges::transform(name, name.begin(),
                               [](unsigned char ch) { return static_cast<char>(std::tolower(ch)); });
        if (name == lower_case_name) return headers.elements()[i].text();
    }
    return {};
}

wire::response reply_of(const test_case& c) {
    const document& response = c.self["response"];
    return {.status = static_cast<int>(response["status_code"].as_integer()),
            .body = response["body"].text(),
            .request_id = header(response["headers"], "x-amzn-requestid"),
            .error_type = header(response["headers"], "x-amzn-errortype"),
            .crc32 = header(response["headers"], "x-amz-crc32")};
}

void check_error(const test_case& c) {
    const auto verdict = wire::judge(reply_of(c));
    ASSERT_FALSE(verdict);
    const auto& about = verdict.error().diagnostics();
    EXPECT_EQ(about.service_code, c.self["errorCode"].text());
    EXPECT_EQ(about.http_status, c.self["response"]["status_code"].as_integer());
    std::string message = c.self["errorMessage"].text();
    for (const char* name : {"message", "Message"})
        if (message.empty()) message = c.self["error"][name].text();
    EXPECT_EQ(about.service_message, message);
}

void check_members_are_ignored(const test_case& c) {
    const wire::response reply = reply_of(c);
    EXPECT_TRUE(wire::judge(reply));
    EXPECT_TRUE(put_item::decode(reply.body));
    EXPECT_TRUE(get_item::decode(reply.body));
    EXPECT_TRUE(query::decode(reply.body));
    EXPECT_TRUE(batch_get_item::decode(reply.body));
    EXPECT_TRUE(batch_write_item::decode(reply.body));
    const auto tables = list_tables::decode(reply.body);
    ASSERT_TRUE(tables);
    EXPECT_TRUE(tables->table_names.empty());
}

void check_unions_are_read(const test_case& c) {
    check_members_are_ignored(c);
    const auto body = document::parse(c.self["response"]["body"].text());
    ASSERT_TRUE(body);
    const std::string reply = R"({"Item":)" + item_json(c, c.output(), *body) + '}';
    const auto decoded = get_item::decode(reply);
    ASSERT_TRUE(decoded) << reply << ": " << decoded.error().text();
    const value expected = value_of(c, c.output(), c.self["result"]);
    EXPECT_EQ(decoded->item, expected.get<item>()) << reply;
}

void check_empty_object_is_sent(const test_case& c) {
    std::string body;
    detail::json::writer out(body);
    EXPECT_TRUE(list_tables{}.encode(out));
    EXPECT_EQ(body, c.self["serialized"]["body"].text());
}

void check_unions_are_written(const test_case& c) {
    const value object = value_of(c, c.input(), c.self["params"]);
    std::string body;
    detail::json::writer out(body);
    ASSERT_TRUE((put_item{.table_name = "t", .item = object.get<item>()}.encode(out)));
    const auto sent = document::parse(body);
    const auto expected = document::parse(c.self["serialized"]["body"].text());
    ASSERT_TRUE(sent && expected);
    const auto as_item = document::parse(item_json(c, c.input(), *expected));
    ASSERT_TRUE(as_item);
    EXPECT_TRUE(equal((*sent)["Item"], *as_item)) << body;
}

// --- the rules, the first that applies
// -------------------------------------------------------------------------

struct rule {
    const char* what;
    bool (*applies)(const test_case&);
    void (*check)(const test_case&);  // null: listed as not to be mapped, for the reason that `what` gives
};

constexpr rule input_rules[] = {
    {"host prefixes: no operation of DynamoDB has the endpoint trait",
     [](const test_case& c) { return !c.self["given"]["endpoint"].is_null(); }, nullptr},
    {"paths of custom endpoints: DynamoDB has one resource, and the body is that of other cases",
     [](const test_case& c) { return c.self["serialized"]["uri"].text() != "/"; }, nullptr},
    {"request compression: no operation of DynamoDB has the trait",
     [](const test_case& c) { return !c.self["given"]["requestcompression"].is_null(); }, nullptr},
    {"no input is an empty object",
     [](const test_case& c) { return !has_members(c.input()) && c.self["params"].elements().empty(); },
     check_empty_object_is_sent},
    {"unions are attributes", [](const test_case& c) { return all_members(c, c.input(), is_union); },
     check_unions_are_written},
    {"modelled default values: DynamoDB's inputs have none",
     [](const test_case& c) { return has_defaults(c.input()) || any_member(c, c.input(), has_defaults); },
     nullptr},
    {"modelled floats: DynamoDB's inputs have none, and the numbers in attributes are text and finite",
     [](const test_case& c) { return any_member(c, c.input(), is_float); }, nullptr},
    {"documents: DynamoDB has no such member",
     [](const test_case& c) { return any_member(c, c.input(), is_document); }, nullptr},
    {"members of another service", [](const test_case& c) { return all_members(c, c.input(), is_plain); },
     nullptr},
};

constexpr rule output_rules[] = {
    {"errors", [](const test_case& c) { return !c.self["errorCode"].is_null(); }, check_error},
    {"unions are attributes", [](const test_case& c) { return all_members(c, c.output(), is_union); },
     check_unions_are_read},
    {"replies without known members are empty ones",
     [](const test_case& c) {
         return c.self["result"].type() == document::kind::object && !has_members(c.output());
     },
     check_members_are_ignored},
    {"modelled floats: dynaco's replies have only finite ones (capacity units), as numbers",
     [](const test_case& c) { return all_members(c, c.output(), is_float); }, nullptr},
    {"members of another service are ignored at any depth",
     [](const test_case& c) {
         return c.self["result"].type() == document::kind::object && all_members(c, c.output(), is_plain);
     },
     check_members_are_ignored},
};

struct tally {
    std::size_t cases = 0;
    std::size_t checked = 0;
    std::map<std::string, std::size_t> by_rule{};
};

template <std::size_t N>
void run(const rule (&rules)[N], const test_case& c, tally& count) {
    SCOPED_TRACE(c.self["id"].text());
    ++count.cases;
    const auto* const found = std::ranges::find_if(rules, [&c](const rule& r) { return r.applies(c); });
    if (found == std::end(rules)) {
        ADD_FAILURE() << "no rule says what to do with this case";
        return;
    }
    ++count.by_rule[found->what];
    if (!found->check) return;
    ++count.checked;
    found->check(c);
}

std::string data_file(const std::string& name) {
    const char* const folder = std::getenv("DYNACO_CONFORMANCE");
    return folder && *folder != '\0' ? std::string(folder) + '/' + name : std::string();
}

template <std::size_t N>
tally run_all(const rule (&rules)[N], std::istream& stream) {
    tally count;
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto suites = document::parse(text);
    EXPECT_TRUE(suites && suites->type() == document::kind::array) << "the file is not a JSON array";
    if (!suites) return count;
    for (const document& suite : suites->elements())
        for (const document& each : suite["cases"].elements()) run(rules, {suite, each}, count);
    for (const auto& [what, cases] : count.by_rule)
        std::cout << cases << (cases == 1 ? " case: " : " cases: ") << what << '\n';
    return count;
}

TEST(AwsJson10, EveryInputIsCheckedOrListed) {
    const std::string file = data_file("awsjson10-input.json");
    if (file.empty()) GTEST_SKIP() << "The conformance data is absent: set DYNACO_CONFORMANCE to its folder.";
    std::ifstream stream{file, std::ios::binary};
    if (!stream) GTEST_SKIP() << "The conformance data is absent: there is no readable " << file << ".";
    const tally count = run_all(input_rules, stream);
    EXPECT_GT(count.checked, 0u);
    RecordProperty("cases", static_cast<int>(count.cases));
    RecordProperty("checked", static_cast<int>(count.checked));
}

TEST(AwsJson10, EveryOutputIsCheckedOrListed) {
    const std::string file = data_file("awsjson10-output.json");
    if (file.empty()) GTEST_SKIP() << "The conformance data is absent: set DYNACO_CONFORMANCE to its folder.";
    std::ifstream stream{file, std::ios::binary};
    if (!stream) GTEST_SKIP() << "The conformance data is absent: there is no readable " << file << ".";
    const tally count = run_all(output_rules, stream);
    EXPECT_GT(count.checked, 0u);
    RecordProperty("cases", static_cast<int>(count.cases));
    RecordProperty("checked", static_cast<int>(count.checked));
}

}  // namespace
}  // namespace dynaco::awsjson10_test
