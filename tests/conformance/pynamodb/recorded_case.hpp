#pragma once

#include "unit/client/call_bench.hpp"

#include <dynaco.hpp>

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// The cases of pynamodb-core.jsonl: the recorded requests and results of PynamoDB 6.1.0's calls.
namespace dynaco::test::pynamodb {

using namespace dynaco::literals;

inline std::string text_of(const rapidjson::Value& v) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    v.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

/// A case, and a client whose server sends the case's responses.
class recorded_case {
 public:
    explicit recorded_case(const std::string& line) { json_.Parse(line.c_str(), line.size()); }

    [[nodiscard]] std::string name() const { return json_["name"].GetString(); }
    [[nodiscard]] const rapidjson::Value& given() const { return json_["given"]; }
    [[nodiscard]] const rapidjson::Value& expected() const { return json_["expect_result"]; }

    /// The expected bodies.
    [[nodiscard]] std::vector<std::string> requests() const {
        std::vector<std::string> bodies;
        if (json_.HasMember("expect_request"))
            for (const auto& each : json_["expect_request"].GetArray())
                bodies.push_back(text_of(each["body"]));
        return bodies;
    }
    [[nodiscard]] std::vector<scripted_attempt> replies() const {
        std::vector<scripted_attempt> all;
        if (given().IsObject() && given().HasMember("server_responses"))
            for (const auto& each : given()["server_responses"].GetArray())
                all.push_back(scripted_attempt::answer(text_of(each["body"]), each["status"].GetInt()));
        return all;
    }

 private:
    rapidjson::Document json_;
};

/// Runs one case and compares the requests.
using driver = std::function<void(recorded_case&)>;
using drivers = std::map<std::string, driver>;

drivers batch_drivers();
drivers expression_drivers();
drivers read_drivers();
drivers table_drivers();
drivers transport_drivers();
drivers value_drivers();
drivers write_drivers();

/// Runs `call` with a client in a scripted world, and compares the requests that were sent.
void expect_requests(recorded_case& c, const std::function<boost::asio::awaitable<void>(client)>& call);
/// Runs `call` and compares the requests, which the caller can then examine.
void expect_requests(recorded_case& c, call_bench& bench,
                     const std::function<boost::asio::awaitable<void>(client)>& call);

}  // namespace dynaco::test::pynamodb
