#include "program/jobs/job_requests.hpp"

#include "program/command.hpp"
#include "program/definition/plain_document.hpp"
#include "program/text/table_text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace dynaco::program {
namespace {

void set_text(item& to, std::string_view member, const std::string& text) {
    if (!text.empty()) to.insert_or_assign(member, text);
}

std::string in_upper_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string api_format(const std::string& written) {
    return written == "dynamodb" ? "DYNAMODB_JSON" : in_upper_case(written);
}

item s3_object(const std::string& written, const char* prefix_member, const std::string& owner) {
    const s3_place place = parse_s3_place(written);
    item made{{"S3Bucket", place.bucket}};
    set_text(made, prefix_member, place.prefix);
    set_text(made, "S3BucketOwner", owner);
    return made;
}

// The API has times as seconds since 1970.
value seconds_of(time_point time) {
    const auto passed = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
    if (passed % 1000 == 0) return passed / 1000;
    return static_cast<double>(passed) / 1000;
}

void add_s3_encryption(item& to, const std::string& encryption, const std::string& kms_key) {
    if (!kms_key.empty() && encryption != "kms")
        throw usage_error("--kms-key can be used only with --encrypt kms");
    if (encryption.empty()) return;
    to.insert_or_assign("S3SseAlgorithm", in_upper_case(encryption));
    set_text(to, "S3SseKmsKeyId", kms_key);
}

void add_encryption_options(CLI::App& parser, std::string& encryption, std::string& kms_key) {
    parser.add_option("--encrypt", encryption, "How S3 encrypts the objects. Default: the bucket's setting")
        ->check(CLI::IsMember({"aes256", "kms"}));
    parser.add_option("--kms-key", kms_key, "Key of --encrypt kms")->type_name("KEY");
}

void add_owner_and_token(CLI::App& parser, std::string& owner, std::string& token) {
    parser.add_option("--bucket-owner", owner, "Account that owns the bucket, if it is not yours")
        ->type_name("ACCOUNT");
    parser
        .add_option("--token", token,
                    "Token with which the job is started at most once in eight hours. Default: random")
        ->type_name("TEXT");
}

void add_input_options(CLI::App& parser, std::string& format, const std::vector<std::string>& formats,
                       std::string& compression) {
    parser.add_option("--input-format", format, "Format of the objects; dynamodb is DynamoDB JSON")
        ->check(CLI::IsMember(formats))
        ->required();
    parser.add_option("--compression", compression, "Compression of the objects. Default: none")
        ->check(CLI::IsMember({"gzip", "zstd", "none"}));
}

struct named_delimiter {
    std::string_view name;
    std::string_view text;
};

// The delimiters that ImportTable accepts.
constexpr std::array<named_delimiter, 6> delimiters{
    {{"comma", ","}, {"semicolon", ";"}, {"colon", ":"}, {"pipe", "|"}, {"tab", "\t"}, {"space", " "}}};

std::vector<std::string> delimiter_names() {
    std::vector<std::string> names;
    for (const named_delimiter& each : delimiters) names.emplace_back(each.name);
    return names;
}

std::string delimiter_of(std::string_view written) {
    const auto found = std::ranges::find(delimiters, written, &named_delimiter::name);
    return found == delimiters.end() ? std::string() : std::string(found->text);
}

}  // namespace

void import_choice::add_options(CLI::App& parser) {
    parser.add_option("TABLE", table, "Name of the new table")->required();
    parser.add_option("S3", source, "Where the objects are: s3://bucket/prefix")->required();
    add_input_options(parser, format, {"csv", "dynamodb", "ion"}, compression);
    parser.add_option("--delimiter", delimiter, "Character between CSV cells. Default: a comma")
        ->check(CLI::IsMember(delimiter_names()));
    parser.add_option("--header", header, "Columns of a csv that has no header: id,name,total")
        ->type_name("NAMES")
        ->delimiter(',')
        ->allow_extra_args(false);
    definition.add_basic_options(parser);
    add_owner_and_token(parser, owner, token);
}

item import_choice::request() const {
    if (format != "csv" && !(delimiter.empty() && header.empty()))
        throw usage_error("--delimiter and --header can be used only with --input-format csv");
    const item document = definition.document(table);
    item parameters = members_of(
        document, {"TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "ProvisionedThroughput",
                   "OnDemandThroughput", "SSESpecification", "GlobalSecondaryIndexes", "VectorIndexes"});
    std::string others;
    for (const auto& [name, content] : document)
        if (!parameters.contains(name)) (others += others.empty() ? "" : ", ") += name;
    if (!others.empty())
        throw usage_error("an import cannot set " + others +
                          "; take it out of the file, and change the table after the import");
    item made{{"S3BucketSource", s3_object(source, "S3KeyPrefix", owner)},
              {"InputFormat", api_format(format)},
              {"TableCreationParameters", std::move(parameters)}};
    set_text(made, "InputCompressionType", in_upper_case(compression));
    item csv;
    set_text(csv, "Delimiter", delimiter_of(delimiter));
    if (!header.empty()) csv.insert_or_assign("HeaderList", value::list(header.begin(), header.end()));
    if (!csv.empty()) made.insert_or_assign("InputFormatOptions", item{{"Csv", std::move(csv)}});
    set_text(made, "ClientToken", token);
    return made;
}

