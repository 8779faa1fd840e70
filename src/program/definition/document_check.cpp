#include "program/definition/document_check.hpp"

#include "program/command.hpp"
#include "program/definition/plain_document.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

namespace dynaco::program {
namespace {

// Limits of DynamoDB that AWS does not raise.
constexpr std::size_t shortest_name = 3;
constexpr std::size_t longest_name = 255;
constexpr std::size_t most_local_indexes = 5;
constexpr std::size_t most_named_attributes = 20;  // in the projection of an index
constexpr std::size_t most_tags = 50;

bool is_part_of_table_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

std::vector<std::string> attributes_in(const value::list& schema, std::string_view kind = {}) {
    std::vector<std::string> names;
    for (const value& each : schema)
        if (kind.empty() || text_of(object_in(each), "KeyType") == kind)
            names.push_back(text_of(object_in(each), "AttributeName"));
    return names;
}

// Checks one document, member by member.
class document_check {
 public:
    explicit document_check(const item& document) : document_(document) {
        for (const value& each : list_of(document_, "AttributeDefinitions"))
            defined_.insert(text_of(object_in(each), "AttributeName"));
    }

    void run() {
        check_name("table", text_of(document_, "TableName"));
        keys("the table", list_of(document_, "KeySchema"));
        for (const std::string_view kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"})
            for (const value& each : list_of(document_, kind)) index(object_in(each));
        local_indexes();
        definitions();
        tags();
    }

 private:
    void keys(const std::string& of, const value::list& schema) {
        const std::vector<std::string> names = attributes_in(schema);
        check_keys_differ(of, names);
        if (attributes_in(schema, "HASH").empty()) throw usage_error(of + " has no hash key; name one");
        for (const std::string& each : names) {
            if (!defined_.contains(each)) refuse_without_type(each, of);
            used_.insert(each);
        }
    }

    [[noreturn]] static void refuse_without_type(const std::string& attribute, const std::string& of) {
        throw usage_error("the key attribute " + attribute + " of " + of +
                          " has no type: add it to AttributeDefinitions");
    }

    void index(const item& one) {
        const std::string name = text_of(one, "IndexName");
        check_name("index", name);
        if (!index_names_.insert(name).second)
            throw usage_error("two indexes have the name " + name + "; choose another name for one");
        keys("the index " + name, list_of(one, "KeySchema"));
        const value::list& projected = list_of(object_of(one, "Projection"), "NonKeyAttributes");
        std::set<std::string> names;
        for (const value& each : projected)
            if (const auto* const text = each.get_if<std::string>(); text && !names.insert(*text).second)
                throw usage_error("the index " + name + " has the attribute " + *text +
                                  " twice; leave out one");
        if (projected.size() > most_named_attributes)
            throw usage_error("the index " + name + " has " + std::to_string(projected.size()) +
                              " attributes besides its keys; at most " +
                              std::to_string(most_named_attributes) + " can be named, or all of them");
    }

    void local_indexes() const {
        const value::list& all = list_of(document_, "LocalSecondaryIndexes");
        if (all.empty()) return;
        if (attributes_in(list_of(document_, "KeySchema"), "RANGE").empty())
            throw usage_error("a table with a local index needs a range key; add one, or use a global index");
        if (all.size() > most_local_indexes)
            throw usage_error("a table has at most " + std::to_string(most_local_indexes) +
                              " local indexes; use global ones for the others");
        const std::vector<std::string> hash = attributes_in(list_of(document_, "KeySchema"), "HASH");
        for (const value& each : all)
            if (attributes_in(list_of(object_in(each), "KeySchema"), "HASH") != hash)
                throw usage_error("the hash key of the local index " + text_of(object_in(each), "IndexName") +
                                  " is not that of the table; use a global index for another hash key");
    }

    // Other members can also use a definition.
    void definitions() const {
        if (document_.contains("VectorIndexes")) return;
        for (const std::string& each : defined_)
            if (!used_.contains(each))
                throw usage_error("AttributeDefinitions has " + each +
                                  ", which is not part of a key: remove it, because only keys are defined");
    }

    void tags() const {
        const value::list& all = list_of(document_, "Tags");
        std::set<std::string> names;
        for (const value& each : all)
            if (const std::string key = text_of(object_in(each), "Key"); !names.insert(key).second)
                throw usage_error("the tag " + key + " is written twice; leave out one");
        if (all.size() > most_tags)
            throw usage_error("a table has at most " + std::to_string(most_tags) + " tags");
    }

    const item& document_;
    std::set<std::string> defined_{};
    std::set<std::string> used_{};
    std::set<std::string> index_names_{};
};

}  // namespace

void check_document(const item& document) { document_check(document).run(); }

namespace {

bool is_name(std::string_view name) {
    return name.size() >= shortest_name && name.size() <= longest_name &&
           std::ranges::all_of(name, is_part_of_table_name);
}

// "arn:aws:dynamodb:eu-west-1:123456789012:table/orders", or of a backup or a stream of a table.
bool is_arn_of_table(std::string_view arn) {
    constexpr int parts_before_resource = 5;
    for (int i = 0; i < parts_before_resource; ++i) {
        const auto colon = arn.find(':');
        if (colon == arn.npos || (i == 2 && arn.substr(0, colon) != "dynamodb")) return false;
        arn.remove_prefix(colon + 1);
    }
    constexpr std::string_view resource = "table/";
    if (!arn.starts_with(resource)) return false;
    arn.remove_prefix(resource.size());
    const std::string_view name = arn.substr(0, arn.find('/'));
    arn.remove_prefix(name.size());
    return !name.empty() && std::ranges::all_of(name, is_part_of_table_name) &&
           (arn.empty() || arn.starts_with("/backup/") || arn.starts_with("/stream/"));
}

}  // namespace

void check_name(std::string_view what, std::string_view name) {
    const bool is_arn = what == "table" && name.starts_with("arn:");
    if (is_arn ? is_arn_of_table(name) : is_name(name)) return;
    if (is_arn)
        throw usage_error('`' + std::string(name) +
                          "` is not the ARN of a table: write its name, or "
                          "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME");
    throw usage_error('`' + std::string(name) + "` cannot be the name of " +
                      (what == "index" ? "an " : "a ") + std::string(what) +
                      ": a name has 3 to 255 characters of a-z, A-Z, 0-9, _, - and .");
}

void check_keys_differ(std::string_view of, std::span<const std::string> attributes) {
    std::set<std::string_view> names;
    for (const std::string& each : attributes)
        if (!names.insert(each).second)
            throw usage_error("the attribute " + each + " is twice in the key of " + std::string(of) +
                              "; choose another attribute, or leave out one");
}

}  // namespace dynaco::program
