#pragma once

#include "sigv4/request.hpp"

#include <chrono>
#include <string_view>

// The credentials and times that AWS's documents and test suites use, shared by the tests of this folder.
namespace dynaco::sigv4::example {

inline constexpr key_pair_view keys{.access_key_id = "AKIDEXAMPLE",
                                    .secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};

inline constexpr key_pair_view session_keys{.access_key_id = keys.access_key_id,
                                            .secret_access_key = keys.secret_access_key,
                                            .session_token = "TESTTOKEN=="};

inline constexpr scope dynamodb{.region = "us-east-1", .service = "dynamodb"};

inline constexpr std::chrono::sys_seconds new_year_2026 =
    std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};

inline constexpr std::string_view host = "123456789012.ddb.us-east-1.amazonaws.com";
inline constexpr std::string_view content_type = "application/x-amz-json-1.0";
inline constexpr std::string_view target = "DynamoDB_20120810.GetItem";

}  // namespace dynaco::sigv4::example
