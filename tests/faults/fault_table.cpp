#include "faults/fault_table.hpp"

#include "faults/fault_row.hpp"

#include <stdexcept>
#include <string_view>

namespace dynaco::test {
namespace {

std::string_view text_of(errc code) {
    switch (code) {
        case errc::access_denied: return "access_denied";
        case errc::attempt_timed_out: return "attempt_timed_out";
        case errc::certificate_rejected: return "certificate_rejected";
        case errc::checksum_mismatch: return "checksum_mismatch";
        case errc::conditional_check_failed: return "conditional_check_failed";
        case errc::connect_failed: return "connect_failed";
        case errc::connect_timed_out: return "connect_timed_out";
        case errc::connection_lost: return "connection_lost";
        case errc::expired_token: return "expired_token";
        case errc::internal_server_error: return "internal_server_error";
        case errc::invalid_signature: return "invalid_signature";
        case errc::item_collection_size_limit_exceeded: return "item_collection_size_limit_exceeded";
        case errc::limit_exceeded: return "limit_exceeded";
        case errc::malformed_reply: return "malformed_reply";
        case errc::outcome_unknown: return "outcome_unknown";
        case errc::provisioned_throughput_exceeded: return "provisioned_throughput_exceeded";
        case errc::replicated_write_conflict: return "replicated_write_conflict";
        case errc::reply_too_large: return "reply_too_large";
        case errc::request_limit_exceeded: return "request_limit_exceeded";
        case errc::request_time_too_skewed: return "request_time_too_skewed";
        case errc::resolve_failed: return "resolve_failed";
        case errc::resource_not_found: return "resource_not_found";
        case errc::service_error: return "service_error";
        case errc::service_unavailable: return "service_unavailable";
        case errc::throttling: return "throttling";
        case errc::tls_failed: return "tls_failed";
        case errc::transaction_conflict: return "transaction_conflict";
        case errc::unrecognized_client: return "unrecognized_client";
        case errc::validation_failed: return "validation_failed";
        default: throw std::logic_error("fault_table: add the new code to text_of");
    }
}

std::string code(errc told) { return '`' + std::string(text_of(told)) + '`'; }

std::string_view repeated_text(repeated again) {
    switch (again) {
        case repeated::soon: return "after 0–25 ms";
        case repeated::later: return "after 0–1 s";
        case repeated::as_asked: return "after 1.5 s";
        case repeated::no: break;
    }
    return "no";
}

std::string_view connection_text(connection_is what) {
    switch (what) {
        case connection_is::kept: return "kept";
        case connection_is::closed: return "closed";
        case connection_is::none: break;
    }
    return "–";
}

// The result of a call whose first attempt meets the fault.
std::string once(const fault_row& row, errc told, bool counts) {
    if (row.harmless()) return "done";
    if (row.again == repeated::no) return code(told);
    if (!row.passes()) return "–";
    return counts && row.applied ? "done **twice**" : "done";
}

std::string always(const fault_row& row) {
    if (row.harmless()) return "done";
    const std::string read = code(row.read_told);
    const std::string both = row.read_told == row.write_told ? read : read + ", " + code(row.write_told);
    return row.or_told == errc{} ? both : both + " (or " + code(row.or_told) + ")";
}

std::string line_of(const fault_row& row) {
    std::string line = "| ";
    const auto cell = [&line](std::string_view text) { (line += text) += " | "; };
    cell(row.name);
    cell(repeated_text(row.again));
    cell(connection_text(row.connection));
    cell(once(row, row.read_told, false));
    cell(once(row, row.write_told, false));
    cell(once(row, row.write_told, true));
    cell(always(row));
    line.back() = '\n';
    return line;
}

}  // namespace

std::string fault_table() {
    std::string table;
    for (const fault_part& part : all_faults()) {
        table += "\n| " + std::string(part.heading) +
                 " | retry | connection | one fault: get | put | ADD 1 | every attempt: read, write |\n"
                 "|---|---|---|---|---|---|---|\n";
        for (const fault_row& row : part.rows) table += line_of(row);
    }
    return table + '\n';
}

std::string with_fault_table(const std::string& document) {
    const auto begin = document.find(fault_table_begin);
    const auto end = document.find(fault_table_end);
    if (begin == std::string::npos || end == std::string::npos || end < begin)
        throw std::runtime_error("the document does not have the two marks of the fault table");
    const auto from = begin + std::string_view(fault_table_begin).size();
    return document.substr(0, from) + fault_table() + document.substr(end);
}

}  // namespace dynaco::test
