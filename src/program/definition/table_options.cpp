#include "program/definition/table_options.hpp"

#include "program/command.hpp"
#include "program/definition/create_document.hpp"
#include "program/definition/document_builder.hpp"
#include "program/definition/document_check.hpp"
#include "program/input_text.hpp"
#include "program/text/table_text.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

item document_in(const std::string& path) {
    const std::string text = read_input(path);
    try {
        return document_of_file(from_json<item>(text));
    } catch (const error& why) {
        throw usage_error((path == "-" ? "standard input" : path) +
                          " is not a JSON object: " + why.diagnostics().detail);
    }
}

}  // namespace

const std::vector<std::string>& stream_view_names() {
    static const std::vector<std::string> names{"keys-only", "new-image", "old-image", "new-and-old-images"};
    return names;
}

const std::vector<std::string>& table_class_names() {
    static const std::vector<std::string> names{"standard", "infrequent-access"};
    return names;
}

std::string api_stream_view(std::string_view written) {
    std::string name(written);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c == '-' ? '_' : static_cast<char>(c - 'a' + 'A'); });
    return name;
}

void table_options::add_basic_options(CLI::App& parser) {
    CLI::Option* const from_file =
        parser
            .add_option(
                "--file", file,
                "Definition as JSON, from describe --as-file or a CreateTable request; - reads standard "
                "input")
            ->type_name("FILE");
    const auto add = [&](const char* option, auto& to, const char* type, const char* text) {
        parser.add_option(option, to, text)->type_name(type)->allow_extra_args(false)->excludes(from_file);
    };
    add("--key", hash, "KEY",
        "Hash key as NAME or NAME:TYPE; TYPE is S (default), N or B. HASH,RANGE: both keys");
    add("--range", range, "KEY", "Range key as NAME or NAME:TYPE");
    add("--index", indexes, "NAME=KEYS",
        "Global index, NAME=HASH[,RANGE][/keys or /ATTRIBUTE,...]; can be repeated");
    add("--capacity", capacity, "READ,WRITE",
        "Provisioned capacity of the table and each global index. Default: the table is on demand");
    add("--max-units", max_units, "READ,WRITE", "Limit of an on-demand table in request units per second");
    add("--kms-key", kms_key, "KEY",
        "Key that encrypts the table: an id, ARN or alias; alias/aws/dynamodb is the key of AWS");
}

void table_options::add_more_options(CLI::App& parser) {
    CLI::Option* const from_file = parser.get_option("--file");
    const auto add = [&](const char* option, auto& to, const char* type, const char* text) {
        return parser.add_option(option, to, text)
            ->type_name(type)
            ->allow_extra_args(false)
            ->excludes(from_file);
    };
    add("--local-index", local_indexes, "NAME=KEYS",
        "Local index, NAME=RANGE[/keys or /ATTRIBUTE,...]; can be repeated");
    add("--stream", stream, "TEXT", "What the stream records. Default: no stream")
        ->check(CLI::IsMember(stream_view_names()));
    add("--class", table_class, "TEXT", "Table class")->check(CLI::IsMember(table_class_names()));
    add("--ttl", ttl, "ATTRIBUTE", "Attribute with the time (seconds since 1970) at which items expire");
    add("--tag", tags, "KEY=VALUE", "Tag; can be repeated");
    parser.add_flag("--protect", protect, "Switch deletion protection on")->excludes(from_file);
}

item table_options::document(std::string_view name) const {
    item made;
    if (!file.empty()) {
        made = document_in(file);
    } else {
        if (hash.empty())
            throw usage_error(
                "name the hash key, for example --key id:S; if standard input has the definition, add --file "
                "-");
        document_builder builder;
        std::vector<written_key> keys = parse_keys(hash);
        if (keys.size() > 1 && !range.empty())
            throw usage_error("--key has a range key after the comma, and so has --range; leave out one");
        if (!range.empty()) keys.push_back(parse_key(range));
        builder.keys(keys.front(), keys.size() > 1 ? std::optional(keys.back()) : std::nullopt);
        builder.billing(capacity.empty() ? std::nullopt : std::optional(parse_units(capacity)),
                        max_units.empty() ? std::nullopt : std::optional(parse_units(max_units)));
        for (const std::string& each : indexes) builder.index(parse_index(each));
        for (const std::string& each : local_indexes) builder.index(parse_local_index(each));
        if (!kms_key.empty()) builder.encryption(kms_key);
        if (!stream.empty())
            builder.set("StreamSpecification",
                        item{{"StreamEnabled", true}, {"StreamViewType", api_stream_view(stream)}});
        if (table_class == "infrequent-access") builder.set("TableClass", "STANDARD_INFREQUENT_ACCESS");
        if (protect) builder.set("DeletionProtectionEnabled", true);
        if (!ttl.empty())
            builder.set("TimeToLiveSpecification", item{{"AttributeName", ttl}, {"Enabled", true}});
        for (const std::string& each : tags) builder.tag(parse_tag(each));
        made = builder.take();
    }
    if (!name.empty()) made.insert_or_assign("TableName", name);
    if (!made.contains("TableName")) throw usage_error("name the table; the file does not have its name");
    check_document(made);
    return made;
}

}  // namespace dynaco::program
