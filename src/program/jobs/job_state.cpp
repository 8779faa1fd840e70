#include "program/jobs/job_state.hpp"

#include "program/definition/plain_document.hpp"
#include "program/show/value_text.hpp"
#include "program/text/time_text.hpp"

#include <array>
#include <chrono>

namespace dynaco::program {
namespace {

struct kind_names {
    std::string_view name;
    std::string_view description;  // the member of a response
    std::string_view arn;
    std::string_view status;
};

const kind_names& names_of(job_kind kind) noexcept {
    static constexpr std::array<kind_names, 3> all{{
        {"import", "ImportTableDescription", "ImportArn", "ImportStatus"},
        {"export", "ExportDescription", "ExportArn", "ExportStatus"},
        {"bulk put", "BulkOperationDescription", "BulkOperationArn", "BulkOperationStatus"},
    }};
    return all[static_cast<std::size_t>(kind)];
}

// "ProcessedItemCount" is "processed item count"; "S3Bucket" is "s3 bucket".
std::string words_of(std::string_view name) {
    const auto upper = [&name](std::size_t at) {
        return at < name.size() && name[at] >= 'A' && name[at] <= 'Z';
    };
    std::string words;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool begins_word =
            i > 0 && upper(i) && (!upper(i - 1) || (i + 1 < name.size() && !upper(i + 1)));
        if (begins_word) words += ' ';
        words += upper(i) ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
    }
    return words;
}

std::string content_of(const std::string& name, const value& what) {
    if (const auto* const text = what.get_if<std::string>()) return *text;
    const auto* const amount = what.get_if<number>();
    return amount && name.ends_with("Time") ? api_time_text(amount->to_double()) : value_text(what);
}

bool is_amount(std::string_view name) { return name.ends_with("Count") || name.ends_with("Bytes"); }

}  // namespace

std::string_view name_of(job_kind kind) noexcept { return names_of(kind).name; }

job_kind kind_of_job(std::string_view arn) {
    const auto has = [arn](std::string_view part) { return arn.find(part) != std::string_view::npos; };
    if (has("/import/")) return job_kind::import_table;
    if (has("/export/")) return job_kind::export_table;
    const std::size_t table = arn.find(":table/");
    const bool is_table =
        table != std::string_view::npos && arn.find('/', table + 7) == std::string_view::npos;
    if (!arn.starts_with("arn:") || is_table || has("/backup/") || has("/stream/") || has("/index/"))
        throw usage_error(
            "this is not the ARN of an import, an export or a bulk put; list them with: dynaco jobs list");
    return job_kind::bulk_put;
}

job_state state_in(job_kind kind, const item& response) {
    const item& described = object_of(response, names_of(kind).description);
    return {.kind = kind, .description = described.empty() ? response : described};
}

std::string api_time_text(double seconds) {
    if (!(seconds > 0 && seconds < 9e9)) return {};
    return time_text(
        time_point(std::chrono::duration_cast<time_point::duration>(std::chrono::duration<double>(seconds))));
}

std::string job_state::arn() const { return text_of(description, names_of(kind).arn); }
std::string job_state::status() const { return text_of(description, names_of(kind).status); }

bool job_state::ended() const {
    const std::string now = status();
    return now.starts_with("COMPLETED") || now == "FAILED" || now == "CANCELLED";
}

exit_status job_state::outcome() const {
    const std::string now = status();
    if (!now.starts_with("COMPLETED")) return exit_status::failed;
    const bool left_out = now != "COMPLETED" || whole_of(description, "ErrorCount") > 0 ||
                          whole_of(description, "FailedItemCount") > 0;
    return left_out ? exit_status::done_with_rejects : exit_status::done;
}

std::string job_state::counts() const {
    std::string text;
    for (const auto& [name, content] : description) {
        const auto* const amount = content.get_if<number>();
        if (!amount || !is_amount(name) || *amount == number()) continue;
        ((text += text.empty() ? "" : ", ") += words_of(name)) += " " + amount->to_string();
    }
    return text;
}

std::string job_state::summary() const {
    std::string text = "the " + std::string(name_of(kind));
    switch (outcome()) {
        case exit_status::done: text += " is complete"; break;
        case exit_status::done_with_rejects: text += " is complete, but items were left out"; break;
        default: text += status() == "CANCELLED" ? " was cancelled" : " failed";
    }
    for (const std::string& part :
         {text_of(description, "FailureCode"), text_of(description, "FailureMessage"), counts()})
        if (!part.empty()) (text += ": ") += part;
    const std::string log = text_of(description, "CloudWatchLogGroupArn");
    if (outcome() != exit_status::done && !log.empty()) (text += "; details are in the log group ") += log;
    return text;
}

std::vector<fact> job_state::facts() const {
    const kind_names& names = names_of(kind);
    const tone look = !ended() ? tone::warning : outcome() == exit_status::done ? tone::good : tone::bad;
    std::vector<fact> all{{std::string(names.name), arn(), tone::title}, {"status", status(), look}};
    for (const auto& [name, content] : description)
        if (name != names.arn && name != names.status)
            all.push_back({words_of(name), content_of(name, content)});
    return all;
}

}  // namespace dynaco::program