void export_choice::add_options(CLI::App& parser) {
    parser.add_option("TABLE", table, "Name of the table")->required();
    parser.add_option("S3", target, "Where the export is written: s3://bucket/prefix")->required();
    CLI::Option* const at =
        parser.add_option("--at", time, "Time of the data: 2026-11-30T07:00:00Z, or 2h ago. Default: now")
            ->type_name("TIME");
    CLI::Option* const from =
        parser.add_option("--since", since, "Export only the items that changed since this time")
            ->type_name("TIME")
            ->excludes(at);
    parser.add_option("--until", until, "With --since: only changes before this time. Default: now")
        ->type_name("TIME")
        ->needs(from);
    parser
        .add_option("--view", view,
                    "With --since: the items after the changes, or also before them. Default: both")
        ->check(CLI::IsMember({"new-image", "new-and-old-images"}))
        ->needs(from);
    parser.add_option("--output-format", format, "Format of the objects. Default: dynamodb")
        ->check(CLI::IsMember({"dynamodb", "ion"}));
    add_encryption_options(parser, encryption, kms_key);
    add_owner_and_token(parser, owner, token);
}

item export_choice::request(const std::string& table_arn, time_point now) const {
    item made = s3_object(target, "S3Prefix", owner);
    made.insert_or_assign("TableArn", table_arn);
    made.insert_or_assign("ExportFormat", api_format(format.empty() ? "dynamodb" : format));
    made.insert_or_assign("ExportType", since.empty() ? "FULL_EXPORT" : "INCREMENTAL_EXPORT");
    if (!time.empty()) made.insert_or_assign("ExportTime", seconds_of(parse_time(time, now)));
    if (!since.empty()) {
        const time_point begin = parse_time(since, now);
        item changes{{"ExportFromTime", seconds_of(begin)}};
        if (!until.empty()) {
            const time_point end = parse_time(until, now);
            if (end <= begin) throw usage_error("--until must be later than --since");
            changes.insert_or_assign("ExportToTime", seconds_of(end));
        }
        if (!view.empty()) changes.insert_or_assign("ExportViewType", api_stream_view(view));
        made.insert_or_assign("IncrementalExportSpecification", std::move(changes));
    }
    add_s3_encryption(made, encryption, kms_key);
    set_text(made, "ClientToken", token);
    return made;
}

void bulk_put_choice::add_options(CLI::App& parser) {
    parser.add_option("TABLE", table, "Name of the table, which must exist")->required();
    parser.add_option("S3", source, "Where the objects are: s3://bucket/prefix")->required();
    parser
        .add_option("--rejects", rejects,
                    "Where items that were not written are reported: s3://bucket/prefix")
        ->type_name("S3")
        ->required();
    parser.add_option("--report", report, "Which of these items are reported. Default: all")
        ->check(CLI::IsMember({"errors", "conditions", "all"}));
    add_input_options(parser, format, {"dynamodb", "ion"}, compression);
    parser.add_option("--max-write-units", max_units, "Limit of the write request units per second")
        ->type_name("UNITS");
    parser.add_option("--tier", tier, "Performance tier")->check(CLI::IsMember({"standard", "accelerated"}));
    parser
        .add_option("--rejects-bucket-owner", reject_owner,
                    "Account that owns the bucket of the rejects, if it is not yours")
        ->type_name("ACCOUNT");
    add_encryption_options(parser, encryption, kms_key);
    add_owner_and_token(parser, owner, token);
}

item bulk_put_choice::request() const {
    item input = s3_object(source, "S3KeyPrefix", owner);
    input.insert_or_assign("InputFormat", api_format(format));
    set_text(input, "InputCompressionType", in_upper_case(compression));
    item output = s3_object(rejects, "S3KeyPrefix", reject_owner);
    value::list reported;
    if (report != "conditions") reported.emplace_back("ERROR");
    if (report != "errors") reported.emplace_back("CONDITION_CHECK_FAILURE");
    output.insert_or_assign("OutputType", std::move(reported));
    add_s3_encryption(output, encryption, kms_key);
    item made{{"TableName", table},
              {"InputS3Configuration", std::move(input)},
              {"OutputS3Configuration", std::move(output)}};
    if (!max_units.empty()) made.insert_or_assign("MaxWriteRequestUnits", parse_units(max_units).write);
    set_text(made, "PerformanceTier", in_upper_case(tier));
    set_text(made, "ClientToken", token);
    return made;
}

}  // namespace dynaco::program
