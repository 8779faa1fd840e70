#include "program/tables/read_table.hpp"

#include "program/definition/plain_document.hpp"
#include "program/session.hpp"

#include <dynaco/errors.hpp>

#include <utility>

namespace dynaco::program {
namespace {

// Calls an operation whose response is not necessary. Returns an empty object if it fails.
awaitable<item> read_if_possible(client db, std::string_view operation, item parameters,
                                 std::string_view what, std::vector<std::string>* unread) {
    awaitable<item> call = call_service(std::move(db), operation, std::move(parameters), false);
    const result<item> answer = co_await as_result(std::move(call));
    if (answer) co_return *answer;
    const failure& why = answer.error();
    if (why.cause() == errc::unknown_operation) co_return item();
    const std::string& code = why.diagnostics().service_code;
    unread->push_back(std::string(what) + ": " + (code.empty() ? why.code().message() : code));
    co_return item();
}

}  // namespace

awaitable<item> read_description(client db, std::string table) {
    item parameters{{"TableName", std::move(table)}};
    const item answer = co_await call_service(std::move(db), "DescribeTable", std::move(parameters), false);
    co_return object_of(answer, "Table");
}

awaitable<table_extras> read_extras(client db, std::string table, std::string arn) {
    table_extras extras;
    const item named{{"TableName", table}};
    const item ttl =
        co_await read_if_possible(db, "DescribeTimeToLive", named, "time to live", &extras.unread);
    extras.time_to_live = object_of(ttl, "TimeToLiveDescription");
    const item backups = co_await read_if_possible(db, "DescribeContinuousBackups", named,
                                                   "point-in-time recovery", &extras.unread);
    extras.continuous_backups = object_of(backups, "ContinuousBackupsDescription");
    item question{{"ResourceArn", arn}};
    for (bool more = true; more;) {
        const item page =
            co_await read_if_possible(db, "ListTagsOfResource", question, "tags", &extras.unread);
        const value::list& tags = list_of(page, "Tags");
        extras.tags.insert(extras.tags.end(), tags.begin(), tags.end());
        const std::string next = text_of(page, "NextToken");
        more = !next.empty();
        question.insert_or_assign("NextToken", next);
    }
    co_return extras;
}

}  // namespace dynaco::program
