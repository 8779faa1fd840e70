#pragma once

#include <dynaco/core/recycled_string.hpp>
#include <dynaco/core/result.hpp>
#include <dynaco/operations/operation.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

/// A request ready to be signed and sent: encoded before the call that made it returned.
struct encoded_request {
    operation_info info{};
    std::string table{};
    recycled_string body{};
    std::string index{};                ///< The index that is read; empty: the table itself.
    std::vector<std::string> tables{};  ///< All tables, where the operation may have several.
    std::string resource{};             ///< The ARN that it is about, where that is no table's name.
    std::string_view missing_token{};   ///< The member that a random token belongs into; empty: none.
    std::optional<failure> refused{};   ///< Why it could not be encoded; the call then fails without any I/O.

    /// "accounts", or all tables: "accounts, orders".
    [[nodiscard]] std::string table_names() const;

    template <operation Op>
    static encoded_request of(const Op& op) {
        encoded_request r{.info = Op::info, .table = std::string(op.table())};
        if constexpr (requires { op.writes(); }) r.info.writes = op.writes();
        if constexpr (requires { op.idempotent(); }) r.info.idempotent = op.idempotent();
        if constexpr (requires { op.index(); }) r.index = op.index();
        if constexpr (requires { op.all_tables(); }) r.tables = op.all_tables();
        if constexpr (requires { op.resource(); }) r.resource = op.resource();
        if constexpr (requires { op.missing_token(); }) r.missing_token = op.missing_token();
        thread_local std::size_t size_before = 0;  // requests of a kind are alike
        r.body = recycled_string::with_room(std::max(size_before, recycled_string::usual_size));
        json::writer out(r.body);
        if (!op.encode(out) || out.failed()) r.refused = out.why();
        size_before = r.body.size();
        return r;
    }
};

/// A successful answer, not decoded yet.
struct reply {
    recycled_string body{};
    operation_info info{};
    std::string table{};
    std::shared_ptr<const std::string> endpoint{};  ///< Null: unknown.
    recycled_string request_id{};
    int http_status = 0;
    int attempts = 0;

    /// Adds operation, table and place to a failure to decode the body, and that a write was applied all the
    /// same.
    [[nodiscard]] failure explain(const failure& why) const;
};

}  // namespace dynaco
