#include "stress/soak/caller.hpp"

#include "support/fault_service/fault_service.hpp"

#include <dynaco/detail/client/handle/access.hpp>

#include <utility>

namespace dynaco::test {
namespace {

using clock = std::chrono::steady_clock;

encoded_request request(std::string_view operation, bool writes, std::string body) {
    encoded_request made;
    made.info.name = operation;
    made.info.writes = writes;
    made.table = "soak";
    made.body = std::move(body);
    return made;
}

std::string key(const std::string& id) { return R"("TableName":"soak","Key":{"id":{"S":")" + id + R"("}})"; }

std::string addition(const std::string& id) {
    return "{" + key(id) +
           R"(,"UpdateExpression":"ADD #0 :0","ExpressionAttributeNames":{"#0":"count"},)"
           R"("ExpressionAttributeValues":{":0":{"N":"1"}}})";
}

std::int64_t count_in(const std::string& body) {
    const auto read = detail::json::document::parse(body);
    return read ? std::stoll("0" + (*read)["Item"]["count"]["N"].text()) : -1;
}

}  // namespace

awaitable<void> caller::run(client db, clock::time_point until) {
    for (int round = 0; clock::now() < until; ++round) {
        switch (round % 4) {
            case 0: co_await put(db); break;
            case 1: co_await get(db); break;
            case 2: co_await add(db); break;
            default: co_await add_in_transaction(db); break;
        }
    }
}

awaitable<result<dynaco::reply>> caller::timed(client db, encoded_request what) {
    const auto begin = clock::now();
    result<dynaco::reply> outcome = co_await db.call(std::move(what));
    const auto after = clock::now() - begin;
    const int attempts = outcome ? outcome->attempts : outcome.error().diagnostics().attempts;
    all_.ended(after, attempts, outcome ? std::optional<failure>() : outcome.error());
    co_return outcome;
}

awaitable<void> caller::add(client db) {
    const result<dynaco::reply> outcome =
        co_await timed(std::move(db), request("UpdateItem", true, addition(item("add-"))));
    if (outcome) ++added_.acknowledged;
    // By default a write whose response was lost is retried: each attempt may have applied it.
    if (outcome)
        added_.unknown += outcome->attempts - 1;
    else if (outcome.error().cause() == errc::outcome_unknown)
        added_.unknown += outcome.error().diagnostics().attempts;
}

awaitable<void> caller::add_in_transaction(client db) {
    std::string body = R"({"TransactItems":[{"Update":)" + addition(item("tx-")) +
                       R"(}],"ClientRequestToken":")" + detail::client_access::random_token(db) + R"("})";
    const result<dynaco::reply> outcome =
        co_await timed(std::move(db), request("TransactWriteItems", true, std::move(body)));
    if (outcome)
        ++committed_.acknowledged;
    else if (outcome.error().cause() == errc::outcome_unknown)
        ++committed_.unknown;
}

awaitable<void> caller::put(client db) {
    const std::int64_t number = ++put_;
    std::string body = R"({"TableName":"soak","Item":{"id":{"S":")" + item("put-") + R"("},"count":{"N":")" +
                       std::to_string(number) + R"("}}})";
    const result<dynaco::reply> outcome =
        co_await timed(std::move(db), request("PutItem", true, std::move(body)));
    if (outcome) put_surely_ = number;
    if (outcome)
        put_clearly_ = true;  // all attempts said the same
    else if (outcome.error().cause() == errc::outcome_unknown)
        put_clearly_ = false;
}

awaitable<void> caller::get(client db) {
    const result<dynaco::reply> outcome =
        co_await timed(std::move(db), request("GetItem", false, "{" + key(item("put-")) + "}"));
    if (!outcome) co_return;
    const std::int64_t count = count_in(outcome->body);
    const bool right = put_clearly_ ? count == put_surely_ : count >= 0 && count <= put_;
    if (!right)
        all_.wrong(name_ + " reads " + std::to_string(count) + " after it put " +
                   std::to_string(put_surely_));
}

void caller::check(const fault_service& truth) {
    const auto expect = [&](const char* what, std::int64_t count, const account& told, bool at_most) {
        const bool lost = count < told.acknowledged;
        const bool twice = at_most && count > told.acknowledged + told.unknown;
        if (!lost && !twice) return;
        all_.wrong(item(what) + " holds " + std::to_string(count) + (lost ? ", lost: " : ", twice: ") +
                   std::to_string(told.acknowledged) + " were acknowledged, " + std::to_string(told.unknown) +
                   " in doubt");
    };
    // If a connection breaks before the first byte of a response, the call uses another one without an error.
    // An addition may then count twice; a transaction never does.
    expect("add-", truth.number_of(item("add-"), "count"), added_, false);
    expect("tx-", truth.number_of(item("tx-"), "count"), committed_, true);
}

}  // namespace dynaco::test
