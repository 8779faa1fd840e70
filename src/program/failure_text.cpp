#include "program/failure_text.hpp"

#include "program/option_names.hpp"
#include "program/text/shell_word.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace dynaco::program {
namespace {

// The library's advice about a request that DynamoDB refuses, and the command for the description that it
// names.
std::string advice_on_refused(const diagnostics& about) {
    std::string text = about.advice;
    if (text.find("description of the table") == text.npos) return text;
    const std::string table = about.table.empty() ? "TABLE" : shell_word(about.table);
    return text + " (`dynaco describe " + table + "`)";
}

// False for backups, jobs and streams, whose names are not names of tables.
bool reads_or_writes_items(const error& why) {
    constexpr std::string_view operations[] = {"GetItem", "PutItem", "UpdateItem",     "DeleteItem",
                                               "Query",   "Scan",    "BatchWriteItem", "ExecuteStatement"};
    return std::ranges::find(operations, why.diagnostics().operation) != std::end(operations);
}

std::string advice_for(const error& why) {
    switch (why.cause()) {
        case errc::validation_failed: return advice_on_refused(why.diagnostics());
        case errc::resource_not_found:
            return why.diagnostics().service_code == "ResourceNotFoundException" && reads_or_writes_items(why)
                       ? "check the name and the region; `dynaco tables` lists the tables"
                       : std::string();
        case errc::credentials_failed:
        case errc::credentials_expired:
        case errc::access_denied:
        case errc::expired_token:
        case errc::invalid_signature:
        case errc::unrecognized_client: return "`dynaco whoami` shows which settings are used";
        case errc::throttling:
        case errc::provisioned_throughput_exceeded:
        case errc::request_limit_exceeded: return "wait a little, or read and write less at once";
        default: return {};
    }
}

// The usual mistakes of new users: one short line instead of all sources that the library has tried.
std::string about_missing_setting(const error& why) {
    const errc cause = why.cause();
    if (cause == errc::missing_credentials)
        return "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a "
               "profile "
               "with --profile (`aws configure` makes one; one of IAM Identity Center needs `aws sso "
               "login`); "
               "`dynaco whoami` shows what was tried";
    const std::string& detail = why.diagnostics().detail;
    if (cause == errc::missing_region && detail.ends_with(" is not a valid region name"))
        return detail + ": correct --region, AWS_REGION or `region` of the profile";
    if (cause == errc::missing_region)
        return "no region: set --region, AWS_REGION or `region` of the profile; `dynaco whoami` shows what "
               "was tried";
    return {};
}

// A problem with a file or an argument has no endpoint and no request: its details are complete.
bool is_local(const error& why) {
    switch (why.cause()) {
        case errc::invalid_argument:
        case errc::invalid_value:
        case errc::file_failed:
        case errc::malformed_file:
            return why.diagnostics().service_code.empty() && !why.diagnostics().detail.empty();
        default: return false;
    }
}

// "the attribute has …; attribute total"
std::string text_with_attribute(const diagnostics& about) {
    std::string text = with_option_names(about.detail);
    const std::string& path = about.attribute_path;
    if (!path.empty() && text.find(path) == text.npos) text += "; attribute " + path;
    return text;
}

// The text of the library is for programmers. A person does not need the names of its functions.
std::string text_of_service(const diagnostics& about) {
    std::string text = about.operation;
    if (!about.table.empty()) text += " on table " + about.table;
    text += " failed: " + (about.service_message.empty() ? about.service_code : about.service_message);
    text += " [" + about.service_code;
    if (!about.request_id.empty()) text += ", request id " + about.request_id;
    return text + ']';
}

// The message of the program begins with the program's name already.
std::string text_of_client(std::string text) {
    constexpr std::string_view usual = "dynaco: ";
    if (text.starts_with(usual)) text.erase(0, usual.size());
    return with_option_names(std::move(text));
}

}  // namespace

std::string failure_text(const error& why) {
    const diagnostics& about = why.diagnostics();
    if (std::string missing = about_missing_setting(why); !missing.empty()) return missing;
    if (is_local(why)) return text_with_attribute(about);
    if (why.cause() == errc::resource_not_found && about.operation == "DescribeTable")
        return "table " + about.table + " does not exist at " + about.endpoint +
               "; `dynaco tables` lists the tables";
    if (why.cause() == errc::unknown_operation)
        return about.endpoint + " does not have the operation " + about.operation +
               ": local servers have only a part of Amazon DynamoDB";
    std::string text = about.service_code.empty() ? text_of_client(why.what()) : text_of_service(about);
    if (const std::string advice = advice_for(why); !advice.empty()) (text += "; ") += advice;
    return text;
}

}  // namespace dynaco::program
