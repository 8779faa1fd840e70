#pragma once

#include <cstdint>
#include <string_view>

// All trivially copyable, as table/options.hpp says.
namespace dynaco {

struct statement_options {
    std::uint32_t page_size = 0;    ///< Items to evaluate per request; 0: as many as fit 1 MB.
    bool consistent_read = false;   ///< Not on global indexes.
    bool return_existing = true;    ///< A verdict that says no brings the item that stood in the way.
    std::string_view next_token{};  ///< Where to go on: what `next_token()` of an earlier iterator gave.
};

struct statement_transaction_options {
    /// Makes the transaction happen once however often it is sent within 10 minutes: at most 36 characters;
    /// empty: a random one.
    std::string_view client_request_token{};
};

}  // namespace dynaco
