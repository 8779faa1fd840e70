// The AWS SDK for C++ in the loopback benchmark, used as most programs use it: one client, and a thread for
// each concurrent operation.

#include "item.hpp"
#include "measure.hpp"
#include "sample_item.hpp"

#include <aws/core/Aws.h>
#include <aws/core/client/ClientConfiguration.h>
#include <aws/dynamodb/DynamoDBClient.h>
#include <aws/dynamodb/model/BatchWriteItemRequest.h>
#include <aws/dynamodb/model/GetItemRequest.h>
#include <aws/dynamodb/model/PutItemRequest.h>
#include <aws/dynamodb/model/QueryRequest.h>
#include <aws/dynamodb/model/ScanRequest.h>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

namespace bench {
namespace {

namespace model = Aws::DynamoDB::Model;
using client = Aws::DynamoDB::DynamoDBClient;

/// Runs one operation. Its result is used by --verify, and empty otherwise.
using operation = std::function<std::string(bool verify)>;

Aws::Client::ClientConfiguration configuration(const arguments& told) {
    Aws::Client::ClientConfiguration config;
    config.endpointOverride = told.where.url.c_str();
    config.scheme = told.where.tls ? Aws::Http::Scheme::HTTPS : Aws::Http::Scheme::HTTP;
    config.maxConnections = static_cast<unsigned>(told.connections);
    if (const char* region = std::getenv("AWS_REGION")) config.region = region;
    if (!told.ca.empty()) config.caFile = told.ca.c_str();
    return config;
}

template <class Outcome>
void check(const Outcome& outcome) {
    if (!outcome.IsSuccess()) fail(outcome.GetError().GetMessage().c_str());
}

attributes key() {
    attributes of;
    of.emplace("pk", model::AttributeValue().SetS(partition));
    of.emplace("sk", model::AttributeValue().SetN(std::to_string(first_sort_key).c_str()));
    return of;
}

template <class Result>
std::string page(const Result& result, bool verify) {
    std::vector<item> items;
    items.reserve(result.GetItems().size());
    for (const auto& each : result.GetItems()) items.push_back(item_of(each));
    if (!verify) return {};
    return R"({"count":)" + std::to_string(items.size()) +
           (items.empty() ? std::string()
                          : R"(,"first":)" + json(items.front()) + R"(,"last":)" + json(items.back())) +
           '}';
}

std::string get_item(const client& db, bool verify) {
    model::GetItemRequest request;
    request.SetTableName(table_name);
    request.SetKey(key());
    const auto outcome = db.GetItem(request);
    check(outcome);
    const item found = item_of(outcome.GetResult().GetItem());
    return verify ? json(found) : std::string();
}

std::string put_item(const client& db, bool verify) {
    const auto written = sample_item<item>();
    model::PutItemRequest request;
    request.SetTableName(table_name);
    request.SetItem(attributes_of(written));
    check(db.PutItem(request));
    return verify ? json(written) : std::string();
}

std::string query(const client& db, bool verify) {
    model::QueryRequest request;
    request.SetTableName(table_name);
    request.SetKeyConditionExpression("pk = :pk");
    request.AddExpressionAttributeValues(":pk", model::AttributeValue().SetS(partition));
    const auto outcome = db.Query(request);
    check(outcome);
    return page(outcome.GetResult(), verify);
}

std::string batch_write(const client& db, bool) {
    Aws::Vector<model::WriteRequest> puts(25);
    for (std::size_t i = 0; i < puts.size(); ++i) {
        model::PutRequest put;
        put.SetItem(attributes_of(sample_item<item>(static_cast<std::int64_t>(i))));
        puts[i].SetPutRequest(put);
    }
    model::BatchWriteItemRequest request;
    request.AddRequestItems(table_name, puts);
    const auto outcome = db.BatchWriteItem(request);
    check(outcome);
    if (!outcome.GetResult().GetUnprocessedItems().empty()) fail("there are unprocessed items");
    return R"({"written":25})";
}

operation scan(const client& db) {
    model::ScanRequest request;
    request.SetTableName(table_name);
    request.SetLimit(1000);
    return [&db, request](bool verify) mutable {
        const auto outcome = db.Scan(request);
        check(outcome);
        request.SetExclusiveStartKey(outcome.GetResult().GetLastEvaluatedKey());
        return page(outcome.GetResult(), verify);
    };
}

operation operation_of(workload what, const client& db) {
    switch (what) {
        case workload::get_item: return [&db](bool verify) { return get_item(db, verify); };
        case workload::put_item: return [&db](bool verify) { return put_item(db, verify); };
        case workload::query: return [&db](bool verify) { return query(db, verify); };
        case workload::batch_write: return [&db](bool verify) { return batch_write(db, verify); };
        case workload::scan: return scan(db);
    }
    return {};
}

void until_closed(const operation& operate, tally& counted) {
    auto began = clock::now();
    for (bool more = true; more;) {
        operate(false);
        const auto ended = clock::now();
        more = counted.completed(began, ended);
        began = ended;
    }
}

std::string result_of(const arguments& told) {
    const client db(configuration(told));
    if (told.verify) return operation_of(told.what, db)(true);
    measurement measured(told, told.concurrency);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < told.concurrency; ++i)
        threads.emplace_back([&, i] {
            try {
                until_closed(operation_of(told.what, db), measured.of_thread(i));
            } catch (const std::exception& error) {
                fail(error.what());
            }
        });
    for (std::thread& each : threads) each.join();
    return measured.report();
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    const auto told = bench::parse_arguments(argc, argv);
    const Aws::SDKOptions options;
    Aws::InitAPI(options);
    std::cout << bench::result_of(told) << std::endl;
    Aws::ShutdownAPI(options);
}
