#include "program/jobs/job_calls.hpp"

#include "program/definition/plain_document.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/operations/document.hpp>

#include <stdexcept>
#include <utility>

namespace dynaco::program {
namespace {

template <class Operation>
awaitable<result<item>> send_about_jobs(client db, item parameters) {
    const Operation request{parameters};
    awaitable<result<item>> call = db.send(request);
    result<item> answer = co_await std::move(call);
    co_return answer;
}

template <class Operation>
awaitable<item> call_about_jobs(client db, item parameters) {
    result<item> answer = co_await send_about_jobs<Operation>(db, std::move(parameters));
    if (!answer && answer.error().cause() == errc::unknown_operation)
        throw std::runtime_error(no_jobs_text(db));
    co_return std::move(answer).value();
}

// "arn:aws:dynamodb:eu-west-1:1:table/orders/export/0169" is of the table "orders".
value table_in(std::string_view arn) {
    constexpr std::string_view mark = ":table/";
    const std::size_t found = arn.find(mark);
    if (found == std::string_view::npos) return null;
    const std::string_view rest = arn.substr(found + mark.size());
    return rest.substr(0, rest.find('/'));
}

value time_in(const item& summary, std::string_view member) {
    const std::string text = api_time_text(real_of(summary, member));
    return text.empty() ? value(null) : value(text);
}

item row_of_job(job_kind kind, const item& summary) {
    const job_state state{.kind = kind, .description = summary};
    return {{"kind", name_of(kind)},
            {"status", state.status()},
            {"started", time_in(summary, "StartTime")},
            {"ended", time_in(summary, "EndTime")},
            {"table", table_in(state.arn())},
            {"arn", state.arn()}};
}

awaitable<result<item>> page_of_jobs(client db, job_kind kind, item parameters) {
    switch (kind) {
        case job_kind::import_table:
            return send_about_jobs<list_imports>(std::move(db), std::move(parameters));
        case job_kind::export_table:
            return send_about_jobs<list_exports>(std::move(db), std::move(parameters));
        case job_kind::bulk_put: break;
    }
    return send_about_jobs<list_bulk_operations>(std::move(db), std::move(parameters));
}

std::string_view list_member(job_kind kind) {
    switch (kind) {
        case job_kind::import_table: return "ImportSummaryList";
        case job_kind::export_table: return "ExportSummaries";
        case job_kind::bulk_put: break;
    }
    return "BulkOperationsSummaryList";
}

awaitable<item> start(client db, job_kind kind, item request) {
    switch (kind) {
        case job_kind::import_table: return call_about_jobs<import_table>(std::move(db), std::move(request));
        case job_kind::export_table:
            return call_about_jobs<export_table_to_point_in_time>(std::move(db), std::move(request));
        case job_kind::bulk_put: break;
    }
    return call_about_jobs<start_bulk_put_items>(std::move(db), std::move(request));
}

awaitable<item> describe(client db, job_kind kind, std::string arn) {
    switch (kind) {
        case job_kind::import_table:
            return call_about_jobs<describe_import>(std::move(db), item{{"ImportArn", std::move(arn)}});
        case job_kind::export_table:
            return call_about_jobs<describe_export>(std::move(db), item{{"ExportArn", std::move(arn)}});
        case job_kind::bulk_put: break;
    }
    return call_about_jobs<describe_bulk_operation>(std::move(db),
                                                    item{{"BulkOperationArn", std::move(arn)}});
}

}  // namespace

std::string no_jobs_text(const client& db) {
    return db.endpoint() +
           " does not have this operation: imports, exports and bulk puts need Amazon DynamoDB, not a local "
           "server";
}

awaitable<job_state> start_job(client db, job_kind kind, item request) {
    const item answer = co_await start(std::move(db), kind, std::move(request));
    job_state state = state_in(kind, answer);
    co_return state;
}

awaitable<job_state> describe_job(client db, std::string arn) {
    const job_kind kind = kind_of_job(arn);
    const item answer = co_await describe(std::move(db), kind, std::move(arn));
    job_state state = state_in(kind, answer);
    co_return state;
}

awaitable<std::string> cancel_bulk_put(client db, std::string arn) {
    item parameters{{"BulkOperationArn", std::move(arn)}};
    const item answer = co_await call_about_jobs<cancel_bulk_operation>(std::move(db), std::move(parameters));
    co_return text_of(answer, "BulkOperationStatus");
}

awaitable<job_listing> list_jobs(client db, job_kind kind, std::string table_arn) {
    job_listing listing;
    item parameters{{kind == job_kind::import_table ? "PageSize" : "MaxResults", 25}};
    if (!table_arn.empty()) parameters.insert_or_assign("TableArn", table_arn);
    for (bool more = true; more;) {
        const result<item> page = co_await page_of_jobs(db, kind, parameters);
        listing.supported = page || page.error().cause() != errc::unknown_operation;
        if (!listing.supported) break;
        if (!page) throw error(page.error());
        for (const value& each : list_of(*page, list_member(kind)))
            listing.rows.push_back(row_of_job(kind, object_in(each)));
        const std::string next = text_of(*page, "NextToken");
        parameters.insert_or_assign("NextToken", next);
        more = !next.empty();
    }
    co_return listing;
}

}  // namespace dynaco::program
